import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { KeysDialog } from '../parts/KeysDialog.tsx';
import { authorityLines } from '../state/authority-lines.ts';
import { useAuthority } from '../state/use-app.ts';
import { AuthorityBar } from './authority/AuthorityBar.tsx';
import { AUTHORITY_KEYS } from './authority/authority-keys.ts';
import { AuthorityState } from './authority/AuthorityState.tsx';
import styles from './authority/authority.module.css';
import { focusGrants } from './authority/focus-grants.ts';
import { GrantDetailPane } from './authority/GrantDetailPane.tsx';
import { GrantList } from './authority/GrantList.tsx';
import { Suggestions } from './authority/Suggestions.tsx';

/** All that agents may do, by agent, each grant in full beside the list, and how to make it less. */
export function Authority() {
  const field = useRef<HTMLInputElement>(null);
  const [showsKeys, setShowsKeys] = useState(false);
  const rows = useAuthority((state) => state.rows);
  const text = useAuthority((state) => state.text);
  const showsEnded = useAuthority((state) => state.showsEnded);
  const enter = useAuthority((state) => state.enter);
  const leave = useAuthority((state) => state.leave);
  const lines = useMemo(() => authorityLines(rows ?? [], text, showsEnded), [rows, text, showsEnded]);
  useWindowKeys(field, () => setShowsKeys(true));
  useEffect(() => {
    void enter();
    return leave;
  }, [enter, leave]);
  return (
    <section className={styles['authority']} aria-label="Authority">
      <AuthorityBar field={field} lines={lines} showKeys={() => setShowsKeys(true)} />
      {rows !== null && rows.length > 0 && <Suggestions />}
      <div className={styles['split']}>
        <div className={styles['grants']}>
          {lines.order.length === 0 ? <AuthorityState lines={lines} /> : <GrantList lines={lines} />}
        </div>
        <GrantDetailPane />
      </div>
      {showsKeys && <KeysDialog keys={AUTHORITY_KEYS} close={() => setShowsKeys(false)} />}
    </section>
  );
}

/** The keys that work wherever the focus is, unless something is being written. */
function useWindowKeys(field: RefObject<HTMLInputElement | null>, showKeys: () => void): void {
  const showsEnded = useAuthority((state) => state.showsEnded);
  const showsSuggestions = useAuthority((state) => state.showsSuggestions);
  const showEnded = useAuthority((state) => state.showEnded);
  const showSuggestions = useAuthority((state) => state.showSuggestions);
  const extend = useAuthority((state) => state.extend);
  useEffect(() => {
    const keys: Readonly<Record<string, () => void>> = {
      '/': () => field.current?.focus(),
      '?': showKeys,
      e: () => showEnded(!showsEnded),
      s: () => showSuggestions(!showsSuggestions),
      g: focusGrants,
      x: () => extend(true),
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target } = event;
      const isWriting = target instanceof HTMLElement && target.matches('input[type=text], textarea, select');
      if (isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [field, showKeys, showEnded, showSuggestions, showsEnded, showsSuggestions, extend]);
}

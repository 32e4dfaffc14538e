import { useState, type ChangeEvent, type KeyboardEvent, type RefObject, type SyntheticEvent } from 'react';
import { atCaret, completions, type Completion } from '../../state/completions.ts';
import { useHistory } from '../../state/use-app.ts';
import { useKeyValues } from './use-key-values.ts';

/** What the search field offers at the caret, and what the field does with keys. `chosen` is the one that Enter or Tab takes. */
export function useCompletion(field: RefObject<HTMLInputElement | null>) {
  const text = useHistory((state) => state.text);
  const apply = useHistory((state) => state.apply);
  const offers = useOffers(field, text);
  const { offered, chosen, isOpen, choose, setOpen, take } = offers;
  const onKeyDown = (event: KeyboardEvent): void => {
    const picked = isOpen && chosen !== null ? offered[chosen] : undefined;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const takes = event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey);
    if (step !== undefined && offered.length > 0) choose(step);
    else if (takes && picked !== undefined) take(picked);
    else if (event.key === 'Enter') {
      setOpen(false);
      apply(text);
    } else if (event.key === 'Escape' && isOpen) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const on = {
    onKeyDown,
    onChange: (event: ChangeEvent<HTMLInputElement>): void => offers.written(event.target),
    onSelect: (event: SyntheticEvent<HTMLInputElement>): void =>
      offers.setCaret(event.currentTarget.selectionStart ?? 0),
    onFocus: (): void => setOpen(true),
    onBlur: (): void => {
      setOpen(false);
      apply(text);
    },
  };
  return { offered, chosen, take, isOpen, on };
}

function useOffers(field: RefObject<HTMLInputElement | null>, text: string) {
  const write = useHistory((state) => state.write);
  const apply = useHistory((state) => state.apply);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const [open, setOpen] = useState(false);
  const at = atCaret(text, Math.min(caret, text.length));
  const offered = completions(at, useKeyValues(open ? at.key : null));
  const take = (one: Completion): void => {
    const to = at.from + one.insert.length;
    const whole = text.slice(0, at.from) + one.insert + text.slice(at.to).trimStart();
    setChosen(null);
    setCaret(to);
    // A key alone wants a value; a value makes the term whole.
    const isWhole = one.insert.endsWith(' ');
    setOpen(!isWhole);
    if (isWhole) apply(whole);
    else write(whole);
    requestAnimationFrame(() => field.current?.setSelectionRange(to, to));
  };
  const choose = (step: number): void => {
    setOpen(true);
    setChosen(((chosen ?? (step > 0 ? -1 : 0)) + step + offered.length) % offered.length);
  };
  const written = (input: HTMLInputElement): void => {
    write(input.value);
    setCaret(input.selectionStart ?? input.value.length);
    setChosen(null);
    setOpen(true);
  };
  return { offered, chosen, isOpen: open && offered.length > 0, choose, setOpen, setCaret, take, written };
}

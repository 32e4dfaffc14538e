import type { Excerpt } from '../../shared/contract/record-entry.ts';
import { redactionParts } from '../state/redaction-parts.ts';
import styles from './parts.module.css';
import { SafeText } from './SafeText.tsx';

/** More is drawn only in the export: a window of megabytes of text can't be read, and is slow. */
const SHOWN = 20_000;

/** Text that the record kept, with the places where secrets were taken out. `shown` is how to lay the text out. */
export function ExcerptText({ excerpt, shown }: { readonly excerpt: Excerpt; readonly shown: string }) {
  if (excerpt.kept === false) return <p className={styles['faint']}>Not kept, by your choice.</p>;
  const text = shown.length > SHOWN ? shown.slice(0, SHOWN) : shown;
  return (
    <>
      <pre tabIndex={0}>
        {redactionParts(text, excerpt.redactions ?? []).map((part, index) =>
          part.kind === 'text' ? (
            <SafeText key={index} text={part.text} />
          ) : (
            <span key={index} className={styles['redacted']} title={`A secret was taken out: ${part.rule}`}>
              {part.text}
            </span>
          ),
        )}
      </pre>
      {text.length < shown.length && (
        <p className={styles['faint']}>Only the beginning is shown; an export has all that was kept.</p>
      )}
    </>
  );
}

/** "48,211 bytes, head only", for a heading. */
export function sizeWords({ bytes, text, kept, redactions }: Excerpt): string {
  const size = `${bytes.toLocaleString()} ${bytes === 1 ? 'byte' : 'bytes'}`;
  if (kept === false) return size;
  // Redacted text has another length than what was sent, so that only one that is far shorter is known to be cut.
  const length = new TextEncoder().encode(text).length;
  const isCut = redactions === undefined || redactions.length === 0 ? length < bytes : length < bytes / 2;
  return isCut ? `${size}, head only` : size;
}

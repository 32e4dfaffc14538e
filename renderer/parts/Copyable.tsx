import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '../state/copy-text.ts';
import styles from './parts.module.css';
import { SafeText } from './SafeText.tsx';

/** Text for another place, with a button that copies it. `name` says what it is. */
export function Copyable({ text, name }: { readonly text: string; readonly name: string }) {
  const [copied, setCopied] = useState<string | null>(null);
  const isCopied = copied === text;
  return (
    <div className={styles['copyable']}>
      <code>
        <SafeText text={text} />
      </code>
      <button
        type="button"
        aria-label={`Copy ${name}`}
        onClick={() => setCopied(copyText(text) ? text : null)}
        onBlur={() => setCopied(null)}
      >
        {isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}{' '}
        <span role="status">{isCopied ? 'Copied' : 'Copy'}</span>
      </button>
    </div>
  );
}

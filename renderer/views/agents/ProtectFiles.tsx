import { TriangleAlert } from 'lucide-react';
import type { ProtectFile } from '../../../shared/contract/agents.ts';
import { CodeWords } from '../../parts/CodeWords.tsx';
import { PathText } from '../../parts/PathText.tsx';
import { SafeText } from '../../parts/SafeText.tsx';
import styles from './agents.module.css';

/** Files with what changes in each, as `diff -u` writes it. */
export function ProtectFiles({ files }: { readonly files: readonly ProtectFile[] }) {
  return (
    <div className={styles['changes']} role="region" aria-label="Changes" tabIndex={0}>
      {files.map((file) => (
        <section key={`${file.agent} ${file.path}`}>
          <h3>
            {file.agent}: <PathText path={file.path} />
          </h3>
          {file.problem !== null && (
            <p className={styles['problem']}>
              <TriangleAlert size={14} aria-hidden /> <CodeWords text={file.problem} />
            </p>
          )}
          {file.kind === 'unchanged' && <p className={styles['quiet']}>It stays as it is.</p>}
          {file.diff !== '' && <Diff text={file.diff} />}
          {file.notes.map((note) => (
            <p key={note} className={styles['quiet']}>
              <CodeWords text={note} />.
            </p>
          ))}
        </section>
      ))}
    </div>
  );
}

function Diff({ text }: { readonly text: string }) {
  // The first two lines name the file, which stands above already.
  const lines = text.replace(/\n$/, '').split('\n').slice(2);
  return (
    <pre className={styles['diff']}>
      {lines.map((line, index) => (
        <span key={index} className={styles[KINDS[line.slice(0, 1)] ?? 'same']}>
          <SafeText text={line} />
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

const KINDS: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed', '@': 'place' };

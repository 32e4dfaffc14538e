import { CircleCheck, CircleCheckBig, CircleDashed, CircleSlash, type LucideIcon } from 'lucide-react';
import type { Coverage, CoverageRow } from '../../../shared/contract/coverage.ts';
import { coverageTitle, GUARDED } from '../../../shared/core/coverage-words.ts';
import { capital } from '../../state/capital.ts';
import { CodeWords } from '../../parts/CodeWords.tsx';
import { PathText } from '../../parts/PathText.tsx';
import { SafeText } from '../../parts/SafeText.tsx';
import { When } from '../../parts/When.tsx';
import styles from './agents.module.css';
import { SignedIn } from './SignedIn.tsx';

const ICONS: Readonly<Record<Coverage['kind'], LucideIcon>> = {
  proven: CircleCheckBig,
  configured: CircleCheck,
  'best-effort': CircleDashed,
  unguarded: CircleSlash,
};

/** Each way of an agent, how it is guarded, and why not better. */
export function CoverageTable({ rows }: { readonly rows: readonly CoverageRow[] }) {
  if (rows.length === 0) return <p className={styles['none']}>There are no servers in its files.</p>;
  return (
    <table className={styles['ways']}>
      <colgroup>
        <col className={styles['wayColumn']} />
        <col className={styles['kindColumn']} />
        <col />
      </colgroup>
      <thead className={styles['hidden']}>
        <tr>
          <th scope="col">Way</th>
          <th scope="col">Guarded</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <Way
            key={JSON.stringify([row.path, row.entry])}
            row={row}
            file={row.entry?.file === rows[index - 1]?.entry?.file ? null : (row.entry?.file ?? null)}
          />
        ))}
      </tbody>
    </table>
  );
}

/** `file` stands with the first of its entries. */
function Way({ row, file }: { readonly row: CoverageRow; readonly file: string | null }) {
  const { coverage } = row;
  const Icon = ICONS[coverage.kind];
  return (
    <tr>
      <th scope="row">
        <SafeText text={coverageTitle(row)} />
        {file !== null && (
          <span className={styles['file']}>
            <PathText path={file} />
          </span>
        )}
      </th>
      <td className={styles[coverage.kind]}>
        <Icon size={14} aria-hidden /> {capital(GUARDED[coverage.kind])}
      </td>
      <td>
        <Why coverage={coverage} />
        {row.entry?.server != null && <SignedIn server={row.entry.server} />}
      </td>
    </tr>
  );
}

/** The exact claim: the file was tried, the agent itself wasn't. */
function Why({ coverage }: { readonly coverage: Coverage }) {
  switch (coverage.kind) {
    case 'proven':
      return (
        <>
          A call made as the file says was stopped <When at={coverage.at} />.{' '}
          <span className={styles['quiet']}>
            <CodeWords text={sentence(coverage.why)} />
          </span>
        </>
      );
    case 'configured':
      return <CodeWords text={sentence(coverage.why)} />;
    case 'best-effort':
      return (
        <>
          {coverage.stopped !== null && (
            <>
              A call made as the file says was stopped <When at={coverage.stopped} />. All the same:{' '}
            </>
          )}
          <CodeWords text={sentence(coverage.why, coverage.stopped !== null)} />{' '}
          <span className={styles['quiet']}>
            <CodeWords text={sentence(coverage.remedy)} />
          </span>
        </>
      );
    case 'unguarded':
      return (
        <>
          <CodeWords text={sentence(coverage.why)} />{' '}
          <span className={styles['quiet']}>
            {coverage.byProtect ? 'Press Protect.' : <CodeWords text={sentence(coverage.remedy)} />}
          </span>
        </>
      );
  }
}

function sentence(text: string, goesOn = false): string {
  return `${goesOn ? text : capital(text)}.`;
}

import type { ServerName } from '../../../shared/contract/ids.ts';
import { FieldProblem } from '../../parts/FieldProblem.tsx';
import { SafeText } from '../../parts/SafeText.tsx';
import { useSetting } from '../../state/use-setting.ts';
import { Section } from './Section.tsx';
import styles from './settings.module.css';

type KeptArgumentsProps = {
  readonly servers: readonly ServerName[];
  readonly unkept: ReadonlySet<ServerName>;
};

/** Whether the arguments and results of each server's calls are kept. */
export function KeptArguments({ servers, unkept }: KeptArgumentsProps) {
  const all = [...new Set([...servers, ...unkept])].sort();
  return (
    <Section title="Arguments and results">
      <p>
        What a call sends and what comes back is kept with secrets taken out. For a server that is switched
        off, the record says only what was touched and how it was decided. What was kept before stays.
      </p>
      {all.length === 0 && <p className={styles['hint']}>No server is behind Remit yet.</p>}
      <ul className={styles['switches']}>
        {all.map((server) => (
          <ServerSwitch key={server} server={server} isKept={!unkept.has(server)} />
        ))}
      </ul>
    </Section>
  );
}

function ServerSwitch({ server, isKept }: { readonly server: ServerName; readonly isKept: boolean }) {
  const { value, problem, choose } = useSetting(isKept, (kept) => ({
    name: 'arguments',
    value: { server, kept },
  }));
  const id = `kept-${server}`;
  return (
    <li>
      <label>
        <SafeText text={server} />
        <span className={styles['switch']}>
          <span aria-hidden>{value ? 'kept' : 'not kept'}</span>
          <input
            type="checkbox"
            role="switch"
            aria-label={`Keep arguments and results of ${server}`}
            aria-describedby={id}
            checked={value}
            onChange={() => void choose(!value)}
          />
        </span>
      </label>
      <FieldProblem id={id} problem={problem} />
    </li>
  );
}

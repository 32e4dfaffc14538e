import { useMemo } from 'react';
import { USUAL_SETTINGS, withSetting } from '../../shared/core/record-settings.ts';
import { brokerOf } from '../state/record-trouble.ts';
import { useApp } from '../state/use-app.ts';
import { Durability } from './settings/Durability.tsx';
import { KeptArguments } from './settings/KeptArguments.tsx';
import { RecordFacts } from './settings/RecordFacts.tsx';
import { Retention } from './settings/Retention.tsx';
import styles from './settings/settings.module.css';
import { Telemetry } from './settings/Telemetry.tsx';

/** What the user can choose about the record, and where it lies. Nothing here gives authority. */
export function Settings() {
  const broker = useApp((state) => brokerOf(state.snapshot));
  const list = broker?.settings;
  const settings = useMemo(() => (list ?? []).reduce(withSetting, USUAL_SETTINGS), [list]);
  if (broker === null) return <p className={styles['empty']}>Settings stand here once the broker runs.</p>;
  return (
    <div className={styles['page']}>
      <h2>Settings</h2>
      {broker.record.kind !== 'sound' && (
        <p className={styles['hint']}>Nothing can be changed while the record can’t be written.</p>
      )}
      <Durability inForce={settings.durability} />
      <Retention inForce={settings.retention} />
      <KeptArguments servers={broker.servers.map(({ name }) => name)} unkept={settings.unkept} />
      <Telemetry inForce={settings.telemetry} />
      <RecordFacts broker={broker} />
    </div>
  );
}

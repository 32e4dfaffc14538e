import { useState } from 'react';
import { endpointProblem } from '../../../shared/core/telemetry-endpoint.ts';
import { FieldProblem } from '../../parts/FieldProblem.tsx';
import { isReadableOnTheWay } from '../../state/telemetry-words.ts';
import { useSetting } from '../../state/use-setting.ts';
import { Section } from './Section.tsx';
import styles from './settings.module.css';

/** Where the entries are sent, too: nowhere unless the user writes an address. */
export function Telemetry({ inForce }: { readonly inForce: string | null }) {
  const { value, problem, choose } = useSetting(inForce, (endpoint) => ({
    name: 'telemetry',
    value: { endpoint },
  }));
  const [written, setWritten] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const text = written ?? value ?? '';
  const isNew = text.trim() !== (value ?? '');
  const save = async (): Promise<void> => {
    const address = text.trim();
    const found = address === '' ? null : endpointProblem(address);
    setWrong(found);
    if (found === null && (await choose(address === '' ? null : address))) setWritten(null);
  };
  return (
    <Section title="Telemetry">
      <form
        aria-label="Telemetry"
        onSubmit={(event) => {
          event.preventDefault();
          if (isNew) void save();
        }}
      >
        <label htmlFor="telemetry-address">OTLP address (over HTTP); empty sends nothing</label>
        <div className={styles['address']}>
          <input
            id="telemetry-address"
            type="text"
            inputMode="url"
            placeholder="https://collector.example.com:4318"
            aria-describedby="telemetry-problem"
            aria-invalid={wrong !== null}
            value={text}
            onChange={(event) => {
              setWritten(event.target.value);
              setWrong(null);
            }}
          />
          <button type="submit" aria-disabled={!isNew}>
            Save
          </button>
        </div>
        <FieldProblem id="telemetry-problem" problem={wrong ?? problem} />
        <p className={styles['hint']} role="status">
          {value === null ? 'Off: entries are sent nowhere.' : `On: entries are also sent to ${value}.`}
          {value !== null &&
            isReadableOnTheWay(value) &&
            ' Whoever is on the way can read them: it isn’t https.'}
        </p>
      </form>
    </Section>
  );
}

import styles from './settings.module.css';

type LimitFieldProps = {
  readonly label: string;
  readonly unit: string;
  readonly isOn: boolean;
  readonly text: string;
  readonly change: (isOn: boolean, text: string) => void;
};

/** A limit that can be switched on, with its number. */
export function LimitField({ label, unit, isOn, text, change }: LimitFieldProps) {
  return (
    <div className={styles['limit']}>
      <label>
        <input type="checkbox" checked={isOn} onChange={() => change(!isOn, text)} /> {label}
      </label>
      <input
        type="text"
        inputMode="numeric"
        aria-label={`${label}, in ${unit}`}
        aria-describedby="retention-problem"
        value={text}
        onChange={(event) => change(true, event.target.value)}
      />
      <span>{unit}</span>
    </div>
  );
}

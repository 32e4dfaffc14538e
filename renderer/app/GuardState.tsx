import { CircleCheck, CircleDashed, CircleHelp, CirclePause, CircleSlash } from 'lucide-react';
import { useApp } from '../state/use-app.ts';
import styles from './app.module.css';

/** The state at the foot of the rail, with the pause switch. */
export function GuardState() {
  const guard = useApp((state) => state.snapshot?.guard);
  const pauseAll = useApp((state) => state.pauseAll);
  const resume = useApp((state) => state.resume);
  const showWaiting = useApp((state) => state.showWaiting);
  if (guard?.kind !== 'up') {
    return (
      <div className={styles['state']}>
        <span role="status">
          <CircleDashed size={16} aria-hidden /> {guard?.kind === 'down' ? 'Down' : 'Starting'}
        </span>
      </div>
    );
  }
  const { waiting, record } = guard.broker;
  const paused = guard.broker.guard === 'paused';
  if (record.kind !== 'sound') {
    return (
      <div className={styles['state']}>
        <span role="status" className={styles['refusing']}>
          <CircleSlash size={16} aria-hidden /> Refusing all
        </span>
      </div>
    );
  }
  return (
    <div className={styles['state']}>
      <span role="status" className={paused ? '' : waiting > 0 ? styles['asking'] : styles['guarding']}>
        {paused ? (
          <CirclePause size={16} aria-hidden />
        ) : waiting > 0 ? (
          <CircleHelp size={16} aria-hidden />
        ) : (
          <CircleCheck size={16} aria-hidden />
        )}{' '}
        {paused ? 'Paused' : waiting > 0 ? 'Asking' : 'Guarding'}
      </span>
      {waiting > 0 && (
        <button type="button" onClick={() => void showWaiting()}>
          Show {waiting} waiting
        </button>
      )}
      <button type="button" onClick={() => void (paused ? resume() : pauseAll())}>
        {paused ? 'Resume' : 'Pause all'}
      </button>
    </div>
  );
}

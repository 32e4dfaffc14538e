import type { BrokerSnapshot, Guard } from '../contract/snapshot.ts';

export type TrayFace = {
  readonly icon: 'guarding' | 'asking' | 'paused' | 'down';
  readonly words: string;
  readonly waiting: number;
  readonly paused: boolean;
};

/** What the tray shows for a state. */
export function trayFace(guard: Guard): TrayFace {
  switch (guard.kind) {
    case 'starting':
      return { icon: 'down', words: 'Remit is starting', waiting: 0, paused: false };
    case 'down':
      return {
        icon: 'down',
        words: 'Remit’s broker is down: every call is refused',
        waiting: 0,
        paused: false,
      };
    case 'up':
      return faceOf(guard.broker);
  }
}

function faceOf({ waiting, record, guard, agents }: BrokerSnapshot): TrayFace {
  const paused = guard === 'paused';
  if (record.kind !== 'sound')
    return {
      icon: 'down',
      words:
        record.kind === 'unverified'
          ? 'The record does not verify: every call is refused'
          : 'The record can’t be written: every call is refused',
      waiting,
      paused,
    };
  if (paused) return { icon: 'paused', words: 'Paused: every call is refused', waiting, paused };
  if (waiting === 0)
    return { icon: 'guarding', words: `Guarding${unguardedWords(agents.findings.length)}`, waiting, paused };
  return {
    icon: 'asking',
    words: waiting === 1 ? '1 call waits for you' : `${waiting} calls wait for you`,
    waiting,
    paused,
  };
}

function unguardedWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ', but one way is not guarded' : `, but ${count} ways are not guarded`;
}

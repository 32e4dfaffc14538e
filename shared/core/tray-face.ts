import type { Guard } from '../contract/snapshot.ts';

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
    case 'up': {
      const { waiting } = guard.broker;
      if (guard.broker.record.kind !== 'sound')
        return {
          icon: 'down',
          words:
            guard.broker.record.kind === 'unverified'
              ? 'The record does not verify: every call is refused'
              : 'The record can’t be written: every call is refused',
          waiting,
          paused: guard.broker.guard === 'paused',
        };
      if (guard.broker.guard === 'paused')
        return { icon: 'paused', words: 'Paused: every call is refused', waiting, paused: true };
      if (waiting === 0)
        return {
          icon: 'guarding',
          words: `Guarding${findingWords(guard.broker.agents.findings.length)}`,
          waiting,
          paused: false,
        };
      return {
        icon: 'asking',
        words: waiting === 1 ? '1 call waits for you' : `${waiting} calls wait for you`,
        waiting,
        paused: false,
      };
    }
  }
}

function findingWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ', but one way is not guarded any more' : `, but ${count} ways are not guarded any more`;
}

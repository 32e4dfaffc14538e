import { CircleCheck, CircleHelp, CircleSlash, UserCheck } from 'lucide-react';
import type { Standing } from '../../shared/contract/history.ts';
import styles from './parts.module.css';

const MARKS = {
  inside: { icon: CircleCheck, word: 'inside' },
  allowed: { icon: UserCheck, word: 'allowed' },
  waiting: { icon: CircleHelp, word: 'waiting' },
  refused: { icon: CircleSlash, word: 'refused' },
} as const satisfies Record<Standing, unknown>;

/** How a call stands, as icon and word. */
export function StandingMark({ standing }: { readonly standing: Standing }) {
  const { icon: Icon, word } = MARKS[standing];
  return (
    <span className={`${styles['standing'] ?? ''} ${styles[standing] ?? ''}`}>
      <Icon size={14} aria-hidden /> {word}
    </span>
  );
}

import { Info } from 'lucide-react';
import type { Introduction } from '../../../shared/contract/agents.ts';
import { introductionWords } from '../../../shared/core/news-words.ts';
import { SafeText } from '../../parts/SafeText.tsx';
import { brokerOf } from '../../state/record-trouble.ts';
import { useApp } from '../../state/use-app.ts';
import styles from './agents.module.css';

const NONE: readonly Introduction[] = [];

/** Agents and servers that came for the first time since Remit was started, the newest first. */
export function Introductions() {
  const told = useApp((state) => brokerOf(state.snapshot)?.agents.introductions ?? NONE);
  if (told.length === 0) return null;
  return (
    <ul className={styles['introductions']} aria-label="New since Remit was started">
      {[...told].reverse().map((one) => (
        <li key={JSON.stringify(one)}>
          <Info size={14} aria-hidden />{' '}
          <span>
            <SafeText text={introductionWords(one)} />
          </span>
        </li>
      ))}
    </ul>
  );
}

import { Notification } from 'electron';
import type { Guard } from '../../shared/contract/snapshot.ts';
import { findingWords, introductionWords } from '../../shared/core/news-words.ts';

/** A burst of news is one notification: it names the first, and how many more there are. */
const GATHER_MS = 500;

/** Notices of what the broker has found, each once: what is no longer guarded, and what came for the first time. */
export class NewsNotices {
  readonly #open: () => void;
  readonly #told = new Set<string>();
  /** What an earlier run has found, it has told. */
  readonly #since = Date.now();
  #waiting: string[] = [];
  #timer: NodeJS.Timeout | null = null;

  /** `open` shows the Agents window. */
  constructor(open: () => void) {
    this.#open = open;
  }

  take(guard: Guard): void {
    if (guard.kind !== 'up') return;
    const { findings, introductions } = guard.broker.agents;
    for (const finding of findings)
      if (Date.parse(finding.at) >= this.#since && this.#note(JSON.stringify([finding.id, finding.at])))
        this.#say(findingWords(finding));
    for (const one of introductions) if (this.#note(JSON.stringify(one))) this.#say(introductionWords(one));
  }

  #note(key: string): boolean {
    const isNew = !this.#told.has(key);
    this.#told.add(key);
    return isNew;
  }

  #say(words: string): void {
    this.#waiting.push(words);
    this.#timer ??= setTimeout(() => this.#show(), GATHER_MS);
  }

  #show(): void {
    this.#timer = null;
    const [first = '', ...more] = this.#waiting;
    this.#waiting = [];
    if (!Notification.isSupported()) return;
    const body = more.length === 0 ? first : `${first}, and ${more.length} more`;
    const notification = new Notification({ title: 'Remit', body, silent: true });
    notification.on('click', this.#open);
    notification.show();
  }
}

import type { JsonObject } from '../../shared/contract/json.ts';
import type { Alarms } from './alarms.ts';

const EVERY_MS = 5000;
/** Characters of a token that is said again and again. */
const MAX_TOKEN = 1024;
/** Progress has to rise: so little that whatever the server says later is more. */
const STEP = 1e-6;
const MESSAGE = 'waiting for the user’s answer in Remit';

/**
 * Tells a caller that gave a progress token that its call still waits. Some begin to count their time anew with it. The server has not seen the
 * token by then, and nothing is told once it has.
 */
export class WaitingProgress {
  readonly #alarms: Alarms;
  readonly #token: string | number | null;
  readonly #notify: ((line: string) => void) | null;
  #told = 0;
  #stop: (() => void) | null = null;

  constructor(alarms: Alarms, meta: JsonObject | null, notify: ((line: string) => void) | undefined) {
    const token = meta?.['progressToken'];
    this.#alarms = alarms;
    this.#token =
      typeof token === 'number' || (typeof token === 'string' && token.length <= MAX_TOKEN) ? token : null;
    this.#notify = notify ?? null;
  }

  start(): void {
    if (this.#stop === null) this.#next();
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #next(): void {
    if (this.#token === null || this.#notify === null) return;
    this.#stop = this.#alarms('progress', EVERY_MS, () => this.#tell());
  }

  #tell(): void {
    this.#told += 1;
    const params = { progressToken: this.#token, progress: this.#told * STEP, message: MESSAGE };
    this.#notify?.(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/progress', params }));
    this.#next();
  }
}

import type { Alarm, Alarms } from '../../electron/broker/alarms.ts';
import { Hearing } from './hearing.ts';

type Pending = { readonly alarm: Alarm; readonly ms: number; readonly ring: () => void };

/** Alarms that ring when the test says so. */
export class ManualAlarms {
  readonly #pending: Pending[] = [];
  readonly #hearing = new Hearing();

  readonly alarms: Alarms = (alarm, ms, ring) => {
    const one = { alarm, ms, ring };
    this.#pending.push(one);
    this.#hearing.hear();
    return () => {
      const at = this.#pending.indexOf(one);
      if (at !== -1) this.#pending.splice(at, 1);
    };
  };

  /** Rings the alarm of a kind that was set first, as soon as one is; resolves with its ms. */
  async ring(alarm: Alarm): Promise<number> {
    await this.set(alarm, 1);
    const at = this.#pending.findIndex((one) => one.alarm === alarm);
    const [found] = this.#pending.splice(at, 1);
    if (found === undefined) throw new Error('no alarm is set');
    found.ring();
    return found.ms;
  }

  /** Rings all that are set now. */
  ringAll(alarm: Alarm): void {
    for (const one of this.#pending.filter((set) => set.alarm === alarm)) {
      this.#pending.splice(this.#pending.indexOf(one), 1);
      one.ring();
    }
  }

  /** Resolves when so many of a kind are set. */
  async set(alarm: Alarm, count: number): Promise<void> {
    await this.#hearing.until(() => this.#pending.filter((one) => one.alarm === alarm).length >= count);
  }
}

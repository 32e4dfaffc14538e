// Writes what was decided of a call, and turns it into the ruling that the caller gets. What can't be written is refused.

import type { Call } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { CallId, SessionId } from '../../shared/contract/ids.ts';
import type { EntryBody, Excerpt } from '../../shared/contract/record-entry.ts';
import { refusalEntry } from './call-entries.ts';
import type { Ruling } from './judged-subject.ts';
import type { RecordReader } from './record-reading.ts';
import type { RecordWriter } from './record-writer.ts';

export type RulingWriterPorts = {
  readonly writer: RecordWriter;
  readonly reader: RecordReader;
  /** One line for a terminal. */
  readonly tell: (line: string) => void;
};

export class RulingWriter {
  readonly #ports: RulingWriterPorts;

  constructor(ports: RulingWriterPorts) {
    this.#ports = ports;
  }

  /** Appends; a ruling when the record can't be written, in which case nothing may be sent on. */
  async write(bodies: readonly EntryBody[]): Promise<Ruling | null> {
    const written = await this.#ports.writer.append(bodies);
    if (written.ok) return null;
    const { problem } = written.error;
    this.#ports.tell(`refused  the record can't be written: ${problem}`);
    const unverified = this.#ports.reader.health().kind === 'unverified';
    const code = unverified ? 'record-unverified' : 'record-unwritable';
    return { kind: 'refuse', refusal: { code, reason: problem } };
  }

  /** Records a refusal and gives it back as a ruling. A refusal that can't be recorded still refuses. */
  async refuse(
    refusal: Refusal,
    about: {
      readonly call: CallId | null;
      readonly session: SessionId | null;
      readonly server: string | null;
    },
    message: Excerpt | null,
  ): Promise<Ruling> {
    this.#ports.tell(`refused  ${about.server ?? 'a message'}: ${refusal.reason}`);
    await this.#ports.writer.append([{ kind: 'refusal', ...about, refusal, message }]);
    return { kind: 'refuse', refusal };
  }

  /** The same for a call that was judged; `before` are the entries that have to come first. */
  async refuseCall(call: Call, before: readonly EntryBody[], refusal: Refusal): Promise<Ruling> {
    // What is secret in a call is known once its entry is on its way; the line is told after that.
    const written = this.#ports.writer.append([...before, refusalEntry(call, refusal)]);
    this.tell('refused', call, `: ${refusal.reason}`);
    await written;
    return { kind: 'refuse', refusal };
  }

  tell(what: string, call: Call, rest: string): void {
    this.#ports.tell(`${what.padEnd(8)} ${call.agent.name}: ${call.server.name} > ${call.tool}${rest}`);
  }
}

// The one place through which everything goes that Remit writes down or tells: entries, lines for a terminal, what a server last said. It
// knows secrets by their form, by the names beside them, and because Remit holds them itself.

import type { CallId, ServerName } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import { lookForEncoded } from './encoded-forms.ts';
import { maybeSecret } from './known-values.ts';
import { keyedHash, redactEntry, textsOf } from './redact-entry.ts';
import { TextRedactor, type GivenValues, type Keyed } from './text-redactor.ts';
import { unkept } from './unkept-entry.ts';

export type RedactorPorts = {
  /** Hex SHA-256 of a text under the record's key: equal secrets are seen to be equal, and nobody finds one by trying. */
  readonly keyed: Keyed;
  /** Whether the user wants the arguments and results of this server's calls in the record. */
  readonly keepsArguments: (server: ServerName) => boolean;
};

/** Calls of late of which is remembered what was secret in them: what is said of a call may come after its end. */
const MAX_CALLS = 512;

export class Redactor {
  readonly #ports: RedactorPorts;
  /** What was secret in calls of late. */
  readonly #secrets = new Map<CallId, readonly string[]>();
  /** Calls that are on their way and whose arguments aren't kept. */
  readonly #unkept = new Set<CallId>();
  readonly #known = new Map<string, readonly string[]>();
  #given = givenValues([]);

  constructor(ports: RedactorPorts) {
    this.#ports = ports;
  }

  /** What Remit itself hands to a server: it is taken out wherever it occurs. Replaces what was known of this server. */
  learn(server: ServerName, values: readonly string[]): void {
    this.#known.set(server, values.filter(maybeSecret));
    this.#given = givenValues([...new Set([...this.#known.values()].flat())]);
  }

  /** The entry as it may be written. */
  readonly entry = (body: EntryBody): EntryBody => {
    if (body.kind === 'begin' || body.kind === 'checkpoint' || body.kind === 'prune') return body;
    const id = 'call' in body ? body.call : null;
    const own = id === null ? [] : (this.#secrets.get(id) ?? []);
    const redactor = new TextRedactor(this.#ports.keyed, own, this.#given);
    const clean = this.#clean(body, redactor, own.length > 0);
    if (id !== null && redactor.found.size > 0) this.#remember(id, [...new Set([...own, ...redactor.found])]);
    return this.#isKept(body, id) ? clean : unkept(clean, this.#ports.keyed);
  };

  /** A line for a terminal or for an agent, without secrets: also those of the calls of late. */
  readonly text = (text: string): string => {
    const known = [...this.#secrets.values()].flat();
    return new TextRedactor(this.#ports.keyed, known, this.#given).text(text);
  };

  /** See `RedactorPorts.keyed`. */
  readonly keyed: Keyed = (text) => this.#ports.keyed(text);

  /** Whether a text holds what would be redacted. */
  readonly holdsSecret = (text: string): boolean => {
    const redactor = new TextRedactor(this.#ports.keyed, [], this.#given);
    redactor.text(text);
    return redactor.found.size > 0;
  };

  #clean(body: EntryBody, redactor: TextRedactor, hasSecrets: boolean): EntryBody {
    const { keyed } = this.#ports;
    const texts = textsOf(body);
    const isClean = texts !== null && !redactor.mayHold(texts);
    const clean = isClean ? body : redactEntry(body, redactor, keyed);
    // The question's digest covers the arguments that were shown.
    return clean.kind === 'prompt' && hasSecrets
      ? { ...clean, digest: keyedHash(clean.digest, keyed) }
      : clean;
  }

  #isKept(body: EntryBody, id: CallId | null): boolean {
    if (id === null) return true;
    const sentTo = body.kind === 'call' ? body.server.name : body.kind === 'resumed' ? body.server : null;
    if (sentTo !== null && !this.#ports.keepsArguments(sentTo)) this.#unkept.add(id);
    const isKept = !this.#unkept.has(id);
    if (body.kind === 'outcome' || body.kind === 'refusal') this.#unkept.delete(id);
    return isKept;
  }

  #remember(id: CallId, secrets: readonly string[]): void {
    this.#secrets.delete(id);
    this.#secrets.set(id, secrets);
    const [oldest] = this.#secrets.keys();
    if (this.#secrets.size > MAX_CALLS && oldest !== undefined) this.#secrets.delete(oldest);
  }
}

function givenValues(values: readonly string[]): GivenValues {
  return { values, mayBeEncodedIn: lookForEncoded(values) };
}

import type { Entry, Start } from './entry.ts';
import type { Findings } from './finding.ts';
import type { JsonObject } from './json-object.ts';
import { givesAuthority, readBegin, readPrune, readSigned, type Prune, type Signed } from './proof-body.ts';
import { pruneOf } from './prune-of.ts';
import type { SignatureCheck } from './signature.ts';

/** Reads the entries that carry proof, and the head (rules 1, 4 and 5, and what rule 6 needs). */
export class ProofReader {
  record: string | null;
  publicKey: string | null;
  checkpoints = 0;
  lastCheckpoint: number | null = null;
  prunes = 0;
  /** The last of the prunes that account for the first entry. */
  #counting: Prune | null = null;
  /** The place of the last prune before the first entry that does not reach it: what lies between was removed without a note. */
  #accounted = 0;
  /** Entries that give or change authority and that no checkpoint has followed so far. */
  #unsigned: number[] = [];
  #slots: readonly (Signed | null)[] | null = null;
  #head: Signed | null | undefined = undefined;
  readonly #first: number;
  readonly #startKey: string | null;
  readonly #findings: Findings;
  readonly #signed: SignatureCheck;
  readonly #hashOf: (seq: number) => string | null;

  constructor(
    start: Start,
    findings: Findings,
    signed: SignatureCheck,
    hashOf: (seq: number) => string | null,
  ) {
    this.record = start.record;
    this.publicKey = start.publicKey;
    this.#startKey = start.publicKey;
    this.#first = start.first;
    this.#findings = findings;
    this.#signed = signed;
    this.#hashOf = hashOf;
  }

  take(entry: Entry, previous: string | null): void {
    const { seq, body } = entry;
    const object = body.kind === 'object' ? body.object : null;
    const kind = object?.['kind'];
    if (seq === 1 || kind === 'begin') this.#takeBegin(seq, object);
    else if (object !== null && kind === 'checkpoint') this.#takeCheckpoint(seq, object, previous);
    else if (object !== null) {
      if (kind === 'prune') this.#takePrune(seq, object, entry);
      if (givesAuthority(object)) this.#unsigned.push(seq);
    }
  }

  /** An entry that stands where it doesn't belong can still account for what was removed. */
  takeAstray(entry: Entry): void {
    this.#count(pruneOf(entry));
  }

  #takeBegin(seq: number, object: JsonObject | null): void {
    const begin = object?.['kind'] === 'begin' ? readBegin(object) : null;
    if (seq !== 1) this.#findings.add('form', seq, 'it is a `begin`, which only entry 1 may be');
    else if (begin === null) this.#findings.add('form', seq, 'it is no `begin` of format 2');
    else this.#checkIdentity(seq, begin.record, begin.publicKey);
  }

  /** The first to say who the record is, is believed; what was known before (a given key, an export's first line) comes first. */
  #checkIdentity(seq: number, record: string, publicKey: string): void {
    this.record ??= record;
    this.publicKey ??= publicKey;
    if (record !== this.record) this.#findings.add('identity', seq, 'it names another record');
    if (publicKey !== this.publicKey) this.#findings.add('identity', seq, 'it names another key');
  }

  #takeCheckpoint(seq: number, object: JsonObject, previous: string | null): void {
    this.#unsigned = [];
    const point = readSigned(object, 'checkpoint');
    if (point === null) this.#findings.add('form', seq, 'it is no checkpoint that can be read');
    else {
      this.checkpoints += 1;
      this.lastCheckpoint = seq;
      this.#checkSigned(seq, point, 'checkpoint');
      const fits = point.seq === seq - 1 && (previous === null || point.hash === previous);
      if (!fits) this.#findings.add('checkpoint', seq, 'it does not name the entry before it');
    }
  }

  #takePrune(seq: number, object: JsonObject, entry: Entry): void {
    const prune = readPrune(object);
    if (prune === null) {
      this.#findings.add('form', seq, 'it is no note of a removal that can be read');
      return;
    }
    this.prunes += 1;
    this.#count(pruneOf(entry));
    this.#checkIdentity(seq, prune.record, prune.publicKey);
    this.#checkSigned(seq, prune, 'prune');
    const known = this.#hashOf(prune.seq);
    if (prune.seq >= seq || (known !== null && known !== prune.hash))
      this.#findings.add('prune', seq, 'it does not name an entry before it');
  }

  #checkSigned(seq: number, { record, text, signature }: Signed, kind: 'checkpoint' | 'prune'): void {
    if (this.record !== null && record !== this.record)
      this.#findings.add('identity', seq, 'it names another record');
    if (this.publicKey !== null && !this.#signed(this.publicKey, text, signature))
      this.#findings.add(kind, seq, "its signature is not that of the record's key");
  }

  #count(prune: Prune | null): void {
    if (prune === null || prune.seq >= this.#first) return;
    if (!this.#signed(this.#startKey ?? prune.publicKey, prune.text, prune.signature)) return;
    if (prune.seq === this.#first - 1) this.#counting = prune;
    else this.#accounted = Math.max(this.#accounted, prune.seq);
  }

  /** After the last entry: whether the removal of what came before the first one is accounted for (rule 1). */
  checkStart(previous: string | null): void {
    if (this.#first === 1) return;
    if (this.#counting === null || this.#counting.hash !== previous)
      this.#findings.add(
        'start',
        this.#accounted + 1,
        'it is missing, and no signed note says why it was removed',
      );
  }

  /** Rule 9, after the last entry: nobody needs the key to add an entry that fits the chain. `headAt` is the head's N, or 0 without one. */
  checkAuthority(headAt: number): void {
    const first = this.#unsigned.find((seq) => seq > headAt);
    if (first !== undefined)
      this.#findings.add('authority', first, 'it gives or changes authority, and nothing signed covers it');
  }

  /** The slots of the head as read; which of them counts is seen once the key is known. */
  setHead(slots: readonly (Signed | null)[]): void {
    this.#slots = slots;
  }

  /** The head that counts; null when none was given, when none counts, or before the key is known. */
  head(): Signed | null {
    const { record, publicKey } = this;
    if (this.#slots === null || record === null || publicKey === null) return null;
    if (this.#head !== undefined) return this.#head;
    this.#head = this.#slots
      .filter((slot): slot is Signed => slot !== null && this.#counts(slot))
      .reduce<Signed | null>((best, one) => (best === null || one.seq > best.seq ? one : best), null);
    return this.#head;
  }

  /** How many slots of the head count. */
  soundSlots(): number {
    return (this.#slots ?? []).filter((slot) => slot !== null && this.#counts(slot)).length;
  }

  #counts({ record, text, signature }: Signed): boolean {
    return record === this.record && this.publicKey !== null && this.#signed(this.publicKey, text, signature);
  }
}

import { digest } from './digest.ts';
import type { Anchor, Entry, Start, Summary } from './entry.ts';
import type { Findings } from './finding.ts';
import { HashList } from './hash-list.ts';
import { ProofReader } from './proof-reader.ts';
import type { SignatureCheck } from './signature.ts';
import { visible } from './visible.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Takes the entries in their order and checks that each follows from the one before (rules 2 and 3 of docs/record-format.md). */
export class Chain {
  readonly proofs: ProofReader;
  readonly #findings: Findings;
  readonly #hashes = new HashList();
  readonly #start: Start;
  readonly #anchors: readonly Anchor[];
  #expected: number;
  /** null: not known, because what came before can't be read. The next entry's link isn't checked then. */
  #previous: string | null;
  #broken = false;
  #entries = 0;
  #leftOut = 0;
  #first: Summary['first'] = null;
  #last: Summary['last'] = null;

  constructor(start: Start, anchors: readonly Anchor[], findings: Findings, signed: SignatureCheck) {
    this.#start = start;
    this.#anchors = anchors;
    this.#findings = findings;
    this.#expected = start.first;
    this.#previous = start.previous;
    this.proofs = new ProofReader(start, findings, signed, (seq) => this.hashOf(seq));
  }

  get first(): number {
    return this.#start.first;
  }

  /** The place that the next entry has to have. */
  get expected(): number {
    return this.#expected;
  }

  take(entry: Entry): void {
    if (!this.#takePlace(entry.seq)) {
      this.proofs.takeAstray(entry);
      return;
    }
    const { seq, at, hash } = entry;
    if (!INSTANT.test(at)) this.#findings.add('form', seq, `its time \`${visible(at, 40)}\` is none`);
    this.#checkLink(entry);
    this.#checkColumns(entry);
    this.proofs.take(entry, this.#previous);
    this.#checkPlaces(seq, hash);
    this.#first ??= { seq, at };
    this.#last = { seq, at, hash };
    if (!this.#broken) this.#hashes.push(hash);
    this.#previous = hash;
    this.#entries += 1;
    if (entry.body.kind === 'left-out') this.#leftOut += 1;
    this.#expected = seq + 1;
  }

  /** Something lies in the place of an entry that can't be read as one. */
  takeMalformed(problem: string): void {
    this.#findings.add('form', this.#expected, problem);
    this.#broken = true;
    this.#previous = null;
    this.#expected += 1;
  }

  /** False when the entry belongs further up: it is passed over, so that places never run backwards. */
  #takePlace(seq: number): boolean {
    if (seq === this.#expected) return true;
    this.#broken = true;
    if (seq < this.#expected) {
      this.#findings.add('order', this.#expected, `entry ${seq} stands in its place`);
      return false;
    }
    this.#findings.add('missing', this.#expected, `it is missing (the next one is entry ${seq})`);
    this.#previous = null;
    return true;
  }

  #checkLink({ seq, at, bodyHash, hash }: Entry): void {
    if (this.#previous === null) return;
    if (digest(`${this.#previous}\n${seq}\n${at}\n${bodyHash}`) === hash) return;
    this.#broken = true;
    this.#findings.add('edited', seq, 'its hash is not that of its content and the entry before it');
  }

  #checkColumns({ seq, body, columns }: Entry): void {
    if (body.kind === 'not-json') this.#findings.add('form', seq, 'its body is no JSON object');
    if (columns === null || body.kind !== 'object') return;
    const { kind, call } = body.object;
    if (!isText(columns.kind, kind))
      this.#findings.add('columns', seq, `its column \`kind\` is not the body's \`kind\``);
    if (columns.call === null ? (call ?? null) !== null : !isText(columns.call, call))
      this.#findings.add('columns', seq, `its column \`call\` is not the body's \`call\``);
  }

  /** The head and the anchors that name this entry. */
  #checkPlaces(seq: number, hash: string): void {
    const head = this.proofs.head();
    if (head !== null && head.seq === seq && head.hash !== hash)
      this.#findings.add('head', seq, 'it is not the one that the signed head names');
    if (this.#anchors.some((anchor) => anchor.seq === seq && anchor.hash !== hash))
      this.#findings.add('anchor', seq, 'its hash is not the one that was noted');
  }

  /** Judges what can be judged only when all entries were read, but for the head. */
  end(): void {
    const behind = this.#anchors.find(({ seq }) => seq >= this.#expected);
    if (behind !== undefined)
      this.#findings.add('anchor', this.#expected, `it is missing, though entry ${behind.seq} was noted`);
    if (this.#entries === 0)
      this.#findings.add('missing', this.#expected, 'it is missing (no entry is there)');
    this.proofs.checkStart(this.#start.previous);
  }

  /** The hash of an entry that was read, as long as all before it were sound. */
  hashOf(seq: number): string | null {
    return this.#hashes.at(seq - this.#start.first);
  }

  summary(): Summary {
    const { record, publicKey, checkpoints, lastCheckpoint, prunes } = this.proofs;
    const [entries, leftOut, first, last] = [this.#entries, this.#leftOut, this.#first, this.#last];
    return { record, publicKey, checkpoints, lastCheckpoint, prunes, entries, leftOut, first, last };
  }
}

/** SQLite's bytes that are no UTF-8 are read as U+FFFD: a column that has one may hold something else. */
function isText(column: string, value: unknown): boolean {
  return column === value && !column.includes('\ufffd');
}

import { Chain } from './chain.ts';
import { checkExportHead } from './check-head.ts';
import { digest } from './digest.ts';
import type { Anchor, Entry } from './entry.ts';
import type { Findings } from './finding.ts';
import { readHead } from './head-file.ts';
import { parseObject } from './json-object.ts';
import { isSeq, type Signed } from './proof-body.ts';
import type { SignatureCheck } from './signature.ts';

const FIRST_LINE =
  /^\{"remit":"record","format":2,"record":"([0-9a-f]{32})","publicKey":"([0-9a-f]{64})","first":([1-9][0-9]{0,15}),"previous":"([0-9a-f]{64})"\}$/;
const ENTRY = /^\{"seq":([1-9][0-9]{0,15}),"at":"([ !#-[\]-~]{0,40})","hash":"([0-9a-f]{64})","body(Hash)?":/;
const BODY_HASH = /^"([0-9a-f]{64})"\}$/;
const HEAD = /^\{"head":(.*)\}$/s;
/** Longer than anything before an entry's body. */
const PREFIX = 256;

/** Reads the lines of an export one by one, in whatever pieces they come. */
export class ExportReader {
  readonly #key: string | null;
  readonly #anchors: readonly Anchor[];
  readonly #findings: Findings;
  readonly #signed: SignatureCheck;
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #chain: Chain | null = null;
  #head: Signed | null = null;
  #ended = false;

  constructor(key: string | null, anchors: readonly Anchor[], findings: Findings, signed: SignatureCheck) {
    this.#key = key;
    this.#anchors = anchors;
    this.#findings = findings;
    this.#signed = signed;
  }

  /** `line` is without its LF. False when nothing behind it can be read. */
  take(line: Buffer): boolean {
    const chain = this.#chain;
    if (chain === null) return this.#takeFirst(line);
    if (this.#ended) {
      this.#findings.add('head', chain.expected, 'there is something behind the head, which ends an export');
      return false;
    }
    const prefix = line.toString('latin1', 0, PREFIX);
    if (prefix.startsWith('{"head":')) this.#takeHead(line);
    else this.#takeEntry(chain, line, prefix);
    return true;
  }

  #takeFirst(line: Buffer): boolean {
    const [, record = '', publicKey = '', first = '', previous = ''] =
      FIRST_LINE.exec(line.toString('latin1', 0, 1024)) ?? [];
    const seq = Number(first);
    const fits = isSeq(seq) && (seq > 1 || /^0+$/.test(previous)) && line.length < 1024;
    if (!fits) {
      this.#findings.add('first-line', null, 'its first line is not that of an export');
      return false;
    }
    if (this.#key !== null && this.#key !== publicKey)
      this.#findings.add('identity', null, 'its first line names another key than the one that was given');
    const start = {
      record,
      publicKey: this.#key ?? publicKey,
      first: seq,
      previous,
    };
    this.#chain = new Chain(start, this.#anchors, this.#findings, this.#signed);
    return true;
  }

  #takeHead(line: Buffer): void {
    this.#ended = true;
    this.#head = readHead(HEAD.exec(line.toString('latin1'))?.[1] ?? '');
  }

  #takeEntry(chain: Chain, line: Buffer, prefix: string): void {
    const found = ENTRY.exec(prefix);
    const [start = '', digits = '', at = '', hash = '', standsIn] = found ?? [];
    const seq = Number(digits);
    const entry =
      found === null || !isSeq(seq) || line.at(-1) !== 0x7d
        ? null
        : standsIn === undefined
          ? this.#whole({ seq, at, hash }, line.subarray(start.length, -1))
          : without({ seq, at, hash }, line.toString('latin1', start.length));
    if (entry === null) chain.takeMalformed('its line is not that of an entry');
    else chain.take(entry);
  }

  /** Null when the body isn't UTF-8: then nobody can say what it is. */
  #whole(head: Pick<Entry, 'seq' | 'at' | 'hash'>, bytes: Buffer): Entry | null {
    const text = this.#decode(bytes);
    if (text === null) return null;
    const object = parseObject(text);
    const body: Entry['body'] = object === null ? { kind: 'not-json' } : { kind: 'object', object };
    return { ...head, bodyHash: digest(bytes), body, columns: null };
  }

  #decode(bytes: Buffer): string | null {
    try {
      return this.#utf8.decode(bytes);
    } catch {
      return null;
    }
  }

  /** What is left over has no LF at its end; a part of a line longer than `take` can be given counts as that too. */
  end(leftOver: boolean): Chain | null {
    const chain = this.#chain;
    if (chain === null) {
      this.#findings.add('first-line', null, 'its first line is not that of an export');
      return null;
    }
    if (leftOver) this.#findings.add('form', chain.expected, 'the last line is cut off');
    chain.end();
    chain.proofs.checkAuthority(0);
    checkExportHead(chain, this.#head, this.#findings);
    return chain;
  }
}

function without(head: Pick<Entry, 'seq' | 'at' | 'hash'>, rest: string): Entry | null {
  const bodyHash = BODY_HASH.exec(rest)?.[1];
  return bodyHash === undefined ? null : { ...head, bodyHash, body: { kind: 'left-out' }, columns: null };
}

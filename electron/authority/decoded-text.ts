// What a text says in another encoding: base64, base32, hex, `%41`, `\u0041`, `\x41`, `\101`, `&#65;` and UTF-16. Only what would be readable is
// decoded, so that images and hashes cost one look.

import { Buffer, isUtf8 } from 'node:buffer';
import { base32Bytes } from './base32.ts';

/** A text that stands for another, and which part of that other one a part of it is. */
export type Decoded = {
  readonly text: string;
  readonly place: (start: number, end: number) => { readonly start: number; readonly end: number };
  /** Whether it ends where the other one does. */
  readonly isLast: boolean;
};

/**
 * Four characters of base64 that are three of ASCII: of each byte the highest bit is zero, and the first is no control character. One of ten
 * groups of random bytes is, and so of a million runs of an image fewer than ten are five in a row.
 */
const QUAD = '[CDI-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][A-Za-z0-9+/_-]';
// Written out the engine skips what can't match; as a repeated group it tries at every character.
const READABLE_64 = new RegExp(QUAD.repeat(5), 'g');
/** The same in UTF-16: eight characters are three of ASCII, each with a zero byte behind it. */
const READABLE_WIDE = new RegExp('[I-Za-f][AQgw][AB][A-Za-z0-9+/_-]A[A-H][AEIMQUYcgkosw048]A'.repeat(4), 'g');
/** Bytes of ASCII in hex, maybe with something between them, maybe in UTF-16. */
const READABLE_HEX = /(?:(?:[2-7][0-9a-f]|0[9ad])[ :]?(?:00[ :]?)?){15}/gi;
/** Nothing else is written so long in these letters; of random ones few are readable. */
const READABLE_32 = /[A-Z2-7]{24}|[a-z2-7]{40}/g;
const PERCENT = /(?:%[0-9a-f]{2})+/gi;
/** Only from the first of a row of backslashes: tried from each, a long row would cost its square. */
const ESCAPE = /(?<!\\)\\+(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|0?([0-3][0-7]{2}))/gi;
const ENTITY = /&(?:#0{0,9}(\d{1,7})|#x0{0,9}([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));?/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const NULS = /\u0000+/g;
/** In bytes that are no text: what may be one. */
const STRINGS = /[\t\n\r\x20-\x7E]{15,}/g;
const WIDE_STRINGS = /(?:[\t\n\r\x20-\x7E]\x00){8,}/g;
const CONTROLS = /[\x00-\x08\x0E-\x1F]/;

type Run = { readonly start: number; readonly end: number };
type Coding = {
  readonly readable: RegExp;
  readonly alphabet: RegExp;
  readonly between: RegExp;
  /** Both. */
  readonly belongs: RegExp;
  readonly read: (text: string) => Buffer;
  /** So many characters are so many bytes. */
  readonly characters: number;
  readonly bytes: number;
};
const BASE64: Omit<Coding, 'readable'> = {
  alphabet: /[A-Za-z0-9+/_-]/,
  belongs: /[A-Za-z0-9+/_\r\n-]/,
  between: /[\r\n]/g,
  read: (text) => Buffer.from(text, 'base64'),
  characters: 4,
  bytes: 3,
};
const CODINGS: readonly Coding[] = [
  { ...BASE64, readable: READABLE_64 },
  { ...BASE64, readable: READABLE_WIDE },
  {
    readable: READABLE_32,
    alphabet: /[A-Za-z2-7]/,
    belongs: /[A-Za-z2-7\r\n]/,
    between: /[\r\n]/g,
    read: base32Bytes,
    characters: 8,
    bytes: 5,
  },
  {
    readable: READABLE_HEX,
    alphabet: /[0-9a-fA-F]/,
    belongs: /[0-9a-fA-F :\r\n]/,
    between: /[ :\r\n]/g,
    read: (text) => Buffer.from(text, 'hex'),
    characters: 2,
    bytes: 1,
  },
];

/** Whether any of a text is readable in another encoding. */
export function mayBeEncoded(text: string): boolean {
  return (
    CODINGS.some(({ readable }) => text.search(readable) !== -1) ||
    (text.includes('%') && text.search(PERCENT) !== -1) ||
    (text.includes('\\') && text.search(ESCAPE) !== -1) ||
    (text.includes('&') && text.search(ENTITY) !== -1) ||
    text.includes('\0')
  );
}

/** All that a text says in another encoding; each is shorter than the text, eight of a run at most. */
export function decodings(text: string): readonly Decoded[] {
  return [
    ...CODINGS.flatMap((coding) => runsOf(text, coding).flatMap((run) => inRun(text, run, coding))),
    ...(text.includes('%') ? replaced(text, PERCENT, unpercented) : []),
    ...(text.includes('\\') ? replaced(text, ESCAPE, unescaped) : []),
    ...(text.includes('&') ? replaced(text, ENTITY, fromEntity) : []),
    ...(text.includes('\0') ? replaced(text, NULS, () => []) : []),
  ];
}

function runsOf(text: string, { readable, belongs }: Coding): readonly Run[] {
  const runs: Run[] = [];
  readable.lastIndex = 0;
  for (let match = readable.exec(text); match !== null; match = readable.exec(text)) {
    let start = match.index;
    let end = start + match[0].length;
    const least = runs.at(-1)?.end ?? 0;
    while (start > least && belongs.test(text[start - 1] ?? '')) start -= 1;
    while (end < text.length && belongs.test(text[end] ?? '')) end += 1;
    runs.push({ start, end });
    readable.lastIndex = end;
  }
  return runs;
}

/** Words may touch a run: it is read from each of its first characters. */
function inRun(text: string, run: Run, coding: Coding): readonly Decoded[] {
  const written = text.slice(run.start, run.end).replaceAll(coding.between, '');
  const isWhole = written.length === run.end - run.start;
  const places = isWhole ? null : placesOf(text, run, coding);
  const placeOf = (at: number): number => places?.[at] ?? Math.min(run.start + at, run.end - 1);
  return Array.from({ length: coding.characters }, (_, skipped) => {
    const bytes = coding.read(skipped === 0 ? written : written.slice(skipped));
    const place = (start: number, end: number): Run => {
      const first = Math.floor(start / coding.bytes) * coding.characters + skipped;
      const last = Math.ceil(end / coding.bytes) * coding.characters + skipped - 1;
      return { start: placeOf(first), end: placeOf(Math.min(last, written.length - 1)) + 1 };
    };
    return readableIn(bytes, place, run.end === text.length);
  }).flat();
}

/** Where each character of a run is that has something between its characters. */
function placesOf(text: string, run: Run, coding: Coding): readonly number[] {
  const places: number[] = [];
  for (let at = run.start; at < run.end; at += 1) if (coding.alphabet.test(text[at] ?? '')) places.push(at);
  return places;
}

function readableIn(bytes: Buffer, place: Decoded['place'], isLast: boolean): readonly Decoded[] {
  const latin = bytes.toString('latin1');
  if (isUtf8(bytes) && !CONTROLS.test(latin)) {
    const text = bytes.toString('utf8');
    const byteAt = (at: number): number => Buffer.byteLength(text.slice(0, at));
    const isPlain = text.length === latin.length;
    return [{ text, isLast, place: isPlain ? place : (start, end) => place(byteAt(start), byteAt(end)) }];
  }
  return [...stringsIn(latin, STRINGS, 1), ...stringsIn(latin, WIDE_STRINGS, 2)].map(
    ({ text, index, width }): Decoded => ({
      text,
      isLast: isLast && index + text.length * width === latin.length,
      place: (start, end) => place(index + start * width, index + end * width),
    }),
  );
}

type Strings = readonly { readonly text: string; readonly index: number; readonly width: number }[];

/** What may be text in such bytes; each character is written in `width` of them. */
function stringsIn(latin: string, pattern: RegExp, width: number): Strings {
  return [...latin.matchAll(pattern)].map(({ 0: found, index }) => ({
    text: width === 1 ? found : found.replaceAll('\0', ''),
    index,
    width,
  }));
}

/** What a character is, and how many are written for it. */
type Meaning = { readonly text: string; readonly length: number };
type Groups = readonly (string | undefined)[];

function unpercented(whole: string): readonly Meaning[] {
  const bytes = Buffer.from(whole.replaceAll('%', ''), 'hex');
  const isText = isUtf8(bytes);
  return Array.from(bytes.toString(isText ? 'utf8' : 'latin1'), (text) => ({
    text,
    length: 3 * (isText ? Buffer.byteLength(text) : 1),
  }));
}

function unescaped(whole: string, groups: Groups): readonly Meaning[] {
  const [braced, four, two, octal] = groups;
  const hex = braced ?? four ?? two;
  const point = hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16);
  return [{ text: characterOf(point), length: whole.length }];
}

function fromEntity(whole: string, [decimal, hex, name]: Groups): readonly Meaning[] {
  const text =
    name === undefined
      ? characterOf(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10))
      : (NAMED[name.toLowerCase()] ?? '');
  return [{ text, length: whole.length }];
}

function characterOf(point: number): string {
  return point > 0x10ffff ? '\uFFFD' : String.fromCodePoint(point);
}

/** The text with what matches replaced by what it stands for. */
function replaced(
  text: string,
  pattern: RegExp,
  meaning: (whole: string, groups: Groups) => readonly Meaning[],
): readonly Decoded[] {
  let out = '';
  const places: number[] = [];
  const copy = (part: string, at: number, length: number): void => {
    for (let index = 0; index < part.length; index += 1) places.push(length === 1 ? at + index : at);
    out += part;
  };
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    copy(text.slice(from, match.index), from, 1);
    let at = match.index;
    for (const one of meaning(match[0], match.slice(1))) {
      copy(one.text, at, one.length);
      at += one.length;
    }
    from = match.index + match[0].length;
  }
  if (from === 0) return [];
  copy(text.slice(from), from, 1);
  places.push(text.length);
  const place = (start: number, end: number): Run => ({
    start: places[start] ?? 0,
    end: places[end] ?? text.length,
  });
  return [{ text: out, place, isLast: true }];
}

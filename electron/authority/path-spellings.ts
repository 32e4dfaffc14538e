// What a tool might make of a text before it takes it for a path: decodings, normal forms, another separator. Applied to each other, so
// that a form within a form is seen too. A plain text has one spelling and costs one test.

import type { Platform } from '../../shared/contract/place.ts';
import { expandOneBrace } from './expand-braces.ts';
import { laxPercentDecoded } from './percent-decode.ts';
import { compatible, withoutUnseen, withSlashes, withYenSlashes } from './unicode-spellings.ts';

/** `how` says in words what was done, null for the text as it is. */
export type Spelling = { readonly text: string; readonly how: string | null };

type Respelling = {
  readonly how: string;
  readonly on?: readonly Platform[];
  /** Null where it changes nothing. The result is looked at again by all. */
  readonly apply: (text: string, platform: Platform) => string | readonly string[] | null;
};

/** PATH_MAX of Linux; Windows takes 32,767, but no tool asks for that much. In UTF-16 units. */
export const MAX_LENGTH = 4096;
/** No name that people give has as many; a text that does is built to be read in many ways. */
const MAX_SPELLINGS = 64;
/** What any of the respellings could change. */
const ODD = /[^ -~]|[%\\~$`'"{]|^ | $|\.\.\.[\\/]|file:|[. ](?:[\\/]|$)/i;
const ESCAPE = /\\(?:u\{?([0-9a-f]{2,6})\}?|x([0-9a-f]{2})|([0-3]?[0-7]{1,2}))/gi;

const RESPELLINGS: readonly Respelling[] = [
  { how: 'percent-decoded', apply: (text) => (text.includes('%') ? laxPercentDecoded(text) : null) },
  { how: 'without `file:`', apply: withoutScheme },
  { how: 'in Unicode form NFC', apply: (text) => text.normalize('NFC') },
  { how: 'in Unicode form NFKC', apply: compatible },
  { how: 'without unseen characters', apply: withoutUnseen },
  { how: 'with signs taken for separators', apply: withSlashes },
  { how: 'with signs taken for separators', on: ['win32'], apply: withYenSlashes },
  { how: 'without spaces around it', apply: (text) => text.trim() },
  { how: 'without quotes', apply: withoutQuotes },
  { how: 'with `../` taken out once', apply: withoutDots },
  { how: 'with braces expanded', apply: (text) => (text.includes('{') ? expandOneBrace(text) : null) },
  { how: 'with `\\` as separator', on: ['linux', 'darwin'], apply: (text) => text.replaceAll('\\', '/') },
  { how: 'unescaped', on: ['linux', 'darwin'], apply: (text) => text.replace(/\\(.)/gu, '$1') },
  { how: 'with escapes decoded', on: ['linux', 'darwin'], apply: unescaped },
  { how: 'without dots and spaces at the ends of names', on: ['win32'], apply: withoutEndings },
];

/** All spellings, the text itself first; null when there are too many to look at. */
export function pathSpellings(
  text: string,
  platform: Platform,
  more: Respelling['apply'] = () => null,
): readonly Spelling[] | null {
  const found = new Map<string, string | null>([[text, null]]);
  if (ODD.test(text)) {
    const all = [...RESPELLINGS, { how: 'with variables filled in', apply: more }];
    const applied = all.filter(({ on }) => on === undefined || on.includes(platform));
    // A map visits what is added on the way: each new spelling is respelled in its turn.
    for (const [spelled, before] of found) {
      for (const { how, apply } of applied) {
        const results = apply(spelled, platform) ?? [];
        for (const result of typeof results === 'string' ? [results] : results) {
          // Some signs are twenty in their other form.
          if (result.length > MAX_LENGTH) return null;
          if (!found.has(result)) found.set(result, before === null ? how : `${before}, ${how}`);
        }
        if (found.size > MAX_SPELLINGS) return null;
      }
    }
  }
  return [...found].map(([spelled, how]) => ({ text: spelled, how }));
}

/** Drops the scheme as a careless tool does, and leaves the rest undecoded: `file:///a` and `file://localhost/a` are `/a`. */
function withoutScheme(text: string, platform: Platform): string | null {
  const found = /^(?:url:)?file:(?:\/\/(?:localhost(?=\/))?)?/i.exec(text);
  if (found === null) return null;
  const rest = text.slice(found[0].length);
  return platform === 'win32' ? rest.replace(/^\/+(?=[A-Za-z][:|])/, '') : rest;
}

/** A filter that runs once makes `../` of `....//`. What it makes of a plain `../` is no reading of any tool that works. */
function withoutDots(text: string): string | null {
  if (!/\.\.\.[\\/]/.test(text)) return null;
  const once = text.replaceAll('../', '').replaceAll('..\\', '');
  return /(^|[\\/])\.\.([\\/]|$)/.test(once) ? once : null;
}

/** A sign that is there once is an apostrophe. */
function withoutQuotes(text: string): string {
  const paired = ['"', "'"].filter((sign) => text.split(sign).length % 2 === 1);
  return paired.reduce((left, sign) => left.replaceAll(sign, ''), text);
}

function unescaped(text: string): string | null {
  if (!text.includes('\\')) return null;
  return text.replace(ESCAPE, (whole: string, unicode?: string, hex?: string, octal?: string) => {
    const code = unicode ?? hex ?? null;
    const point = code === null ? parseInt(octal ?? '', 8) : parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** Win32 drops dots and spaces at the end of a name (Microsoft, "Naming Files, Paths, and Namespaces"). */
function withoutEndings(text: string): string | null {
  if (!/[. ]([\\/]|$)/.test(text)) return null;
  return text
    .split(/([\\/])/)
    .map((part) => (part === '.' || part === '..' ? part : part.replace(/[. ]+$/, '')))
    .join('');
}

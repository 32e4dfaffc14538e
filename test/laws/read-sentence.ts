// Reads the sentences of rungs as a person would, and says whether they allow a call. It looks at the words and at nothing else: what it
// takes from the grant beside a sentence would prove the grant by itself.

import type { Call } from '../../shared/contract/call.ts';
import { isPathReach, type Reach, type SiteReach } from '../../shared/contract/reach.ts';
import { HOME } from './ladder-arbitraries.ts';

/** What one sentence says: of the tool and its arguments, or of what may be reached. */
export type Said = {
  readonly tool: string;
  /** Whether the tool may be used with these arguments; null: it says nothing of that. */
  readonly fits: ((call: Call) => boolean) | null;
  readonly allows: (reach: Reach, call: Call) => boolean;
};

export function readSentence(words: string): Said {
  const tool = /^may use (\S+ > \S+) (.*)$/s.exec(words);
  if (tool !== null) return readTool(tool[1] ?? '', tool[2] ?? '');
  const reach = /^may (.*) with (\S+ > \S+)(?: where (.*?)(?: \(as before: (.*)\))?)?$/s.exec(words);
  if (reach === null) throw new Error(`this sentence can't be read: ${words}`);
  const [, doing = '', name = '', where, before = ''] = reach;
  const does = readDoing(doing);
  if (where === undefined) return { tool: name, fits: null, allows: does };
  const fits = readWhere(where);
  const carries = readCarried(before);
  return {
    tool: name,
    fits,
    allows: (one, call) =>
      fits(call) &&
      (does(one, call) || carries(one) || (one.kind === 'value' && where.includes(one.pointer.slice(1)))),
  };
}

/** `mode = "x" and n = 5`, or all arguments. */
function readWhere(where: string): (call: Call) => boolean {
  const whole = /^the arguments are (\{.*\})$/s.exec(where);
  if (whole !== null) return (call) => sorted(call.args) === sorted(JSON.parse(whole[1] ?? ''));
  const equal = readEqual(where);
  return (call) => [...equal].every(([pointer, value]) => value === textAt(call, pointer));
}

function readEqual(list: string): ReadonlyMap<string, string | undefined> {
  return new Map(
    [...list.matchAll(/([\w/]+) = ("[^"]*"|\d+)/g)].map(([, name, value]) => [`/${name ?? ''}`, value]),
  );
}

function readCarried(list: string): (reach: Reach) => boolean {
  const items = list.split(/, | and /).filter((item) => item !== '');
  return (reach) => items.some((item) => readBefore(item, reach));
}

function readTool(tool: string, rest: string): Said {
  const exact = /^with exactly these arguments: (\{.*\})((?:, spending \S+ [A-Z]{3} each time)*)$/s.exec(
    rest,
  );
  if (exact !== null) {
    const same = (call: Call): boolean => sorted(call.args) === sorted(JSON.parse(exact[1] ?? ''));
    return { tool, fits: same, allows: (_reach, call) => same(call) };
  }
  if (rest === 'on anything that it reaches, with any arguments')
    return { tool, fits: () => true, allows: () => true };
  const granted = /^on what is granted(?: \(as before: (.*)\))?, with (.*)$/s.exec(rest);
  if (granted === null) throw new Error(`this can't be read: ${rest}`);
  const carries = readCarried(granted[1] ?? '');
  const others = granted[2] ?? '';
  if (others === 'any other arguments')
    return { tool, fits: () => true, allows: (reach) => reach.kind === 'value' || carries(reach) };
  if (!others.endsWith('no other arguments but text and options'))
    throw new Error(`this can't be read: ${rest}`);
  const equal = readEqual(others);
  const fits = readWhere(others);
  return {
    tool,
    fits,
    allows: (reach, call) =>
      fits(call) && (reach.kind === 'value' ? equal.get(reach.pointer) === reach.value : carries(reach)),
  };
}

function sorted(args: unknown): string {
  const entries = typeof args === 'object' && args !== null ? Object.entries(args) : [];
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function textAt(call: Call, pointer: string): string | undefined {
  const reach = call.reaches.find((one) => one.kind === 'value' && one.pointer === pointer);
  return reach?.kind === 'value' ? reach.value : undefined;
}

/** What was granted before, as the list of authority has it: `/home/u/p (write)`, `*@acme.com`, `GET https://acme.com`. */
function readBefore(item: string, reach: Reach): boolean {
  const path = /^([~/].*) \((read|write)\)$/.exec(item);
  if (path !== null) return pathAllowed(reach, path[2] === 'write', `anything in ${path[1] ?? ''}`);
  switch (reach.kind) {
    case 'recipient':
      return (
        item === 'anyone' ||
        item === reach.address ||
        (item.startsWith('*@') && reach.address.endsWith(item.slice(1)))
      );
    case 'site':
      return siteBefore(item, reach);
    case 'spend':
      return item.includes(`${reach.currency} at a time`);
    case 'command':
      return (
        item === reach.text ||
        (item.endsWith(' …') && reach.text.startsWith(item.slice(0, -2))) ||
        item.includes(reach.text)
      );
    case 'database':
      return item.startsWith(reach.name) || item.startsWith('any database');
    default:
      return false;
  }
}

/** `GET https://acme.com`, `https://acme.com/docs`, `GET *.acme.com`, `*`. */
function siteBefore(item: string, reach: SiteReach): boolean {
  const [, method, where = ''] = /^(?:([A-Z]+) )?(.*)$/.exec(item) ?? [];
  if (method !== undefined && method !== reach.method) return false;
  if (where === '*') return true;
  const { scheme, host, port, path, ambiguousPath } = reach;
  if (!where.includes('//')) {
    const named = where.startsWith('*.') ? host.endsWith(where.slice(1)) : host === where;
    return named && scheme === 'https' && port === 443;
  }
  const origin = originOf(reach);
  const address = `${origin}${path}`;
  return where === origin || (!ambiguousPath && (address === where || address.startsWith(`${where}/`)));
}

function originOf({ scheme, host, port }: SiteReach): string {
  return port === (scheme === 'https' ? 443 : 80) ? `${scheme}://${host}` : `${scheme}://${host}:${port}`;
}

type Allows = (reach: Reach, call: Call) => boolean;

function readDoing(doing: string): Allows {
  const database = /^(read|read and change|read, change and administer) (any database|database (\S+))$/.exec(
    doing,
  );
  if (database !== null) return readDatabase(database[1] ?? '', database[3]);
  const paths = /^read( and write)? (.*?)(?:, but not protected places \(.*\),)?$/s.exec(doing);
  if (paths !== null) return (reach) => pathAllowed(reach, paths[1] !== undefined, paths[2] ?? '');
  const site = /^(?:(GET)|(POST) to|use any method at) (.*)$/.exec(doing);
  if (site !== null) return readSites(site[1] ?? site[2] ?? null, site[3] ?? '');
  const send = /^send to (.*)$/.exec(doing);
  if (send !== null) return readRecipients(send[1] ?? '');
  const spend =
    /^spend up to (\S+) ([A-Z]{3}) at a time, (?:and (\S+) [A-Z]{3} in all, this call included|as often as it asks),$/.exec(
      doing,
    );
  if (spend !== null) return readSpend(spend[1] ?? '', spend[2] ?? '', spend[3]);
  const run = /^run (.*)$/s.exec(doing);
  if (run !== null) return readRun(run[1] ?? '');
  const give = /^give (?:any (\S+)|(\S+) = (.*))$/s.exec(doing);
  if (give !== null)
    return (reach) =>
      reach.kind === 'value' &&
      reach.pointer === `/${give[1] ?? give[2] ?? ''}` &&
      (give[3] ?? reach.value) === reach.value;
  throw new Error(`this can't be read: ${doing}`);
}

function pathAllowed(reach: Reach, writes: boolean, list: string): boolean {
  if (!isPathReach(reach) || (reach.access === 'write' && !writes)) return false;
  return list.split(/, | and /).some((item) => {
    const path = item.replace('anything in ', '').replaceAll(/[“”]/g, '').replace(/^~/, HOME);
    if (!item.startsWith('anything in ')) return reach.kind === 'file' && reach.key === path;
    return `${reach.key}/`.startsWith(path === '/' ? '/' : `${path}/`);
  });
}

function readSites(method: string | null, list: string): Allows {
  const items = list
    .replaceAll(' and beneath', ' [beneath]')
    .replaceAll(' and its subdomains over https', ' [subdomains]')
    .split(/, | and /);
  return (reach) => {
    if (reach.kind !== 'site' || (method !== null && reach.method !== method)) return false;
    const { scheme, host, port, path } = reach;
    const origin = originOf(reach);
    return items.some((item) => {
      if (item === 'any site') return true;
      const [where = '', how] = item.replace('anything at ', '').split(' ');
      if (how === '[beneath]')
        return (
          !reach.ambiguousPath && (`${origin}${path}` === where || `${origin}${path}`.startsWith(`${where}/`))
        );
      if (how === '[subdomains]')
        return scheme === 'https' && port === 443 && (host === where || host.endsWith(`.${where}`));
      return origin === where;
    });
  };
}

function readRecipients(list: string): Allows {
  const items = list.replaceAll(' (where anyone can have an address)', '').split(/, | and /);
  return (reach) => {
    if (reach.kind !== 'recipient') return false;
    const { address } = reach;
    return items.some((item) => {
      if (item === 'anyone') return true;
      const domain = /^anyone at (\S+)$/.exec(item);
      return domain === null
        ? item === address
        : /^[^#@]/.test(address) && address.split('@')[1] === domain[1];
    });
  };
}

function readSpend(each: string, currency: string, inAll: string | undefined): Allows {
  return (reach, call) => {
    if (reach.kind !== 'spend' || reach.currency !== currency) return false;
    const sum = call.reaches.reduce(
      (cents, one) =>
        cents +
        (one.kind === 'spend' && one.currency === currency ? Math.round(Number(one.amount) * 100) : 0),
      0,
    );
    return (
      sum <= Math.round(Number(each) * 100) && (inAll === undefined || sum <= Math.round(Number(inAll) * 100))
    );
  };
}

/** In the small world: what may follow a command without making it another. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  'git status': ['-s', '--porcelain'],
  ls: ['-l', 'docs'],
  sort: ['docs'],
};

function readRun(what: string): Allows {
  const line = /^this very (\S+) line, whatever it does, `(.*)`,$/s.exec(what);
  if (line !== null)
    return (reach, call) =>
      reach.kind === 'command' && reach.shell === line[1] && call.args['command'] === line[2];
  const exact = /^`(.*)`, exactly these words,$/s.exec(what);
  if (exact !== null) return (reach) => reach.kind === 'command' && reach.argv?.join(' ') === exact[1];
  const prefix = /^`(.*)` and after it options and names that Remit knows to be harmless to it,$/s.exec(what);
  if (prefix === null) throw new Error(`this can't be read: ${what}`);
  const begins = prefix[1] ?? '';
  return (reach) => {
    if (reach.kind !== 'command' || reach.argv === null) return false;
    const words = reach.argv.join(' ');
    if (words === begins) return true;
    if (!words.startsWith(`${begins} `)) return false;
    return words
      .slice(begins.length + 1)
      .split(' ')
      .every((word) => HARMLESS[begins]?.includes(word) ?? false);
  };
}

/** A database grant includes the weaker kinds of access. */
function readDatabase(verb: string, name: string | undefined): Allows {
  const held = { read: 0, 'read and change': 1 }[verb] ?? 2;
  return (reach) =>
    reach.kind === 'database' &&
    (name ?? reach.name) === reach.name &&
    ['read', 'write', 'admin'].indexOf(reach.access) <= held;
}

// What a call touches, as the history counts and filters it: each reach as the chain of things that hold it, the widest first. A file
// stands under its folders, a page under its site, a command line under its program.

import type { ReachFacet } from '../contract/history.ts';
import type { CommandReach, Reach, SiteReach, SpendReach } from '../contract/reach.ts';
import { Big } from 'big.js';
import { assertNever } from './assert-never.ts';
import { withTilde } from './scope-words.ts';

/** `value` is what a filter names it by; `label` is what a list shows beneath the thing that holds it. */
export type Thing = { readonly value: string; readonly label: string };
export type Touch = {
  readonly facet: ReachFacet;
  readonly access: 'read' | 'write';
  /** At least one: the widest first, the thing itself last. */
  readonly chain: readonly Thing[];
};

/** A filter's value has at most as many characters. */
const MAX_VALUE = 1000;
/** A page deeper than this stands under its folder: sites make up endless paths. */
const MAX_SITE_DEPTH = 6;

/** Folders from the root down to the path; paths beneath `home` begin with `~`. */
function pathChain(path: string, home: string): readonly Thing[] {
  const shown = withTilde(path, home);
  const root = /^(?:~|[A-Za-z]:\\?|\\\\[^\\]+\\[^\\]+|\/)/.exec(shown)?.[0] ?? '';
  const chain: Thing[] = root === '' ? [] : [{ value: root, label: root }];
  const parts = shown.slice(root.length).split(/([/\\])/);
  let at = root;
  for (const part of parts) {
    if (part === '/' || part === '\\') at += /[/\\]$/.test(at) ? '' : part;
    else if (part !== '') {
      at += part;
      chain.push({ value: at, label: part });
    }
  }
  return chain;
}

function siteChain({ scheme, host, port, path }: SiteReach): readonly Thing[] {
  const usual = scheme === 'https' ? 443 : 80;
  const site = port === usual ? host : `${host}:${port}`;
  const chain: Thing[] = [{ value: site, label: site }];
  let at = site;
  const parts = path.split('/').filter((part) => part !== '');
  for (const part of parts.slice(0, MAX_SITE_DEPTH)) {
    at += `/${part}`;
    chain.push({ value: at, label: `/${part}` });
  }
  return chain;
}

function commandChain({ argv, text }: CommandReach): readonly Thing[] {
  const program = argv?.[0]?.replace(/^.*[/\\](?=.)/, '');
  const whole = { value: text, label: text };
  return program === undefined || program === text ? [whole] : [{ value: program, label: program }, whole];
}

function touchOf(reach: Exclude<Reach, SpendReach>, home: string): Touch | null {
  switch (reach.kind) {
    case 'file':
    case 'folder':
      return { facet: 'path', access: reach.access, chain: pathChain(reach.real, home) };
    case 'site':
      return { facet: 'site', access: 'write', chain: siteChain(reach) };
    case 'recipient':
      return { facet: 'to', access: 'write', chain: [{ value: reach.address, label: reach.address }] };
    case 'command':
      return { facet: 'run', access: 'write', chain: commandChain(reach) };
    case 'database': {
      const access = reach.access === 'read' ? 'read' : 'write';
      return { facet: 'database', access, chain: [{ value: reach.name, label: reach.name }] };
    }
    case 'value': {
      const name = { value: reach.pointer, label: reach.pointer };
      const whole = { value: `${reach.pointer} ${reach.value}`, label: reach.value };
      return { facet: 'value', access: 'write', chain: [name, whole] };
    }
    case 'undetermined':
      return null;
    default:
      return assertNever(reach);
  }
}

/** What a call spends, added up by currency, so that the same amount twice counts twice. */
function spendTouches(reaches: readonly Reach[]): readonly Touch[] {
  const sums = new Map<string, Big>();
  for (const reach of reaches) {
    if (reach.kind !== 'spend') continue;
    sums.set(reach.currency, (sums.get(reach.currency) ?? new Big(0)).plus(reach.amount));
  }
  return [...sums].map(([currency, sum]) => {
    const amount = sum.toFixed();
    const chain = [
      { value: currency, label: currency },
      { value: `${currency} ${amount}`, label: amount },
    ];
    return { facet: 'spend', access: 'write', chain };
  });
}

function cut(thing: Thing): Thing {
  return { value: thing.value.slice(0, MAX_VALUE), label: thing.label.slice(0, MAX_VALUE) };
}

/** Everything that a call with these reaches touches. Paths beneath `home` begin with `~`. */
export function touches(reaches: readonly Reach[], home: string): readonly Touch[] {
  const single = reaches.flatMap((reach) => (reach.kind === 'spend' ? [] : (touchOf(reach, home) ?? [])));
  return [...single, ...spendTouches(reaches)]
    .map((touch) => ({ ...touch, chain: touch.chain.filter(({ value }) => value !== '').map(cut) }))
    .filter(({ chain }) => chain.length > 0);
}

/** A value of a filter in the form in which things are kept: `~` for the home folder, a site without its scheme. */
export function filterThing(facet: ReachFacet, value: string, home: string): string {
  // A folder stands for everything beneath it anyway.
  if (facet === 'path') return withTilde(value, home).replace(/(?<=[^/\\:])[/\\]+\**$/, '');
  if (facet === 'site') return value.replace(/^https?:\/\//i, '').replace(/\/+\**$/, '');
  return value;
}

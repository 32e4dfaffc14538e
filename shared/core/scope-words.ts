// Authority in words: the sentences that the user reads and agrees to. A sentence says neither less nor more than its grant covers.

import type { Access, Reach } from '../contract/call.ts';
import type { ExcessWords } from '../contract/request.ts';
import type { Lifetime, PathGrant } from '../contract/scope.ts';
import type { Excess } from '../contract/verdict.ts';
import { assertNever } from './assert-never.ts';

/** "/home/u/project (write)". */
export function pathGrantWords(grant: PathGrant): string {
  return `${grant.path} (${grant.access})`;
}

/** A path with the home folder as `~`, where `home` is that folder. */
export function withTilde(path: string, home: string): string {
  if (home === '' || home === '/') return path;
  if (path === home) return '~';
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

export function accessVerb(access: Access): string {
  return access === 'write' ? 'write in' : 'read';
}

export function lifetimeWords(lifetime: Lifetime): string {
  switch (lifetime.kind) {
    case 'always':
      return 'always';
    case 'session':
      return 'in this session';
    case 'until':
      return `until ${lifetime.at}`;
    default:
      return assertNever(lifetime);
  }
}

/** What a reach asks for: "write /etc/hosts", "all beneath /etc (write)". */
export function reachWords(reach: Reach, home: string): string {
  switch (reach.kind) {
    case 'file':
      return `${reach.access} ${withTilde(reach.real, home)}`;
    case 'folder':
      return `${reach.access} anything in ${withTilde(reach.real, home)}`;
    case 'value':
      return `${reach.pointer} ${reach.value}`;
    case 'undetermined':
      return `${reach.asked}, which can't be worked out (${reach.why})`;
    default:
      return assertNever(reach);
  }
}

function exceedsWords(excess: Excess): string {
  switch (excess.by) {
    case 'tool':
      return 'tool: not granted';
    case 'server':
      return 'server: it is started differently than when you granted this';
    case 'definition':
      return 'definition: the tool has changed since you granted it';
    case 'location':
      return 'place';
    case 'access':
      return 'kind of access: you granted reading only';
    case 'argument':
      return 'argument';
    case 'unreadable':
      return 'what it touches can’t be worked out';
    default:
      return assertNever(excess.by);
  }
}

function asksWords(excess: Excess, home: string): string {
  switch (excess.kind) {
    case 'tool':
      return `use ${excess.asked}`;
    case 'file':
      return `${excess.access ?? 'write'} ${withTilde(excess.asked, home)}`;
    case 'folder':
      return `${excess.access ?? 'write'} anything in ${withTilde(excess.asked, home)}`;
    case 'value':
      return `${excess.pointer} = ${excess.asked}`;
    case 'undetermined':
      return excess.asked;
    default:
      return assertNever(excess.kind);
  }
}

/** One excess as the prompt states it. */
export function excessWords(excess: Excess, home: string): ExcessWords {
  return {
    granted: excess.held === null ? 'nothing of this kind' : withTilde(excess.held, home),
    asks: asksWords(excess, home),
    exceeds: exceedsWords(excess),
    pointer: excess.pointer,
  };
}

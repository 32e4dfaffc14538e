import { describe, expect, test } from 'vitest';
import type { Call, PathReach, Reach } from '../../shared/contract/call.ts';
import {
  callIdSchema,
  grantIdSchema,
  instantSchema,
  serverNameSchema,
  sessionIdSchema,
  sha256Schema,
} from '../../shared/contract/ids.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import type { RungKind } from '../../shared/contract/request.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { compileScope } from '../../shared/core/compile-scope.ts';
import { decide } from '../../shared/core/decide.ts';
import { ladder } from '../../shared/core/ladder.ts';

const now = instantSchema.parse('2026-06-01T12:00:00.000Z');
const same = (path: string): string => path;

function call(tool: string, args: JsonObject, reaches: readonly Reach[]): Call {
  return {
    id: callIdSchema.parse('c-1'),
    at: now,
    session: sessionIdSchema.parse('s-1'),
    agent: { name: 'agent', process: null, claims: null },
    server: { name: serverNameSchema.parse('files'), identity: sha256Schema.parse('a'.repeat(64)) },
    tool,
    args,
    argsText: JSON.stringify(args),
    argsSha256: sha256Schema.parse('e'.repeat(64)),
    digest: sha256Schema.parse('c'.repeat(64)),
    definition: { kind: 'listed', hash: sha256Schema.parse('d'.repeat(64)), changed: false },
    reaches,
  };
}

function file(pointer: string, path: string, access: 'read' | 'write' = 'read'): PathReach {
  return { kind: 'file', pointer, asked: path, real: path, key: path, access };
}

function value(pointer: string, text: string): Reach {
  return { kind: 'value', pointer, value: JSON.stringify(text) };
}

let made = 0;
/** What the user remembers when the prompt about this call is answered with this rung. */
function remember(about: Call, kind: RungKind): Grant {
  made += 1;
  const id = `g${made}`;
  const place = { home: '/home/u', keyOf: same, protectedKeys: [] };
  const offer = ladder(about, place).find((one) => one.rung.kind === kind);
  if (offer === undefined) throw new Error(`no rung \`${kind}\` is offered`);
  const parts = offer.grant((suffix) => grantIdSchema.parse(`${id}.${suffix}`));
  return {
    id: grantIdSchema.parse(id),
    words: offer.rung.words,
    lifetime: { kind: 'always' },
    deny: [],
    ...parts,
  };
}

function verdict(asked: Call, grants: readonly Grant[]): string {
  return decide(asked, compileScope(grants, same), now).kind;
}

describe('what was remembered', () => {
  const search = call('search', { path: '/p/src' }, [file('/path', '/p/src')]);

  test('a folder does not cover a call that names no folder at all', () => {
    const grant = remember(search, 'folder');
    expect(verdict(search, [grant])).toBe('inside');
    expect(verdict(call('search', {}, []), [grant])).toBe('exceeds');
  });

  test('a folder does not cover something else in the place of the path', () => {
    const grant = remember(search, 'folder');
    expect(verdict(call('search', { path: 'inbox' }, [value('/path', 'inbox')]), [grant])).toBe('exceeds');
    const listed = call('search', { path: ['/p/src', 'x'] }, [
      file('/path/0', '/p/src'),
      value('/path/1', 'x'),
    ]);
    expect(verdict(listed, [grant])).toBe('exceeds');
  });

  test('exactly these arguments are exact: no option more, none less', () => {
    const grant = remember(search, 'call');
    expect(verdict(search, [grant])).toBe('inside');
    expect(verdict(call('search', { path: '/p/src', head: 5 }, search.reaches), [grant])).toBe('exceeds');
    expect(verdict(call('search', {}, []), [grant])).toBe('exceeds');
  });

  test('two answers about one tool do not together cover what neither says', () => {
    const send = (path: string, to: string): Call =>
      call('send', { path, to }, [file('/path', path), value('/to', to)]);
    const first = remember(send('/p/public.md', 'everyone'), 'file');
    const second = remember(send('/p/secret.md', 'me'), 'file');
    expect(verdict(send('/p/public.md', 'everyone'), [first, second])).toBe('inside');
    expect(verdict(send('/p/secret.md', 'me'), [first, second])).toBe('inside');
    expect(verdict(send('/p/secret.md', 'everyone'), [first, second])).toBe('exceeds');
  });

  test('an answer about one tool gives nothing to another', () => {
    const grant = remember(search, 'folder');
    const read: Grant = {
      ...remember(search, 'tool'),
      tools: [{ id: grantIdSchema.parse('t'), server: 'files', tool: 'read' }],
    };
    expect(verdict(call('read', { path: '/p/src' }, [file('/path', '/p/src')]), [grant, read])).toBe(
      'exceeds',
    );
  });

  test('what a sentence can not name is not offered as a folder', () => {
    const kinds = (asked: Call): readonly string[] =>
      ladder(asked, { home: '/home/u', keyOf: same, protectedKeys: ['/home/u/.ssh'] }).map(
        (offer) => offer.rung.kind,
      );
    expect(kinds(call('read', { path: '/home/u/x' }, [file('/path', '/home/u/x')]))).not.toContain('folder');
    expect(kinds(call('read', { path: '/x' }, [file('/path', '/x')]))).not.toContain('folder');
    const key = call('read', { path: '/home/u/.ssh/id' }, [file('/path', '/home/u/.ssh/id')]);
    expect(kinds(key)).toEqual(['call', 'file', 'tool']);
  });
});

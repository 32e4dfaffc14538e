import { describe, expect, test } from 'vitest';
import type { Call } from '../../shared/contract/call.ts';
import { sha256Schema } from '../../shared/contract/ids.ts';
import {
  askingCall,
  command,
  file,
  folder,
  holding,
  recipient,
  remembering,
  site,
  spend,
  value,
  verdictOf,
} from '../support/asking-call.ts';

const tool = (name: string): { server: string; tool: string } => ({ server: 'files', tool: name });

describe('what was remembered about files', () => {
  const search = askingCall('search', { path: '/p/src' }, [file('/path', '/p/src')]);
  const grant = remembering(search, ['now', 'folder']);

  test('a folder covers what lies in it', () => {
    expect(verdictOf(search, [grant])).toBe('inside');
    expect(verdictOf(askingCall('search', { path: '/p/x' }, [file('/path', '/p/x')]), [grant])).toBe(
      'inside',
    );
  });

  test('a folder does not cover a call that names no folder at all', () => {
    expect(verdictOf(askingCall('search', {}, []), [grant])).toBe('exceeds');
  });

  test('a folder does not cover something else in the place of the path', () => {
    const inbox = askingCall('search', { path: 'inbox' }, [value('/path', 'inbox')]);
    expect(verdictOf(inbox, [grant])).toBe('exceeds');
    const listed = [file('/path/0', '/p/src'), value('/path/1', 'x')];
    expect(verdictOf(askingCall('search', { path: ['/p/src', 'x'] }, listed), [grant])).toBe('exceeds');
  });

  test('exactly these arguments are exact: no option more, none less', () => {
    const exact = remembering(search, ['call']);
    expect(verdictOf(search, [exact])).toBe('inside');
    const more = askingCall('search', { path: '/p/src', head: 5 }, search.reaches);
    expect(verdictOf(more, [exact])).toBe('exceeds');
    expect(verdictOf(askingCall('search', {}, []), [exact])).toBe('exceeds');
  });

  test('exactly this call no longer holds when its path leads elsewhere', () => {
    const exact = remembering(search, ['call']);
    const moved = { ...search, reaches: [file('/path', '/home/u/.ssh')] };
    expect(verdictOf(moved, [exact])).toBe('exceeds');
  });

  test('a changed definition, another start of the server and another tool are not covered', () => {
    const changed: Call['definition'] = {
      kind: 'listed',
      hash: sha256Schema.parse('b'.repeat(64)),
      changed: true,
    };
    expect(verdictOf({ ...search, definition: changed }, [grant])).toBe('exceeds');
    const server = { ...search.server, identity: sha256Schema.parse('b'.repeat(64)) };
    expect(verdictOf({ ...search, server }, [grant])).toBe('exceeds');
    expect(verdictOf({ ...search, tool: 'read' }, [grant, holding([tool('read')])])).toBe('exceeds');
  });
});

describe('answers about one tool do not together cover what neither says', () => {
  const send = (path: string, to: string): Call =>
    askingCall('send', { path, to }, [file('/path', path), value('/to', to)]);

  test('each with its own arguments', () => {
    const first = remembering(send('/p/public.md', 'everyone'), ['now', 'this']);
    const second = remembering(send('/p/secret.md', 'me'), ['now', 'this']);
    expect(verdictOf(send('/p/public.md', 'everyone'), [first, second])).toBe('inside');
    expect(verdictOf(send('/p/secret.md', 'me'), [first, second])).toBe('inside');
    expect(verdictOf(send('/p/secret.md', 'everyone'), [first, second])).toBe('exceeds');
  });

  test('a file that is added where the tool was granted with certain arguments stays with them', () => {
    const everyone = remembering(send('/p/public.md', 'everyone'), ['now', 'this']);
    const me = remembering(send('/p/mine.md', 'me'), ['now', 'this']);
    const added = remembering(send('/p/secret.md', 'me'), ['this'], { held: [everyone, me] });
    expect(added.words).toBe('may read /p/secret.md with files > send where to = "me"');
    expect(verdictOf(send('/p/secret.md', 'me'), [everyone, me, added])).toBe('inside');
    expect(verdictOf(send('/p/secret.md', 'everyone'), [everyone, me, added])).toBe('exceeds');
  });

  test('other arguments bring along what was granted beside the first', () => {
    const first = remembering(send('/p/a.md', 'me'), ['now', 'folder']);
    const freed = remembering(send('/p/b.md', 'you'), ['other'], { held: [first] });
    expect(freed.words).toBe(
      'may use files > send on what is granted (as before: /p (read)), with any other arguments',
    );
    expect(verdictOf(send('/p/c.md', 'anyone'), [first, freed])).toBe('inside');
    expect(verdictOf(send('/q/c.md', 'anyone'), [first, freed])).toBe('exceeds');
  });

  test('a sum that is being used up is not begun anew with other arguments', () => {
    const pay = (amount: string, to: string): Call =>
      askingCall('pay', { amount, to }, [spend('/amount', amount), value('/to', to)]);
    const first = remembering(pay('5', 'shop'), ['now', 'ten']);
    expect(() => remembering(pay('5', 'other'), ['other'], { held: [first] })).toThrow('not all of other');
  });
});

describe('what was remembered about', () => {
  test('an address covers it and what is beneath, by its method', () => {
    const held = holding([tool('fetch')]);
    const fetch = (path: string, method: string | null): Call =>
      askingCall('fetch', { url: path }, [site('/url', 'acme.com', path, { method })]);
    const grant = remembering(fetch('/docs', 'GET'), ['address'], { held: [held] });
    expect(verdictOf(fetch('/docs/a', 'GET'), [held, grant])).toBe('inside');
    expect(verdictOf(fetch('/docsx', 'GET'), [held, grant])).toBe('exceeds');
    expect(verdictOf(fetch('/docs', 'POST'), [held, grant])).toBe('exceeds');
    expect(verdictOf(fetch('/docs', null), [held, grant])).toBe('exceeds');
  });

  test('recipients covers each that exceeded, and nobody else', () => {
    const held = holding([tool('send')], [{ kind: 'recipient', address: '*@acme.com' }]);
    const send = (...to: readonly string[]): Call =>
      askingCall(
        'send',
        { to },
        to.map((one, at) => recipient(`/to/${at}`, one)),
      );
    const grant = remembering(send('a@acme.com', 'b@x.org', 'c@y.org'), ['this'], { held: [held] });
    expect(grant.words).toBe('may send to b@x.org and c@y.org with files > send');
    expect(verdictOf(send('c@y.org', 'd@acme.com'), [held, grant])).toBe('inside');
    expect(verdictOf(send('d@y.org'), [held, grant])).toBe('exceeds');
  });

  test('a command is its words; a line that is not clear is that line', () => {
    const held = holding([tool('run')]);
    const run = (line: string, ...commands: readonly (readonly string[] | null)[]): Call =>
      askingCall(
        'run',
        { line },
        commands.map((argv) => command('/line', line, argv)),
      );
    const exact = remembering(run('make all', ['make', 'all']), ['exact'], { held: [held] });
    expect(verdictOf(run('make  all', ['make', 'all']), [held, exact])).toBe('inside');
    expect(verdictOf(run('make all -k', ['make', 'all', '-k']), [held, exact])).toBe('exceeds');
    const line = remembering(run('$X && ls', null, ['ls']), ['line'], { held: [held] });
    expect(verdictOf(run('$X && ls', null, ['ls']), [held, line])).toBe('inside');
    expect(verdictOf(run('$X && rm a', null, ['rm', 'a']), [held, line])).toBe('exceeds');
    expect(verdictOf(run('ls', ['ls']), [held, line])).toBe('exceeds');
  });

  test('a folder leaves out the protected places in it', () => {
    const list = (path: string): Call => askingCall('list', { path }, [folder('/path', path)]);
    const places = ['/home/u/.ssh'];
    const grant = remembering(list('/home/u/docs'), ['now', 'home'], { protectedKeys: places });
    expect(grant.words).toContain('anything in ~, but not protected places (~/.ssh),');
    expect(verdictOf(list('/home/u/music'), [grant], places)).toBe('inside');
    expect(verdictOf(list('/home/u/.ssh'), [grant], places)).toBe('exceeds');
    expect(verdictOf(list('/home/u'), [grant], places)).toBe('exceeds');
  });
});

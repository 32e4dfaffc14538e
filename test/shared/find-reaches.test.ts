import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import type { ToolRoles } from '../../shared/contract/tool-profile.ts';
import { foundIn, readIn, subject } from '../support/reach-subject.ts';

/** What one argument of an unknown tool is found to be. */
function alone(name: string, value: JsonValue, property?: JsonObject): readonly string[] {
  const inputSchema = property === undefined ? null : { type: 'object', properties: { [name]: property } };
  return foundIn(subject('do_it', { [name]: value }, { inputSchema }));
}

describe('by its name, an argument of an unknown tool', () => {
  test.each(['path', 'filePath', 'output_dir', 'file', 'filenames', 'cwd', 'root', 'save-folder'])(
    '`%s` is a place, at worst all of it is written',
    (name) => {
      expect(alone(name, 'notes.txt')).toEqual([`/${name} write folder notes.txt`]);
    },
  );

  test.each(['url', 'callback_url', 'webhookUrl'])('`%s` is a web address', (name) => {
    expect(alone(name, 'https://a.test/x')).toEqual([`/${name} site https://a.test/x any`]);
    expect(alone(name, 'one')).toEqual([`/${name} site one any`]);
  });

  test('`url` without a scheme is opened with either', () => {
    expect(alone('url', 'a.test/x')).toEqual([
      '/url site https://a.test/x any',
      '/url site http://a.test/x any',
    ]);
  });

  test.each(['uri', 'href', 'link', 'endpoint'])('`%s` is a web address when it looks like one', (name) => {
    expect(alone(name, 'https://a.test/x')).toEqual([`/${name} site https://a.test/x any`]);
    expect(alone(name, 'memo://one')).toEqual([`/${name} value "memo://one"`]);
  });

  test.each(['to', 'recipients', 'attendees', 'channel', 'user_email'])('`%s` is a recipient', (name) => {
    expect(alone(name, 'anna@a.test')).toEqual([`/${name} mail "anna@a.test"`]);
  });

  test.each(['to', 'channel', 'recipient'])('`%s` may be a handle', (name) => {
    expect(alone(name, '#general')).toEqual([`/${name} handle "#general"`]);
  });

  test.each(['https://a.test/x', '/etc/passwd', '../x', 'file:///x'])('`to` is nothing else: %s', (text) => {
    expect(alone('to', text)).toEqual([`/to mail ${JSON.stringify(text)}`]);
    expect(foundIn(subject('send', { to: text, cc: 'a@a.test', attachment: '/tmp/a' }))).toContain(
      `/to mail ${JSON.stringify(text)}`,
    );
  });

  test('`to` is a place when it stands beside one', () => {
    expect(foundIn(subject('move', { from: 'a.txt', to: '/tmp/b' }))).toContain('/to write folder /tmp/b');
    expect(foundIn(subject('move', { path: 'a.txt', to: '../b' }))).toContain('/to write folder ../b');
  });

  test.each(['command', 'cmd', 'script', 'shell', 'bash_command'])('`%s` is a command line', (name) => {
    expect(alone(name, 'git status')).toEqual([`/${name} bash "git status"`]);
  });

  test.each(['sql', 'sql_query', 'raw_sql'])('`%s` is a statement', (name) => {
    expect(alone(name, 'SELECT 1')).toEqual([`/${name} any sql of some: SELECT 1`]);
  });

  test.each(['body', 'content', 'subject', 'message', 'title', 'prompt'])('`%s` is payload', (name) => {
    expect(alone(name, 'see https://a.test and /etc/passwd')).toEqual([]);
  });

  test.each(['limit', 'force', 'id', 'priority', 'payee'])('`%s` is a value', (name) => {
    expect(alone(name, 'x')).toEqual([`/${name} value "x"`]);
  });
});

describe('payload by name only', () => {
  test.each([
    ['/etc/passwd', '/text write folder /etc/passwd'],
    ['~/.ssh/id_rsa', '/text write folder ~/.ssh/id_rsa'],
    ['file:///etc/passwd', '/text write folder file:///etc/passwd'],
    ['https://a.test/x', '/text site https://a.test/x any'],
    ['eve@a.test', '/text mail "eve@a.test"'],
    ['eve@a.test, ann@b.test', '/text mail "eve@a.test, ann@b.test"'],
    ['"eve@a.test"@b.test', '/text mail "\\"eve@a.test\\"@b.test"'],
    ['Ann <"eve@a.test"@b.test>', '/text mail "Ann <\\"eve@a.test\\"@b.test>"'],
  ])('is a reach when it is nothing but `%s`', (text, expected) => {
    expect(alone('text', text)).toEqual([expected]);
  });

  test.each(['../notes', 'read /etc/passwd', 'a@b.test c@d.test', 'https://a.test is down', '', 'yes'])(
    'is not one when it is `%s`',
    (text) => {
      expect(alone('text', text)).toEqual([]);
    },
  );

  test('is not a structure', () => {
    expect(alone('content', { path: '/etc/passwd', note: 'x' })).toEqual([
      '/content/path write folder /etc/passwd',
    ]);
  });
});

describe('by its neighbours, an argument', () => {
  const found = (args: JsonObject): readonly string[] => foundIn(subject('do_it', args));

  test('is an amount when a currency stands beside it', () => {
    expect(found({ amount: '10.50', currency: 'EUR' })).toEqual(['/amount spend "10.50" "EUR" major']);
    expect(found({ amount: 10 })).toEqual(['/amount value 10']);
    expect(found({ amount: '5', 'currency.': 'EUR' }).some((one) => one.includes('spend'))).toBe(false);
  });

  test('is not what is spent when it is multiplied', () => {
    expect(found({ price: 10, currency: 'EUR', quantity: 100 })).toEqual([
      '/price value 10',
      '/currency value "EUR"',
      '/quantity value 100',
    ]);
  });

  test('is a method when an address stands beside it', () => {
    expect(found({ url: 'https://a.test/', method: 'post' })).toEqual(['/url site https://a.test/ POST']);
    expect(found({ method: 'post' })).toEqual(['/method value "post"']);
  });

  test('is a method that can’t be worked out when it isn’t one', () => {
    expect(found({ url: 'https://a.test/', method: ['GET'] })).toContain(
      '/url undetermined: the method it names is not one',
    );
  });

  test('is a source or a destination when both are there', () => {
    expect(found({ source: 'a', destination: 'b' })).toEqual([
      '/source write folder a',
      '/destination write folder b',
    ]);
    expect(found({ destination: 'Paris' })).toEqual(['/destination value "Paris"']);
  });

  test('is the database of a statement', () => {
    expect(found({ sql: 'SELECT 1', database: 'shop' })).toEqual(['/sql any sql of shop: SELECT 1']);
    expect(found({ database: 'shop' })).toEqual(['/database value "shop"']);
  });

  test('is the shell of a command line', () => {
    expect(found({ command: 'dir', shell: 'C:\\Windows\\System32\\cmd.exe' })).toContain(
      '/command cmd "dir"',
    );
    expect(found({ command: 'dir', shell: 'python3' })).toContain(
      '/command undetermined: it is for a shell that Remit does not know',
    );
  });

  test('is a further recipient, wherever it hides', () => {
    expect(found({ to: 'anna@a.test', headers: { Bcc: 'eve@b.test' } })).toEqual([
      '/to mail "anna@a.test"',
      '/headers/Bcc mail "eve@b.test"',
    ]);
  });
});

describe('by its schema, an argument', () => {
  test.each([
    [{ format: 'uri' }, 'https://a.test/', '/x site https://a.test/ any'],
    [{ format: 'email' }, 'anna@a.test', '/x mail "anna@a.test"'],
    [{ format: 'email' }, 'anna', '/x mail "anna"'],
    [{ anyOf: [{ type: 'null' }, { format: 'uri' }] }, 'https://a.test/', '/x site https://a.test/ any'],
    [{ description: 'The absolute path of the picture' }, 'a.png', '/x write folder a.png'],
    [{ description: 'Whose e-mail address is checked' }, 'anna@a.test', '/x mail "anna@a.test"'],
    [{ description: 'A word' }, 'a.png', '/x value "a.png"'],
  ])('%j is read as it says', (property, value, expected) => {
    expect(alone('x', value, property)).toEqual([expected]);
  });

  test('is a statement when its description speaks of SQL', () => {
    expect(alone('query', 'SELECT 1', { description: 'SQL to run' })).toEqual([
      '/query any sql of some: SELECT 1',
    ]);
    expect(alone('query', 'cats')).toEqual(['/query value "cats"']);
  });

  test('is one of a few words, not a command', () => {
    expect(alone('command', 'view', { enum: ['view', 'create'] })).toEqual(['/command value "view"']);
  });

  test('follows references', () => {
    const inputSchema = {
      properties: { where: { $ref: '#/$defs/Link' } },
      $defs: { Link: { properties: { at: { format: 'uri' } } } },
    };
    const call = subject('do_it', { where: { at: 'https://a.test/' } }, { inputSchema });
    expect(foundIn(call)).toEqual(['/where/at site https://a.test/ any']);
  });

  test('has the method that the schema knows of, and GET when it is left out', () => {
    const inputSchema = { properties: { url: {}, method: { enum: ['GET', 'POST'] } } };
    const call = subject('do_it', { url: 'https://a.test/' }, { inputSchema });
    expect(foundIn(call)).toEqual(['/url site https://a.test/ GET']);
  });
});

describe('by its shape, a text anywhere', () => {
  test.each([
    ['/etc/passwd', '/a/0/b write folder /etc/passwd'],
    ['../up', '/a/0/b write folder ../up'],
    ['C:\\Users', '/a/0/b write folder C:\\Users'],
    ['\\\\server\\share', '/a/0/b write folder \\\\server\\share'],
    [' https://a.test', '/a/0/b site  https://a.test any'],
    ['Eve <eve@a.test>', '/a/0/b mail "Eve <eve@a.test>"'],
    ['git@a.test:x/y.git', '/a/0/b value "git@a.test:x/y.git"'],
    ['ftp://a.test/x', '/a/0/b value "ftp://a.test/x"'],
    ['plain', '/a/0/b value "plain"'],
  ])('`%s` is found', (text, expected) => {
    expect(foundIn(subject('do_it', { a: [{ b: text }] }))).toEqual([expected]);
  });

  test('is found in names, too', () => {
    expect(foundIn(subject('do_it', { a: { '/etc/passwd': 'x' } }))).toEqual([
      '/a/~1etc~1passwd write folder /etc/passwd',
      '/a/~1etc~1passwd value "x"',
    ]);
  });

  test('nothing is left out: empty structures, null and numbers are values', () => {
    expect(foundIn(subject('do_it', { a: [], b: {}, c: null, d: 1e21, e: false }))).toEqual([
      '/a value []',
      '/b value {}',
      '/c value null',
      '/d value 1e+21',
      '/e value false',
    ]);
  });

  test('a long text is shown by its beginning', () => {
    const [line = ''] = foundIn(subject('do_it', { a: 'x'.repeat(5000) }));
    expect(line).toHaveLength('/a value ""…'.length + 1000);
  });
});

describe('what is of the wrong kind', () => {
  const roles: ToolRoles = {
    '/path': { role: 'path', target: 'file', access: 'read' },
    '/to': { role: 'recipient', form: 'mail' },
    '/cc': { role: 'recipient', form: 'mail' },
    '/run': { role: 'command', shell: 'bash' },
    '/sql': { role: 'sql', dialect: null },
    '/url': { role: 'site', method: 'GET' },
  };
  const found = (args: JsonObject): readonly string[] =>
    foundIn(subject('do_it', args, { corrections: roles }));

  test.each([
    [{ path: 5 }, '/path undetermined: it is not a path'],
    [{ path: ['/a'] }, '/path undetermined: it is a list in the place of a path'],
    [{ run: { a: 1 } }, '/run undetermined: it is not a command'],
    [{ sql: 1 }, '/sql undetermined: it is not a statement'],
    [{ url: true }, '/url undetermined: it is not a web address'],
    [{ to: [] }, '/to undetermined: it names nobody'],
    [{ to: '' }, '/to undetermined: it names nobody'],
  ])('%j can’t be worked out', (args, expected) => {
    expect(found(args)).toEqual([expected]);
  });

  test('copies may go to nobody, and null may be granted', () => {
    expect(found({ cc: [] })).toEqual([]);
    expect(found({ path: null })).toEqual(['/path value null']);
  });
});

describe('who says what an argument is', () => {
  const args = { path: '/a', encoding: 'utf8' };
  const schema = { properties: { path: {}, encoding: { description: 'The relative path of it' } } };

  test('the user before a profile', () => {
    const call = subject(
      'read_file',
      { path: '/a', head: 5 },
      { corrections: { '/path': { role: 'payload' } } },
    );
    expect(foundIn(call)).toEqual([]);
    expect(readIn(call)).toEqual(['/path payload user', '/head option profile']);
  });

  test('a profile before schema and names', () => {
    expect(readIn(subject('read_file', { path: '/a', head: 5 }))).toEqual([
      '/path path profile',
      '/head option profile',
    ]);
  });

  test('schema and names before the shape', () => {
    expect(readIn(subject('do_it', args, { inputSchema: schema }))).toEqual([
      '/path path schema',
      '/encoding path schema',
    ]);
    expect(readIn(subject('do_it', args))).toEqual(['/path path schema', '/encoding value shape']);
  });

  test('a profile doesn’t count for a tool that takes more than it knows', () => {
    expect(foundIn(subject('read_file', { path: '/a', then: 'x' }))).toEqual([
      '/path write folder /a',
      '/then value "x"',
    ]);
    const inputSchema = { properties: { path: {}, mode: {} } };
    expect(readIn(subject('read_file', { path: '/a' }, { inputSchema }))).toEqual(['/path path schema']);
  });

  test('what the user has explained counts as known', () => {
    const corrections: ToolRoles = { '/then': { role: 'option' } };
    expect(foundIn(subject('read_file', { path: '/a', then: 'x' }, { corrections }))).toEqual([
      '/path read file /a',
    ]);
  });

  test('a correction holds for all items of a list', () => {
    const corrections: ToolRoles = { '/files/*/name': { role: 'path', target: 'file', access: 'read' } };
    const call = subject('do_it', { files: [{ name: 'a', size: 1 }, { name: 'b' }] }, { corrections });
    expect(foundIn(call)).toEqual([
      '/files/0/name read file a',
      '/files/0/size value 1',
      '/files/1/name read file b',
    ]);
    expect(readIn(call)).toEqual(['/files/*/name path user', '/files/*/size value shape']);
  });

  test('an option that names a place is more than an option', () => {
    const corrections: ToolRoles = { '/mode': { role: 'option' } };
    const found = (mode: JsonValue): readonly string[] =>
      foundIn(subject('do_it', { mode }, { corrections }));
    expect(found('fast')).toEqual([]);
    expect(found(['a', '/etc'])).toEqual(['/mode/1 write folder /etc']);
    expect(found({ proxy: 'x' })).toEqual(['/mode/proxy value "x"']);
  });
});

describe('a profile is found', () => {
  const isKnown = (more: object): boolean =>
    readIn(subject('query', { sql: 'SELECT 1' }, { ...more })).includes('/sql sql profile');

  test.each([
    [{ server: 'postgres' }, true],
    [{ server: 'Postgres' }, true],
    [{ server: 'pg' }, false],
    [
      { server: 'pg', serverCommand: 'npx -y @modelcontextprotocol/server-postgres@0.6.2 postgresql://h/d' },
      true,
    ],
    [
      {
        server: 'pg',
        serverCommand: 'node /x/node_modules/@modelcontextprotocol/server-postgres/dist/index.js',
      },
      true,
    ],
    [{ server: 'pg', serverCommand: 'npx @modelcontextprotocol/server-postgres-extra' }, false],
    [{ server: 'pg', serverCommand: 'npx my@modelcontextprotocol/server-postgres' }, false],
  ])('for %j: %s', (more, expected) => {
    expect(isKnown(more)).toBe(expected);
  });
});

describe('a place that is touched when none is named', () => {
  test('is the folder in which the search runs', () => {
    const grep = (args: JsonObject): readonly string[] =>
      foundIn(subject('Grep', args, { server: 'claude-code/native' }));
    expect(grep({ pattern: '/etc/passwd' })).toEqual(['/path read folder .']);
    expect(grep({ pattern: 'x', path: '/src' })).toEqual(['/path read folder /src']);
  });
});

describe('a patch', () => {
  test('writes the files that its headers name', () => {
    const input =
      '*** Begin Patch\n*** Update File: a.ts\n*** Move to: b.ts\n@@\n-x\n+*** Add File: c\n*** End Patch';
    expect(foundIn(subject('apply_patch', { input }, { server: 'codex/native' }))).toEqual([
      '/input write file a.ts',
      '/input write file b.ts',
    ]);
  });
});

describe('a header of a message', () => {
  test('that holds a line break can’t be worked out', () => {
    const call = subject('send', { to: 'anna@a.test', subject: 'Hi\r\nBcc: eve@b.test', body: 'a\nb' });
    expect(foundIn(call)).toContain(
      '/subject undetermined: a line break in it would start another header of the message',
    );
    expect(foundIn(subject('save', { subject: 'a\nb' }))).toEqual([]);
  });
});

describe('reading a resource', () => {
  test.each([
    ['file:///a/b', '/uri read file file:///a/b'],
    ['/a/b', '/uri read file /a/b'],
    ['https://a.test/x', '/uri site https://a.test/x GET'],
    ['memo://insights', '/uri value "memo://insights"'],
  ])('`%s` reaches it', (uri, expected) => {
    expect(foundIn(subject('resources/read', { uri }))).toEqual([expected]);
  });

  test('without an address can’t be worked out', () => {
    expect(foundIn(subject('resources/read', {}))).toEqual(['/uri undetermined: it names no resource']);
    expect(foundIn(subject('resources/read', { uri: 5 }))).toEqual(['/uri undetermined: it is not a path']);
  });
});

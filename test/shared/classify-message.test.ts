import { describe, expect, test } from 'vitest';
import { classifyMessage } from '../../shared/core/classify-message.ts';

const call = (args: string): string =>
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","arguments":${args}}}`;

describe('a call that can be read in one way only', () => {
  test('keeps the exact text of its arguments', () => {
    const message = classifyMessage(call('{"n":12345678901234567890, "s":"a\\u0041"}'));
    expect(message).toMatchObject({
      kind: 'gated',
      tool: 't',
      argsText: '{"n":12345678901234567890, "s":"a\\u0041"}',
    });
  });

  test('may have 500 keys, 20 levels and 200 kB', () => {
    const keys = Array.from({ length: 500 }, (_, at) => `"k${at}":${at}`).join(',');
    expect(classifyMessage(call(`{${keys}}`)).kind).toBe('gated');
    expect(classifyMessage(call('{"a":'.repeat(20) + '1' + '}'.repeat(20))).kind).toBe('gated');
    expect(classifyMessage(call(`{"s":"${'x"'.replace('"', '\\"').repeat(100_000)}"}`)).kind).toBe('gated');
  });
});

describe('a message that two readers could take differently is refused', () => {
  test.each([
    ['a key twice', call('{"path":"/a","path":"/b"}'), 'twice'],
    ['a key twice by escape', call('{"path":"/a","p\\u0061th":"/b"}'), 'twice'],
    ['a key in two cases', call('{"path":"/a","Path":"/b"}'), 'different case'],
    ['a prototype key', call('{"__proto__":{"a":1}}'), 'not allowed'],
    ['half of a surrogate pair', call('{"s":"\\ud800"}'), 'surrogate'],
    ['20 000 values and some', call(`{"a":[${'0,'.repeat(20_000)}0]}`), 'values'],
    ['a million values and some', `[${'{},'.repeat(1_000_000)}{}]`, 'values'],
    ['65 levels', call('{"a":'.repeat(65) + '1' + '}'.repeat(65)), 'levels'],
    [
      'method twice',
      '{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/call","params":{"name":"t"}}',
      'twice',
    ],
    [
      'method in capitals',
      '{"jsonrpc":"2.0","id":1,"Method":"tools/call","params":{"name":"t"}}',
      'looks like `method`',
    ],
    [
      'params with a long s',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","param\u017f":{"name":"t"},"params":{"name":"t"}}',
      'looks like `params`',
    ],
    [
      'a method in capitals',
      '{"jsonrpc":"2.0","id":1,"method":"Tools/Call","params":{"name":"t"}}',
      'looks like `tools/call`',
    ],
    [
      'arguments in capitals',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay","ARGUMENTS":{"amount":10000}}}',
      'looks like `arguments`',
    ],
    [
      'uri in capitals',
      '{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"file:///a"," URI":"file:///b"}}',
      'looks like `uri`',
    ],
    [
      'a request state in small letters',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","requeststate":"a"}}',
      'looks like `requestState`',
    ],
    ['a carriage return between tokens', '{"jsonrpc":"2.0",\r"id":1,"method":"ping"}', 'carriage return'],
    ['a batch with a call', `[${call('{}')}]`, 'batch'],
    [
      'a batch with a call beside another method',
      '[{"jsonrpc":"2.0","id":1,"method":"tools/call","method":"ping","params":{"name":"t"}}]',
      'twice',
    ],
    [
      'a method in a list',
      '{"jsonrpc":"2.0","id":1,"method":["tools/call"],"params":{"name":"t"}}',
      'not text',
    ],
    [
      'a method in a list in a batch',
      '[{"jsonrpc":"2.0","id":1,"method":["tools/call"],"params":{"name":"t"}}]',
      'batch',
    ],
    [
      'a method in a prototype',
      '{"jsonrpc":"2.0","id":1,"__proto__":{"method":"tools/call"},"params":{"name":"t"}}',
      'not allowed',
    ],
    [
      'a method in a prototype in a batch',
      '[{"jsonrpc":"2.0","id":1,"__proto__":{"method":"tools/call"},"params":{"name":"t"}}]',
      'batch',
    ],
    [
      'a method that ends at a NUL',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call\\u0000","params":{"name":"t"}}',
      'looks like `tools/call`',
    ],
    [
      'a key that ends at a NUL',
      '{"jsonrpc":"2.0","id":1,"method\\u0000":"tools/call","params":{"name":"t"}}',
      'looks like `method`',
    ],
    ['a key twice up to a NUL', call('{"path":"/a","path\\u0000":"/b"}'), 'twice'],
    ['no id', '{"jsonrpc":"2.0","method":"tools/call","params":{"name":"t"}}', 'needs an id'],
    ['not JSON', '{"jsonrpc":"2.0","id":1,"method":', 'not valid JSON'],
    ['a byte order mark', `\ufeff${call('{}')}`, 'not valid JSON'],
    ['two values', '{"id":1,"method":"ping"}{"id":2,"method":"tools/call"}', 'not valid JSON'],
  ])('%s', (_name, text, problem) => {
    const message = classifyMessage(text);
    expect(message.kind).toBe('invalid');
    expect(message.kind === 'invalid' ? message.problem : '').toContain(problem);
  });
});

test('a reason is short, and shows what no terminal would', () => {
  const long = 'a\\u001b'.repeat(100_000);
  const message = classifyMessage(
    call(`{"${long}":1,"${long.toUpperCase().replaceAll('U001B', 'u001b')}":2}`),
  );
  const problem = message.kind === 'invalid' ? message.problem : '';
  expect(problem).toContain('twice, in different case');
  expect(problem).toContain('<U+001B>');
  expect(problem.length).toBeLessThan(1000);
});

describe('what is not gated passes, however odd', () => {
  test.each([
    '{"jsonrpc":"2.0","id":1.5,"method":"ping"}',
    '{"jsonrpc":"2.0","id":null,"method":"ping","extra":true}',
    '{"jsonrpc":"2.0","id":9007199254740993,"result":null}',
    '{"id":"a","method":"tools/list"}',
    '{"jsonrpc":"2.0","method":"notifications/initialized","params":null}',
    '[{"jsonrpc":"2.0","id":1,"method":"ping"}]',
  ])('%s', (text) => {
    expect(classifyMessage(text).kind).toBe('pass');
  });
});

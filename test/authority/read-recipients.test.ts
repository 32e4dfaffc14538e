import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  namesNobody,
  readHandle,
  readRecipientGrant,
  readRecipients,
  readRecipientValue,
} from '../../electron/authority/read-recipients.ts';
import type { JsonValue } from '../../shared/contract/json.ts';
import { recipientCovers } from '../../shared/core/recipient-cover.ts';

function granted(text: string): string {
  const read = readRecipientGrant(text);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

function isInside(grants: readonly string[], to: JsonValue, form: 'mail' | 'handle' = 'mail'): boolean {
  const read = readRecipientValue(to, form);
  const held = grants.map(granted);
  return (
    read.kind === 'recipients' &&
    read.addresses.length > 0 &&
    read.addresses.every((address) => held.some((grant) => recipientCovers(grant, address)))
  );
}

const DOMAIN = ['*@example.com'];
const ANNA = ['anna@example.com'];

describe('a recipient within the grant', () => {
  test.each<[string, readonly string[], JsonValue]>([
    ['an address of the domain', DOMAIN, 'anna@example.com'],
    ['the domain in capitals', DOMAIN, 'anna@Example.COM'],
    ['digits', DOMAIN, '1234567890@example.com'],
    ['a plus address', DOMAIN, 'anna+news@example.com'],
    ['dots, dashes, underscores', DOMAIN, 'a.b-c_d@example.com'],
    ['an apostrophe', DOMAIN, "o'brien@example.com"],
    ['a return address with the sender in it', DOMAIN, 'bounce+eve=evil.test@example.com'],
    ['letters of another script before the @', DOMAIN, 'ännä@example.com'],
    ['only angle brackets', DOMAIN, '<anna@example.com>'],
    ['a name', DOMAIN, 'Anna <anna@example.com>'],
    ['a name without a space', DOMAIN, 'Anna<anna@example.com>'],
    ['a name of several words, with a dot', DOMAIN, 'Anna M. Østby <anna@example.com>'],
    ['a name of another script', DOMAIN, '山田太郎 <taro@example.com>'],
    ['a name with a hyphen and an apostrophe', DOMAIN, "Anne-Marie O'Neil <am@example.com>"],
    ['a quoted name', DOMAIN, '"Anna" <anna@example.com>'],
    ['a comma in a quoted name', DOMAIN, '"Østby, Anna" <anna@example.com>'],
    ['a semicolon in a quoted name', DOMAIN, '"Anna; sales" <anna@example.com>'],
    ['parentheses in a quoted name', DOMAIN, '"Anna (sales)" <anna@example.com>'],
    ['an escaped quote in a quoted name', DOMAIN, '"Anna \\"A\\" Østby" <anna@example.com>'],
    ['an empty quoted name', DOMAIN, '"" <anna@example.com>'],
    ['a name in encoded words', DOMAIN, '=?utf-8?q?Anna_=C3=98stby?= <anna@example.com>'],
    ['a name in base64', DOMAIN, '=?UTF-8?B?w4VubmE=?= <anna@example.com>'],
    ['spaces around it', DOMAIN, '  anna@example.com '],
    ['several by commas', DOMAIN, 'anna@example.com, bob@example.com,cy@example.com'],
    ['several by semicolons', DOMAIN, 'anna@example.com; bob@example.com'],
    ['several with names', DOMAIN, '"A, B" <a@example.com>, C <c@example.com>; d@example.com'],
    ['a comma too many', DOMAIN, 'anna@example.com,'],
    ['a list of one', ANNA, ['anna@example.com']],
    ['a list', DOMAIN, ['anna@example.com', 'Bob <bob@example.com>']],
    ['a list in a list\u2019s text', DOMAIN, ['anna@example.com, bob@example.com']],
    ['an object', DOMAIN, { email: 'anna@example.com', name: 'Anna' }],
    ['an object with an address', DOMAIN, [{ address: 'anna@example.com' }]],
    ['an object without a name', DOMAIN, [{ email: 'anna@example.com', name: null }]],
    ['two granted domains', ['*@example.com', '*@partner.example'], ['a@example.com', 'k@partner.example']],
    ['two granted addresses', ['a@x.test', 'b@x.test'], 'a@x.test, b@x.test'],
    ['exactly the address', ANNA, 'anna@example.com'],
    ['the address with its domain in capitals', ANNA, 'anna@EXAMPLE.com'],
    ['a plus address that was granted', ['anna+invoices@example.com'], 'anna+invoices@example.com'],
    ['a grant written with a name', ['Anna <anna@EXAMPLE.com>'], 'anna@example.com'],
    ['punycode of the domain', ['*@bücher.example'], 'x@xn--bcher-kva.example'],
    ['the domain in its own script', ['*@xn--bcher-kva.example'], 'x@Bücher.example'],
    ['a subdomain that was granted', ['*@mail.example.com'], 'anna@mail.example.com'],
    ['anyone', ['*'], 'eve@evil.test'],
  ])('%s', (_name, grants, to) => {
    expect(isInside(grants, to)).toBe(true);
  });
});

describe('another recipient', () => {
  test.each<[string, readonly string[], JsonValue]>([
    ['another domain', DOMAIN, 'anna@evil.test'],
    ['a subdomain', DOMAIN, 'anna@mail.example.com'],
    ['the domain above', ['*@mail.example.com'], 'anna@example.com'],
    ['the domain as a prefix', DOMAIN, 'anna@example.com.evil.test'],
    ['the domain as a suffix', DOMAIN, 'anna@evilexample.com'],
    ['another top level', DOMAIN, 'anna@example.co'],
    ['a domain with a dot at its end', DOMAIN, 'anna@example.com.'],
    ['no domain', DOMAIN, 'anna'],
    ['a host of one label', DOMAIN, 'anna@localhost'],
    ['an address literal', DOMAIN, 'anna@[192.0.2.1]'],
    ['an IPv6 literal', DOMAIN, 'anna@[IPv6:::1]'],
    ['an IP address that was granted as if it were a domain', ['*'], 'anna@192.0.2.1'],
    ['an IP address', DOMAIN, 'anna@192.0.2.1'],
    ['a Cyrillic letter in the domain', DOMAIN, 'anna@ex\u0430mple.com'],
    ['full-width letters in the domain', DOMAIN, 'anna@ｅxample.com'],
    ['another kind of dot', DOMAIN, 'anna@example。com'],
    ['a soft hyphen', DOMAIN, 'anna@exam\u00adple.com'],
    ['a zero-width space', DOMAIN, 'anna@exam\u200bple.com'],
    ['a text running backwards', DOMAIN, 'anna@\u202emoc.elpmaxe'],
    ['a second one behind a comma', DOMAIN, 'anna@example.com, eve@evil.test'],
    ['a second one behind a semicolon', DOMAIN, 'anna@example.com;eve@evil.test'],
    ['a second one behind a space', DOMAIN, 'anna@example.com eve@evil.test'],
    ['a second one behind a full-width comma', DOMAIN, 'eve@evil.test，anna@example.com'],
    ['a second one in a list', DOMAIN, ['anna@example.com', 'eve@evil.test']],
    ['a second one in the text of a list', DOMAIN, ['anna@example.com,eve@evil.test']],
    ['another mailbox', ANNA, 'bob@example.com'],
    ['another plus address', ANNA, 'anna+x@example.com'],
    ['dots that only some providers drop', ANNA, 'a.nna@example.com'],
    ['a mailbox in capitals, which are its domain\u2019s business', ANNA, 'Anna@example.com'],
    ['a look-alike mailbox', ANNA, 'аnna@example.com'],
    ['a mailbox with a dotless i', ['mike@example.com'], 'mıke@example.com'],
    ['the same name elsewhere', ANNA, 'anna@example.org'],
    ['nobody', DOMAIN, ''],
    ['nobody in a list', DOMAIN, []],
    ['only separators', DOMAIN, ' , ; '],
    ['nothing', DOMAIN, null],
    ['a number', DOMAIN, 5],
    ['a boolean', DOMAIN, true],
    ['a list in a list', DOMAIN, [['anna@example.com']]],
    ['nothing in a list', DOMAIN, ['anna@example.com', null]],
    ['an empty text in a list', DOMAIN, ['anna@example.com', '']],
    ['an empty object', DOMAIN, {}],
    ['an object with more in it', DOMAIN, { email: 'anna@example.com', bcc: 'eve@evil.test' }],
    ['an object with two addresses', DOMAIN, { email: 'anna@example.com', address: 'eve@evil.test' }],
    ['an object with a list', DOMAIN, { email: ['anna@example.com', 'eve@evil.test'] }],
    ['an object whose text lists two', DOMAIN, { email: 'anna@example.com,eve@evil.test' }],
    ['an object whose name is an address', DOMAIN, { email: 'anna@example.com', name: 'eve@evil.test' }],
    [
      'an object whose name ends the header',
      DOMAIN,
      { email: 'anna@example.com', name: 'A\r\nBcc: eve@evil.test' },
    ],
    ['an object whose name adds one', DOMAIN, { email: 'anna@example.com', name: 'A <eve@evil.test>,' }],
    ['an object whose name is no text', DOMAIN, { email: 'anna@example.com', name: 5 }],
  ])('%s', (_name, grants, to) => {
    expect(isInside(grants, to)).toBe(false);
  });
});

describe('forms that mailers read differently', () => {
  test.each([
    '"anna@example.com"@evil.test',
    '"eve@evil.test x"@example.com',
    '"anna"@example.com',
    '"anna bob"@example.com',
    '"eve@evil.test>,<x"@example.com',
    'anna"@example.com',
    'eve%evil.test@example.com',
    'evil.test!eve@example.com',
    'eve|x@example.com',
    '|id@example.com',
    'anna@example.com@evil.test',
    'eve@evil.test@example.com',
    'anna@evil.test(@example.com)',
    'anna(comment)@example.com',
    '(eve@evil.test)anna@example.com',
    'anna@(x)example.com',
    'anna@example.com (Anna)',
    'Anna (eve@evil.test) <anna@example.com>',
    '<@evil.test:anna@example.com>',
    '<@a.test,@b.test:anna@example.com>',
    'Team: anna@example.com, bob@example.com;',
    'Team: anna@example.com;',
    'undisclosed-recipients:;',
    'Anna <eve@evil.test> <anna@example.com>',
    'eve@evil.test <anna@example.com>',
    '"eve@evil.test" <anna@example.com>',
    'anna@example.com <eve@evil.test>',
    '"<eve@evil.test>" <anna@example.com>',
    'eve＠evil.test <anna@example.com>',
    '=?utf-8?q?eve=40evil.test=2C?= <anna@example.com>',
    '=?utf-8?b?ZXZlQGV2aWwudGVzdA==?= <anna@example.com>',
    '=?utf-8?q?=3Ceve=40evil.test=3E?= <anna@example.com>',
    '=?utf-8?q?eve=40evil.test?=@example.com',
    '=?x-unknown?q?Anna?= <anna@example.com>',
    '=?utf-8?q?open <anna@example.com>',
    'Anna, Bob <bob@example.com>',
    'Østby, Anna <anna@example.com>',
    'Anna <anna@example.com',
    'Anna anna@example.com>',
    'Anna <<anna@example.com>>',
    '<anna@example.com> Anna',
    '<anna@example.com>, <',
    '"Anna <anna@example.com>',
    'anna @example.com',
    'anna@ example.com',
    'anna@exam ple.com',
    '<anna@example.com >',
    'anna@example.com\r\nBcc: eve@evil.test',
    'anna@example.com\nbob@example.com',
    'anna@example.com\u0000@evil.test',
    'anna@example.com\t',
    'anna\r\n @example.com',
    'anna@example.com\u00a0',
    'anna@example.com\u2028',
    '. <anna@example.com>',
    'mailto:anna@example.com',
    'anna?bcc=eve=evil.test@example.com',
    '.anna@example.com',
    'anna.@example.com',
    'a..b@example.com',
    '@example.com',
    'anna@',
    '@',
    '-oQ@example.com',
    '*@example.com',
    '$USER@example.com',
    '`id`@example.com',
    '{anna,eve}@example.com',
    'anna@{example.com,evil.test}',
    'anna@example.com/eve',
    'anna@example.com#@evil.test',
    'anna@example_.com:25',
    'anna@example_x.com',
    'anna@mail.example_',
    'anna@%65xample.com',
    'anna\\@evil.test@example.com',
    'ａnna@example.com',
    'anna@example.com|eve@evil.test',
    `${'a'.repeat(65)}@example.com`,
    // More than anybody would look through.
    Array.from({ length: 2000 }, (_, at) => `a${at}@example.com`).join(', '),
  ])('%j', (to) => {
    expect(isInside(DOMAIN, to)).toBe(false);
    expect(readRecipients(to).kind).toBe('unreadable');
  });
});

describe('a handle', () => {
  test.each<[string, JsonValue]>([
    ['#general', '#general'],
    ['@anna', '@anna'],
    ['U024BE7LH', 'U024BE7LH'],
    ['+4930123456', '+4930123456'],
    ['general', ['general']],
    ['#büro', '#büro'],
    ['Anna Østby', 'Anna Østby'],
    ['!room:matrix.test', '!room:matrix.test'],
    ['@anna@social.example', '@anna@social.example'],
    ['-1001234567890', -1001234567890],
    ['*@example.com', 'anna@example.com'],
    ['*', '#anything'],
  ])('%s covers %j', (grant, to) => {
    expect(isInside([grant], to, 'handle')).toBe(true);
  });

  test.each<[string, JsonValue]>([
    ['#general', 'general'],
    ['#general', '#General'],
    ['#general', '#general2'],
    ['#general', '#gеneral'],
    ['#general', '＃general'],
    ['#general', '#ｇeneral'],
    ['#general', ' #general'],
    ['#general', '#general '],
    ['#general', '#general\u200b'],
    ['#general', '#gen\u00aderal'],
    ['#general', '#general\n'],
    ['#general', '#general,#random'],
    ['#general', ['#general', '#random']],
    ['#general', '*'],
    ['#general', ''],
    ['#general', []],
    ['#general', null],
    ['#general', { name: '#general' }],
    ['#büro', '#bu\u0308ro'],
    ['@anna', 'anna'],
    ['U024BE7LH', 'u024be7lh'],
    ['+4930123456', '+49 30 123456'],
    ['+4930123456', '+4930123456;+4930123457'],
    ['*@example.com', '@anna@example.com'],
    ['*@example.com', '#x@example.com'],
    ['*@example.com', 'eve@evil.test@example.com'],
    ['@anna@social.example', '@anna@other.example'],
    ['5', 5.5],
  ])('%s does not cover %j', (grant, to) => {
    expect(isInside([grant], to, 'handle')).toBe(false);
  });
});

describe('the text of a grant', () => {
  test.each([
    ['*', '*'],
    ['*@Example.COM', '*@example.com'],
    ['*@bücher.example', '*@xn--bcher-kva.example'],
    ['Anna <Anna@Example.COM>', 'Anna@example.com'],
    ['#general', '#general'],
  ])('%s becomes %s', (written, normal) => {
    expect(readRecipientGrant(written)).toEqual({ ok: true, value: normal });
  });

  test.each([
    '',
    '*@',
    '*@*',
    '*@com',
    '*@*.example.com',
    'a*@example.com',
    '**',
    'anna@example.com, bob@example.com',
    '"anna"@example.com',
    'anna@ex\u00adample.com',
    '#general, #random',
    '#gen\u200beral',
  ])('%j is refused with a reason', (written) => {
    const read = readRecipientGrant(written);
    expect(read.ok ? 'granted' : read.error).toContain('can’t be granted');
  });
});

test('an empty list, and a handle that is not composed, are not readings', () => {
  expect(readRecipientValue([], 'mail').kind).toBe('unreadable');
  expect(readRecipientValue([], 'handle').kind).toBe('unreadable');
  expect(readHandle('#bu\u0308ro').kind).toBe('unreadable');
});

describe('copies to nobody', () => {
  test.each<[JsonValue, boolean]>([
    [[], true],
    [null, true],
    ['', true],
    [' ', false],
    [[''], false],
    [{}, false],
    [0, false],
    [false, false],
  ])('%j: %s', (value, names) => {
    expect(namesNobody(value)).toBe(names);
  });
});

describe('any text', () => {
  const parts = fc.constantFrom(
    ...[
      'anna',
      'eve',
      '@',
      'example.com',
      'evil.test',
      ',',
      ';',
      '<',
      '>',
      '"',
      '\\',
      '(',
      ')',
      ':',
      ' ',
      '.',
      '%',
      '!',
      '+',
      '#',
    ],
    ...['=?utf-8?q?', '?=', '=40', 'é', '＠', '\u00ad', '\r\n', '\u0000', '[', ']', '|'],
  );
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(parts, { maxLength: 14 }).map((list) => list.join('')),
  );

  test('is read without an error', () => {
    fc.assert(
      fc.property(texts, (text) => {
        readRecipients(text);
        readHandle(text);
        readRecipientGrant(text);
      }),
      { numRuns: 5000 },
    );
  });

  test('never loses an address: each @ of what is read belongs to one that was found', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const read = readRecipients(text);
        if (read.kind === 'unreadable') return;
        const outside = text.replace(/"(?:[^"\\]|\\.)*"/g, '');
        expect(outside.split('@').length - 1).toBe(read.addresses.length);
      }),
      { numRuns: 5000 },
    );
  });

  test('that is read is read the same when it is read again', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const read = readRecipients(text);
        if (read.kind === 'recipients') expect(readRecipients(read.addresses.join(', '))).toEqual(read);
      }),
      { numRuns: 5000 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSite, readSiteGrant } from '../../electron/authority/read-site.ts';
import { siteCovers } from '../../shared/core/site-cover.ts';

const ORIGIN = { origin: 'https://api.example.com' };
const PREFIX = { url: 'https://api.example.com/v1/' };
const BENEATH = { host: '*.example.com' };
const LOOPBACK = { origin: 'http://127.0.0.1:8080' };

function isInside(grant: Parameters<typeof readSiteGrant>[0], address: string): boolean {
  const granted = readSiteGrant(grant);
  if (!granted.ok) throw new Error(granted.error);
  const read = readSite(address);
  return read.kind === 'site' && siteCovers(granted.value, read.site);
}

describe('an address within the grant', () => {
  test.each([
    ['the origin itself', ORIGIN, 'https://api.example.com'],
    ['with a slash', ORIGIN, 'https://api.example.com/'],
    ['a path, a query and a fragment', ORIGIN, 'https://api.example.com/v1/users?id=1&sort=name#top'],
    ['a query without a path', ORIGIN, 'https://api.example.com?x=1'],
    ['a fragment without a path', ORIGIN, 'https://api.example.com#top'],
    ['capitals in scheme and host', ORIGIN, 'HTTPS://API.Example.COM/x'],
    ['the usual port written out', ORIGIN, 'https://api.example.com:443/x'],
    [
      'another port that was granted',
      { origin: 'https://api.example.com:8443' },
      'https://api.example.com:8443/',
    ],
    ['the usual port of http on both sides', { origin: 'http://wiki.test:80' }, 'http://wiki.test/a'],
    ['an at-sign in the path', ORIGIN, 'https://api.example.com/@scope/pkg'],
    ['an at-sign in the query', ORIGIN, 'https://api.example.com/?mail=a@b.test'],
    ['a colon in the path', ORIGIN, 'https://api.example.com/a:b'],
    ['another address in the path', ORIGIN, 'https://api.example.com/http://x/y'],
    ['another address in the query', ORIGIN, 'https://api.example.com/r?to=https://evil.test/'],
    ['another address in the fragment', ORIGIN, 'https://api.example.com/r#//evil.test/'],
    ['encoded letters of another script', ORIGIN, 'https://api.example.com/a%20b/%E6%97%A5'],
    ['letters of another script', ORIGIN, 'https://api.example.com/日本?q=é'],
    ['an encoded slash where any path is granted', ORIGIN, 'https://api.example.com/a%2Fb'],
    ['dot segments where any path is granted', ORIGIN, 'https://api.example.com/../../a'],
    ['brackets and bars in the query', ORIGIN, 'https://api.example.com/x?filter[name]=a|b&j={}'],
    ['a percent sign in the query', ORIGIN, 'https://api.example.com/x?q=100%'],
    ['tilde, semicolon, comma, dollar', ORIGIN, "https://api.example.com/~a/b;v=1,2/$c!*'(d)"],
    ['a long path', ORIGIN, `https://api.example.com/${'q'.repeat(7_000)}`],
    ['loopback with its port', LOOPBACK, 'http://127.0.0.1:8080/health'],
    ['an IPv6 address', { origin: 'http://[::1]:8080' }, 'http://[::1]:8080/x'],
    ['an IPv6 address in capitals', { origin: 'http://[fe80::ab]' }, 'http://[FE80::AB]/'],
    ['a host by its name', { host: 'example.com' }, 'https://example.com/x'],
    ['a subdomain', BENEATH, 'https://docs.example.com/'],
    ['a deep subdomain', BENEATH, 'https://a.b-c.d_e.example.com/'],
    ['a subdomain in punycode', BENEATH, 'https://xn--bcher-kva.example.com/'],
    ['a subdomain of another script', BENEATH, 'https://bücher.example.com/'],
    ['a subdomain that looks like an address', BENEATH, 'https://127.0.0.1.example.com/'],
    ['punycode of the granted host', { origin: 'https://bücher.example' }, 'https://xn--bcher-kva.example/'],
    ['the granted host of another script', { host: 'xn--bcher-kva.example' }, 'https://BÜCHER.example/'],
    ['the prefix itself', PREFIX, 'https://api.example.com/v1/'],
    ['beneath the prefix', PREFIX, 'https://api.example.com/v1/users?x=../../admin#/../..'],
    ['dot segments that stay beneath it', PREFIX, 'https://api.example.com/x/../v1/./users'],
    ['a joined slash beneath it', PREFIX, 'https://api.example.com/v1//users'],
    ['an encoded letter beneath it', PREFIX, 'https://api.example.com/v1/%7Eanna/%E6%97%A5'],
    ['an encoded dot in a name', PREFIX, 'https://api.example.com/v1/file%2Ejson'],
    ['dots in a name', PREFIX, 'https://api.example.com/v1/a..b/.well-known/..c'],
    ['a parameter beneath it', PREFIX, 'https://api.example.com/v1/users;page=2'],
    [
      'a prefix without its last slash',
      { url: 'https://api.example.com/v1' },
      'https://api.example.com/v1/users',
    ],
    ['exactly that prefix', { url: 'https://api.example.com/v1' }, 'https://api.example.com/v1?x=1'],
    ['any site', { host: '*' }, 'http://other.test:81/'],
  ])('%s', (_name, grant, address) => {
    expect(isInside(grant, address)).toBe(true);
  });
});

describe('another host', () => {
  test.each([
    ['another host', ORIGIN, 'https://evil.test/x'],
    ['a sibling', ORIGIN, 'https://www.example.com/x'],
    ['the domain above', ORIGIN, 'https://example.com/'],
    ['the granted host as a prefix', ORIGIN, 'https://api.example.com.evil.test/'],
    ['the granted host as a suffix', ORIGIN, 'https://evilapi.example.com/'],
    ['a name that ends alike', BENEATH, 'https://evilexample.com/'],
    ['a hyphen instead of the dot', BENEATH, 'https://docs-example.com/'],
    ['the domain itself, when its subdomains are granted', BENEATH, 'https://example.com/'],
    ['an empty label', BENEATH, 'https://.example.com/'],
    ['an empty label within', BENEATH, 'https://a..example.com/'],
    ['a dot at the end', ORIGIN, 'https://api.example.com./x'],
    ['a dot at the end of a subdomain', BENEATH, 'https://docs.example.com./'],
    ['the suffix in the query', BENEATH, 'https://evil.test?.example.com'],
    ['the suffix in the fragment', BENEATH, 'https://evil.test:443#.example.com'],
    ['the suffix in the path', BENEATH, 'https://evil.test/.example.com'],
    ['an accented letter', BENEATH, 'https://exàmple.com/'],
    ['a Cyrillic letter', ORIGIN, 'https://аpi.example.com/'],
    ['Cyrillic in punycode', ORIGIN, 'https://xn--pi-7ed.example.com/'],
    ['a long s', { origin: 'https://s.test' }, 'https://ſ.test/'],
    ['full-width letters', ORIGIN, 'https://ａｐｉ.example.com/'],
    ['a Kelvin sign', { origin: 'https://k.test' }, 'https://\u212a.test/'],
    ['another kind of dot', ORIGIN, 'https://api。example.com/'],
    ['circled letters', ORIGIN, 'https://ⓐpi.example.com/'],
    ['a letter that IDNA maps two ways', { host: 'strasse.test' }, 'https://straße.test/'],
    ['letters not composed', { origin: 'https://xn--bcher-kva.test' }, 'https://bu\u0308cher.test/'],
    ['a letter that IDNA maps two ways, before the suffix', BENEATH, 'https://straße.example.com/'],
    ['malformed punycode', BENEATH, 'https://xn--a-.example.com/'],
    ['a label that is too long', BENEATH, `https://${'a'.repeat(64)}.example.com/`],
    ['a name that is too long', BENEATH, `https://${'a.'.repeat(130)}example.com/`],
    ['no host', ORIGIN, 'https:///x'],
    ['only a port', ORIGIN, 'https://:443/x'],
  ])('%s', (_name, grant, address) => {
    expect(isInside(grant, address)).toBe(false);
  });
});

describe('a user before the host', () => {
  test.each([
    'https://api.example.com@evil.test/x',
    'https://api.example.com:443@evil.test/',
    'https://user:secret@api.example.com/',
    'https://@api.example.com/',
    'https://evil.test@api.example.com/',
    'https://evil.test#@api.example.com/',
    'https://evil.test?@api.example.com/',
    'https://api.example.com#@evil.test/',
    'https://api.example.com?@evil.test/',
    'https://api.example.com%40evil.test/',
    'https://evil.test%2F@api.example.com/',
    'https://a@b@api.example.com/',
    'https://api.example.com\\@evil.test/',
    'https://api.example.com&@evil.test/',
    'https://api.example.com＠evil.test/',
    'https://[api.example.com]@evil.test/',
  ])('%s', (address) => {
    expect(isInside(ORIGIN, address)).toBe(false);
  });
});

describe('characters that readers cut differently', () => {
  test.each([
    'https://api.example.com\\.evil.test/',
    'https:\\\\api.example.com/x',
    'https://api.example.com/a\\..\\b',
    'https://api.example.com\t.evil.test/',
    'https://api.exa\nmple.com/',
    'https://api.exa\rmple.com/',
    ' https://api.example.com/',
    'https://api.example.com/ ',
    'https://api.example.com/a b',
    'https://api.example.com\u0000.evil.test/',
    'https://api.example.com%00.evil.test/',
    'https://api.example.com/%00',
    'https://api.example.com/%0d%0aHost:%20evil.test',
    'https://api.example.com/?x=%0D%0Aa:b',
    'https://api.example.com/x%0a',
    'https://api.exam\u200bple.com/',
    'https://api.exam\u00adple.com/',
    'https://api.example.com\u2060/',
    '\ufeffhttps://api.example.com/',
    'https://api.example.com/\u202e',
    'https://api.example.com\u00a0.evil.test/',
    'https://api.example.com\u3000/',
    'https://api.example.com\u2044evil.test/',
    'https://api.example.com／evil.test/',
    'https://api.example.com\u2100/',
    'https://api.example.com;.evil.test/',
    'https://api.example.com,evil.test/',
    'https://api.example.com|evil.test/',
    'https://api.example.com"/',
    '<https://api.example.com/>',
    '"https://api.example.com/"',
    'https://api.example.com/<x>',
    'https://api.example.com/`id`',
    'https://api.example.com/%zz',
    'https://api.example.com/100%',
    'https://$HOST/',
    'https://api.example.com$.evil.test/',
    'https://*.example.com/',
    'https://api.example.com/\ud800',
    'https://api.example.com/\ue000',
  ])('%j', (address) => {
    expect(isInside(ORIGIN, address)).toBe(false);
    expect(isInside(BENEATH, address)).toBe(false);
  });
});

describe('another form of an IP address', () => {
  test.each([
    'http://127.1:8080/',
    'http://127.0.1:8080/',
    'http://0177.0.0.1:8080/',
    'http://0x7f.0.0.1:8080/',
    'http://0x7f000001:8080/',
    'http://2130706433:8080/',
    'http://017700000001:8080/',
    'http://127.0.0.1.:8080/',
    'http://127.0.0.01:8080/',
    'http://127.0.0.1.nip.io:8080/',
    'http://①②⑦.0.0.1:8080/',
    'http://127。0。0。1:8080/',
    'http://0:8080/',
    'http://0.0.0.0:8080/',
    'http://localhost:8080/',
    'http://[::1]:8080/',
    'http://[::ffff:127.0.0.1]:8080/',
    'http://[::ffff:7f00:1]:8080/',
    'http://[0:0:0:0:0:ffff:7f00:1]:8080/',
    'http://[::127.0.0.1]:8080/',
    'http://[::1%25lo]:8080/',
    'http://[::1%lo]:8080/',
    'http://[127.0.0.1]:8080/',
    'http://[v1.a]:8080/',
    'http://[::1:8080/',
    'http://127.0.0.1/',
    'http://127.0.0.1:80/',
    'http://127.0.0.1:8081/',
    'https://127.0.0.1:8080/',
    'http://127.0.0.1:8080.evil.test/',
    'http://127.0.0.2:8080/',
    'http://256.0.0.1:8080/',
    'http://0xA9FEA9FE:8080/',
    'http://%31%32%37.0.0.1:8080/',
  ])('%s is not what was granted as 127.0.0.1:8080', (address) => {
    expect(isInside(LOOPBACK, address)).toBe(false);
  });

  test('a granted IPv6 address is no other form of itself', () => {
    expect(isInside({ origin: 'http://[::1]' }, 'http://[0:0:0:0:0:0:0:1]/')).toBe(false);
    expect(isInside({ origin: 'http://[::1]' }, 'http://[0000::0001]/')).toBe(false);
  });
});

describe('another scheme, or none', () => {
  test.each([
    'http://api.example.com/',
    'wss://api.example.com/',
    'ftp://api.example.com/',
    'file://api.example.com/etc/passwd',
    'javascript:fetch("https://api.example.com")',
    'data:text/html,https://api.example.com/',
    'blob:https://api.example.com/1234',
    'view-source:https://api.example.com/',
    'jar:https://api.example.com/x!/',
    'about:blank',
    '//api.example.com/x',
    '///api.example.com/x',
    'api.example.com/x',
    '/x',
    '',
    'https:/api.example.com/x',
    'https:api.example.com/x',
    'https:///api.example.com/x',
    'https:////api.example.com/x',
    'https//api.example.com/x',
    'https ://api.example.com/x',
    'ht\ntps://api.example.com/x',
    'httpſ://api.example.com/x',
    'https：//api.example.com/x',
    'url=https://api.example.com/',
    'xhttps://api.example.com/',
    'https://https://api.example.com/',
  ])('%j', (address) => {
    expect(isInside(ORIGIN, address)).toBe(false);
  });
});

describe('another port', () => {
  test.each([
    'https://api.example.com:8443/',
    'https://api.example.com:80/',
    'https://api.example.com:0/',
    'https://api.example.com:/',
    'https://api.example.com:0443/',
    'https://api.example.com:+443/',
    'https://api.example.com:-443/',
    'https://api.example.com:443:443/',
    'https://api.example.com:443x/',
    'https://api.example.com:65979/',
    'https://api.example.com:４４３/',
    'https://api.example.com:0x1bb/',
    'https://api.example.com: 443/',
    'https://api.example.com:443.evil.test/',
    'https://api.example.com:443@evil.test/',
  ])('%s', (address) => {
    expect(isInside(ORIGIN, address)).toBe(false);
  });

  test('a host is granted over https at its usual port only', () => {
    expect(isInside(BENEATH, 'https://docs.example.com:8443/')).toBe(false);
    expect(isInside(BENEATH, 'http://docs.example.com/')).toBe(false);
    expect(isInside(BENEATH, 'http://docs.example.com:443/')).toBe(false);
  });
});

describe('a path beside the prefix, or one that servers lead elsewhere', () => {
  test.each([
    'https://api.example.com/v2/users',
    'https://api.example.com/',
    'https://api.example.com/v1',
    'https://api.example.com/v1x/users',
    'https://api.example.com/V1/users',
    'https://api.example.com//v1/users',
    'https://api.example.com/v1/../admin',
    'https://api.example.com/v1/..',
    'https://api.example.com/v1/a/../../admin',
    'https://api.example.com/v1/%2e%2e/admin',
    'https://api.example.com/v1/.%2e/admin',
    'https://api.example.com/x/%2e%2e/v1/users',
    'https://api.example.com/v1/..%2fadmin',
    'https://api.example.com/v1/..%2Fadmin',
    'https://api.example.com/v1%2f..%2f..%2fadmin',
    'https://api.example.com/v1/..%5cadmin',
    'https://api.example.com/v1/a%5c..%5c..',
    'https://api.example.com/v1/%252e%252e%252fadmin',
    'https://api.example.com/v1/%2525252e',
    'https://api.example.com/v1/..;/admin',
    'https://api.example.com/v1/..;x=1/admin',
    'https://api.example.com/v1/..%3b/admin',
    'https://api.example.com/v1/..%3f/admin',
    'https://api.example.com/v1/..%23/admin',
    'https://api.example.com/v1/..%20/admin',
    'https://api.example.com/v1/..%09/admin',
    'https://api.example.com/v1//../x',
    'https://api.example.com/v1/.../admin',
    'https://api.example.com/v1/%c0%ae%c0%ae/admin',
    'https://api.example.com/v1/%c0%af../admin',
    'https://api.example.com/v1/%e0%80%ae%e0%80%ae/admin',
    'https://api.example.com/v1/..%ef%bc%8fadmin',
    'https://api.example.com/v1/％2e％2e／admin',
    'https://api.example.com/v1/．．/admin',
    'https://api.example.com/v1/‥/admin',
    'https://api.example.com/v1/%e2%80%a5/admin',
    'https://api.example.com/v1/%00/../../admin',
    'https://api.example.com/v1/..\\admin',
    'https://api.example.com/x?/v1/',
    'https://api.example.com/x#/v1/',
    'http://api.example.com/v1/users',
    'https://api.example.com:8443/v1/users',
    'https://api.example.com.evil.test/v1/users',
  ])('%s', (address) => {
    expect(isInside(PREFIX, address)).toBe(false);
  });
});

test('a prefix ends where a segment ends', () => {
  const docs = { url: 'https://api.example.com/v1' };
  for (const path of ['/v1x', '/v1.html', '/v1%20', '/v', '/'])
    expect(isInside(docs, `https://api.example.com${path}`)).toBe(false);
});

describe('the text of a grant', () => {
  test.each([
    [{ origin: 'HTTPS://API.Example.com:443/' }, { origin: 'https://api.example.com' }],
    [{ origin: 'http://127.0.0.1:8080' }, { origin: 'http://127.0.0.1:8080' }],
    [{ host: '*.Bücher.example' }, { host: '*.xn--bcher-kva.example' }],
    [{ host: 'Docs.Example.COM' }, { host: 'docs.example.com' }],
    [{ host: '[::1]' }, { host: '[::1]' }],
    [{ url: 'https://acme.com/a/../docs/' }, { url: 'https://acme.com/docs/' }],
    [{ url: 'https://acme.com' }, { url: 'https://acme.com/' }],
    [{ host: '*' }, { host: '*' }],
  ])('%j becomes %j', (written, normal) => {
    expect(readSiteGrant(written)).toEqual({ ok: true, value: normal });
  });

  test.each([
    { origin: 'api.example.com' },
    { origin: 'https://api.example.com/v1/' },
    { origin: 'https://api.example.com?x' },
    { origin: 'ftp://api.example.com' },
    { origin: 'https://user@api.example.com' },
    { host: 'https://api.example.com' },
    { host: 'api.example.com:8443' },
    { host: 'api.example.com:443' },
    { host: 'api.example.com/x' },
    { host: 'api.example.com?' },
    { host: 'api.*.com' },
    { host: '*.*.com' },
    { host: '*.' },
    { host: '*.127.0.0.1' },
    { host: '*.[::1]' },
    { host: '**' },
    { host: '' },
    { host: 'a b' },
    { host: 'a@b' },
    { url: 'https://acme.com/docs?x=1' },
    { url: 'https://acme.com/docs#x' },
    { url: 'https://acme.com/%2e%2e%2fdocs/' },
    { url: '/docs/' },
    {},
  ])('%j is refused with a reason', (written) => {
    const read = readSiteGrant(written);
    expect(read.ok ? 'granted' : read.error).toMatch(/can’t be granted|names a path/);
  });

  test('a grant that names two things covers nothing', () => {
    const read = readSite('https://api.example.com/');
    if (read.kind !== 'site') throw new Error(read.why);
    expect(siteCovers({ origin: 'https://api.example.com', host: 'api.example.com' }, read.site)).toBe(false);
    expect(siteCovers({}, read.site)).toBe(false);
  });
});

describe('any text', () => {
  const parts = fc.constantFrom(
    ...[
      'https:',
      'http:',
      '//',
      '/',
      '\\',
      '@',
      ':',
      '443',
      '80',
      'api.example.com',
      'example.com',
      'evil.test',
      '.',
      '..',
      '%2e',
      '%2f',
    ],
    ...[
      '%5c',
      '%25',
      '%00',
      ';',
      '?',
      '#',
      '[',
      ']',
      '::1',
      '127.0.0.1',
      '0x7f',
      'v1',
      'é',
      'ｅ',
      '\u00ad',
      '\u200b',
      '\t',
      '\n',
      ' ',
    ],
  );
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(parts, { maxLength: 12 }).map((list) => list.join('')),
  );

  test('that is longer than servers have to take can’t be worked out', () => {
    expect(readSite(`https://acme.com/${'a'.repeat(7000)}`).kind).toBe('site');
    expect(readSite(`https://acme.com/${'a'.repeat(9000)}`).kind).toBe('unreadable');
  });

  test('is read without an error', () => {
    fc.assert(
      fc.property(texts, (text) => ['site', 'unreadable'].includes(readSite(text).kind)),
      { numRuns: 5000 },
    );
  });

  test('is read as the URL standard reads it, or not at all', () => {
    fc.assert(
      fc.property(
        texts.map((text) => `https://${text}`),
        (text) => {
          const read = readSite(text);
          if (read.kind === 'unreadable') return;
          const url = new URL(text);
          expect(read.site.host).toBe(url.hostname);
          expect(`${read.site.port}`).toBe(url.port === '' ? '443' : url.port);
          expect(read.site.path).toBe(url.pathname);
          expect(url.username).toBe('');
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('that is covered by a prefix lies beneath it in every reading', () => {
    const segment = fc.constantFrom(
      'v1',
      'a',
      '.',
      '..',
      '%2e',
      '%2e%2e',
      '..;',
      ';',
      '',
      '...',
      'x%2fy',
      '%252e',
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), (segments) => {
        const path = `/${segments.join('/')}`;
        if (!isInside(PREFIX, `https://api.example.com${path}`)) return;
        for (const reading of [
          path,
          decodeURIComponent(path),
          path.replace(/\/+/g, '/'),
          path.replace(/;[^/]*/g, ''),
        ])
          expect(new URL(reading, 'https://api.example.com').pathname.replace(/\/+/g, '/')).toMatch(
            /^\/v1\//,
          );
      }),
      { numRuns: 5000 },
    );
  });
});

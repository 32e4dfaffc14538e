import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import { toolProfileSchema, type ArgumentRole, type ToolRoles } from '../../shared/contract/tool-profile.ts';
import { profileRoles } from '../../shared/core/find-profile.ts';
import { findReaches } from '../../shared/core/find-reaches.ts';
import { valueAt } from '../../shared/core/arg-matcher.ts';
import { stepsOf } from '../../shared/core/role-tree.ts';
import { isJsonObject, readValue } from '../../shared/core/strict-json.ts';
import { PROFILES } from '../../shared/profiles/profiles.ts';
import { foundIn, subject } from '../support/reach-subject.ts';
import { root } from '../support/serve.ts';

const tools = PROFILES.flatMap((profile) =>
  Object.entries(profile.tools).map(([tool, roles]) => ({
    profile,
    tool,
    roles,
    of: `${profile.server} > ${tool}`,
  })),
);

/** Pointers that a role names besides its own. */
function named(role: ArgumentRole): readonly string[] {
  switch (role.role) {
    case 'glob':
      return role.base === undefined ? [] : [role.base];
    case 'site':
      return role.method === null || typeof role.method === 'string' ? [] : [role.method.pointer];
    case 'spend':
      return typeof role.currency === 'string' ? [] : [role.currency.pointer];
    case 'command':
      return role.cwd === undefined ? [] : [role.cwd];
    case 'sql':
      return role.database === undefined ? [] : [role.database];
    default:
      return [];
  }
}

describe.each(PROFILES)('the profile of $server', (profile) => {
  test('is one by its schema, and says where it is from', () => {
    expect(toolProfileSchema.parse(profile)).toEqual(profile);
    expect(profile.source.length).toBeGreaterThan(10);
    expect(profile.server).toBe(profile.server.toLowerCase());
  });
});

describe('the tools that are known', () => {
  test('are many', () => {
    expect(tools.length).toBeGreaterThan(400);
  });

  test.each(tools)(
    '$of: its pointers are well formed, and lead to arguments that have roles',
    ({ roles }) => {
      for (const [pointer, role] of Object.entries(roles)) {
        expect(pointer).toMatch(/^(\/([^~/ ]|~[01])+)+$/);
        for (const other of named(role)) expect(Object.keys(roles)).toContain(other);
      }
    },
  );

  test.each(tools)('$of: its payload never is a reach', ({ profile, tool, roles }) => {
    const payloads = Object.entries(roles).filter(([, role]) => role.role === 'payload');
    for (const text of ['/etc/passwd', 'https://a.test/', 'eve@a.test', '../../x', 'C:\\x']) {
      for (const [pointer] of payloads) {
        const call = subject(tool, withText(pointer, text), { server: profile.server });
        if (profileRoles(call) !== roles) continue;
        const mine = pointer.replaceAll('*', '0');
        const pointers = findReaches(call).map((reach) => reach.pointer);
        expect(pointers.filter((one) => one === mine || one.startsWith(`${mine}/`))).toEqual([]);
      }
    }
  });
});

/** Arguments with a text at a pointer, lists in the place of `*`. */
function withText(pointer: string, text: string): JsonObject {
  const [first = '', ...rest] = stepsOf(pointer);
  const inner = rest.reduceRight<JsonValue>(
    (value, step) => (step === '*' ? [value] : { [step]: value }),
    text,
  );
  return { [first]: inner };
}

const listing = z.object({
  id: z.literal(2),
  result: z.object({ tools: z.array(z.object({ name: z.string(), inputSchema: z.json() })) }),
});

/** What a real server says of its tools. */
async function listed(
  entry: string,
  args: readonly string[],
): Promise<z.infer<typeof listing>['result']['tools']> {
  const path = join(root, 'node_modules', entry);
  const child = spawn(process.execPath, [path, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  const send = (message: object): boolean =>
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const clientInfo = { name: 'test', version: '1' };
  send({
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo },
  });
  send({ method: 'notifications/initialized' });
  send({ id: 2, method: 'tools/list', params: {} });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const message = listing.safeParse(JSON.parse(line));
      if (message.success) return message.data.result.tools;
    }
    throw new Error('the server ended without a list');
  } finally {
    child.kill();
  }
}

describe('what real servers list', () => {
  test.each([
    ['filesystem', '@modelcontextprotocol/server-filesystem/dist/index.js', [root], 13],
    ['everything', '@modelcontextprotocol/server-everything/dist/index.js', ['stdio'], 10],
  ])('is known of %s, every tool with all its arguments', async (server, entry, args, least) => {
    const found = await listed(entry, args);
    expect(found.length).toBeGreaterThanOrEqual(least);
    const unknown = found.filter(({ name, inputSchema }) => {
      const schema = readValue(JSON.stringify(inputSchema)) ?? null;
      const properties = valueAt(schema, '/properties') ?? {};
      const given = isJsonObject(properties) ? properties : {};
      return profileRoles(subject(name, given, { server, inputSchema: schema })) === null;
    });
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });
});

describe('what calls of well-known tools touch', () => {
  test.each<[string, string, JsonObject, readonly string[]]>([
    [
      'filesystem',
      'edit_file',
      { path: '/a', edits: [{ oldText: '/b', newText: '/c' }], dryRun: true },
      ['/path write file /a'],
    ],
    [
      'filesystem',
      'move_file',
      { source: '/a', destination: '/b' },
      ['/source write folder /a', '/destination write folder /b'],
    ],
    [
      'git',
      'git_add',
      { repo_path: '/r', files: ['a', '.'] },
      ['/repo_path write folder /r', '/files/0 read glob a in /r', '/files/1 read glob . in /r'],
    ],
    [
      'git',
      'git_diff',
      { repo_path: '/r', target: '--output=/x' },
      ['/repo_path read folder /r', '/target value "--output=/x"'],
    ],
    ['fetch', 'fetch', { url: 'https://a.test/', raw: true }, ['/url site https://a.test/ GET']],
    ['fetch', 'fetch', { url: 'file:///etc/passwd' }, ['/url read file file:///etc/passwd']],
    ['slack', 'slack_post_message', { channel_id: 'C012', text: '/etc' }, ['/channel_id handle "C012"']],
    ['postgres', 'query', { sql: 'DROP TABLE x' }, ['/sql postgres sql of postgres: DROP TABLE x']],
    [
      'gmail',
      'send_email',
      { to: ['a@a.test'], bcc: ['b@b.test'], subject: 's', body: 'b', attachments: ['/x'] },
      ['/to/0 mail "a@a.test"', '/bcc/0 mail "b@b.test"', '/attachments/0 read file /x'],
    ],
    [
      'stripe',
      'create_price',
      { product: 'p', unit_amount: 500, currency: 'usd' },
      ['/product value "p"', '/unit_amount spend 500 "usd" minor'],
    ],
    [
      'github',
      'push_files',
      { owner: 'o', repo: 'r', branch: 'b', message: 'm', files: [{ path: '/x', content: '/y' }] },
      ['/owner value "o"', '/repo value "r"', '/branch value "b"', '/files/0/path value "/x"'],
    ],
    ['claude-code/native', 'Bash', { command: 'ls', description: 'list' }, ['/command bash "ls"']],
    [
      'claude-code/native',
      'Bash',
      { command: 'ls', dangerouslyDisableSandbox: true },
      ['/command bash "ls"', '/dangerouslyDisableSandbox value true'],
    ],
    ['claude-code/native', 'Glob', { pattern: '**/*.ts', path: '/s' }, ['/pattern read glob **/*.ts in /s']],
    [
      'claude-code/native',
      'WebFetch',
      { url: 'https://a.test/', prompt: 'https://b.test/' },
      ['/url site https://a.test/ GET'],
    ],
    [
      'codex/native',
      'shell',
      { command: ['bash', '-lc', 'ls'], workdir: '/w' },
      ['/command bash ["bash","-lc","ls"]', '/workdir write folder /w'],
    ],
    [
      'gemini-cli/native',
      'read_many_files',
      { include: ['src/**'] },
      ['/include/0 read glob src/** in its folder'],
    ],
    [
      'gemini-cli/native',
      'list_directory',
      { dir_path: '/d', file_filtering_options: { respect_git_ignore: false } },
      ['/dir_path read file /d'],
    ],
    ['cursor/native', 'Shell', { command: 'ls', cwd: '' }, ['/command bash "ls"']],
    [
      'kubernetes',
      'exec_in_pod',
      { name: 'p', command: ['rm', '-rf', '/'] },
      ['/name value "p"', '/command bash ["rm","-rf","/"]'],
    ],
  ])('%s > %s with %j', (server, tool, args, expected) => {
    expect([...foundIn(subject(tool, args, { server }))].sort()).toEqual([...expected].sort());
  });

  test('a tool of a known server with an argument that is not known is read by names', () => {
    const roles: ToolRoles | null = profileRoles(
      subject('Read', { file_path: '/a', later: 1 }, { server: 'cursor/native' }),
    );
    expect(roles).toBeNull();
  });
});

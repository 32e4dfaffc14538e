import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { captured, runHook, type HookEnd, type Payload } from '../support/hook.ts';
import { removeFolder, serve, temporaryFolder, type Serving } from '../support/serve.ts';

let folder: string;
let project: string;
let serving: Serving;

beforeAll(async () => {
  folder = temporaryFolder();
  project = join(folder, 'proj');
  mkdirSync(join(project, 'secret'), { recursive: true });
  writeFileSync(join(project, 'secret', 'key'), 'k');
  serving = await serve(join(folder, 'data'), {
    tools: [{ id: 'tools', server: '*', tool: '*', otherArgs: 'any' }],
    reach: [
      { id: 'proj', kind: 'folder', path: project, access: 'write' },
      { id: 'echo', kind: 'command', argv: ['echo'], match: 'prefix' },
      { id: 'cat', kind: 'command', argv: ['cat'], match: 'prefix' },
    ],
    deny: [{ id: 'secret', kind: 'folder', path: join(project, 'secret'), access: 'read' }],
  });
});
afterAll(async () => {
  await serving.stop();
  removeFolder(folder);
});

/** What a tool is asked to do: inside the scope, beyond it, or what a denial forbids. */
type Ask = 'inside' | 'exceeds' | 'denied';

const LINES: Readonly<Record<Ask, string>> = {
  inside: 'echo ran > marker.txt',
  exceeds: 'git push',
  denied: 'cat < secret/key',
};
const line = (ask: Ask): Payload => ({ command: LINES[ask], description: 'x' });
const place = (ask: Ask): string =>
  ({
    inside: join(project, 'a.txt'),
    exceeds: join(folder, 'a.txt'),
    denied: join(project, 'secret', 'key'),
  })[ask];
const message = (ask: Ask): Payload =>
  ({
    inside: { message: 'hi' },
    exceeds: { message: 'hi', path: place('exceeds') },
    denied: { message: 'hi', path: place('denied') },
  })[ask];

type Case = {
  readonly agent: string;
  readonly file: string;
  readonly keys: readonly string[];
  readonly change: (payload: Payload, ask: Ask) => Payload;
};

const withInput = (input: (ask: Ask) => Payload) => (payload: Payload, ask: Ask) => ({
  ...payload,
  tool_input: input(ask),
});
const inCursor = (change: (ask: Ask) => Payload) => (payload: Payload, ask: Ask) => ({
  ...payload,
  cwd: project,
  ...change(ask),
});

const CASES: readonly Case[] = [
  {
    agent: 'claude-code',
    file: 'claude-code.PreToolUse.bash.json',
    keys: ['stdin'],
    change: withInput(line),
  },
  {
    agent: 'claude-code',
    file: 'claude-code.PreToolUse.mcp.json',
    keys: ['stdin'],
    change: withInput(message),
  },
  { agent: 'claude-code', file: 'claude-code.PreToolUse.http.json', keys: ['body'], change: withInput(line) },
  { agent: 'codex', file: 'codex.PreToolUse.bash.json', keys: ['stdin'], change: withInput(line) },
  { agent: 'codex', file: 'codex.PreToolUse.mcp.json', keys: ['stdin'], change: withInput(message) },
  { agent: 'gemini-cli', file: 'gemini-cli.BeforeTool.shell.json', keys: ['stdin'], change: withInput(line) },
  {
    agent: 'gemini-cli',
    file: 'gemini-cli.BeforeTool.mcp.json',
    keys: ['stdin'],
    change: withInput(message),
  },
  {
    agent: 'cursor',
    file: 'cursor.hooks.json',
    keys: ['beforeShellExecution'],
    change: inCursor((ask) => ({ command: LINES[ask] })),
  },
  {
    agent: 'cursor',
    file: 'cursor.hooks.json',
    keys: ['beforeMCPExecution'],
    change: inCursor((ask) => ({ tool_input: JSON.stringify(message(ask)) })),
  },
  {
    agent: 'cursor',
    file: 'cursor.hooks.json',
    keys: ['beforeReadFile'],
    change: inCursor((ask) => ({ file_path: place(ask) })),
  },
  {
    agent: 'cursor',
    file: 'cursor.hooks.json',
    keys: ['preToolUse'],
    change: inCursor((ask) => ({ tool_name: 'Shell', tool_input: { command: LINES[ask] } })),
  },
  {
    agent: 'vscode',
    file: 'vscode-copilot.hooks.json',
    keys: ['stdin'],
    change: (payload, ask) => ({ ...payload, cwd: project, tool_input: { command: LINES[ask] } }),
  },
  {
    agent: 'copilot-cli',
    file: 'copilot-cli.hooks.json',
    keys: ['stdin'],
    change: (payload, ask) => ({ ...payload, toolArgs: JSON.stringify({ command: LINES[ask] }) }),
  },
  {
    agent: 'windsurf',
    file: 'windsurf.hooks.json',
    keys: ['pre_run_command'],
    change: (payload, ask) => ({ ...payload, tool_info: { command_line: LINES[ask], cwd: project } }),
  },
  {
    agent: 'windsurf',
    file: 'windsurf.hooks.json',
    keys: ['pre_mcp_tool_use'],
    change: (payload, ask) => ({
      ...payload,
      tool_info: { mcp_server_name: 'ev', mcp_tool_name: 'echo', mcp_tool_arguments: message(ask) },
    }),
  },
  {
    agent: 'windsurf',
    file: 'windsurf.hooks.json',
    keys: ['pre_write_code'],
    change: (payload, ask) => ({
      ...payload,
      tool_info: { file_path: place(ask), edits: [{ old_string: 'a', new_string: '/etc/b' }] },
    }),
  },
  {
    agent: 'cline',
    file: 'cline.hooks.json',
    keys: ['stdin'],
    change: (payload, ask) => ({
      hookName: 'PreToolUse',
      clineVersion: payload['clineVersion'] ?? '',
      workspaceRoots: [project],
      preToolUse: { toolName: 'execute_command', parameters: { command: LINES[ask] } },
    }),
  },
  {
    agent: 'cline',
    file: 'cline.hooks.json',
    keys: ['stdin'],
    change: (_payload, ask) => ({
      hookName: 'tool_call',
      workspaceRoots: [project],
      tool_call: { id: `u-${ask}`, name: 'execute_command', input: { command: LINES[ask] } },
    }),
  },
];

function run(agent: string, payload: string): Promise<HookEnd> {
  return runHook([agent, '--data', serving.dataDir], payload);
}

const PRE_TOOL_USE = {
  hookSpecificOutput: {
    hookEventName: 'PreToolUse',
    permissionDecision: 'allow',
    permissionDecisionReason: 'allowed by Remit',
  },
};
/** The whole of what each agent takes for a yes; Codex and Windsurf take silence. */
const YES: Readonly<Record<string, object | null>> = {
  'claude-code': PRE_TOOL_USE,
  vscode: PRE_TOOL_USE,
  codex: null,
  windsurf: null,
  'gemini-cli': { decision: 'allow' },
  cursor: { permission: 'allow' },
  'copilot-cli': { permissionDecision: 'allow', permissionDecisionReason: 'allowed by Remit' },
  cline: { cancel: false },
};

function json(text: string): unknown {
  return text === '' ? null : JSON.parse(text);
}

/** What each agent is known to honour as a no. */
function expectNo(agent: string, end: HookEnd, why: string): void {
  expect(end.err).toContain(why);
  if (agent === 'cline') {
    expect(json(end.out)).toEqual({ cancel: true, errorMessage: end.err.trim() });
    return;
  }
  expect(end.code).toBe(2);
  if (agent === 'cursor')
    expect(json(end.out)).toMatchObject({ permission: 'deny', agent_message: end.err.trim() });
  else if (agent === 'copilot-cli') expect(json(end.out)).toMatchObject({ permissionDecision: 'deny' });
  else expect(end.out).toBe('');
}

describe.each(CASES)('$agent, $file $keys', ({ agent, file, keys, change }) => {
  const payload = (ask: Ask): string => JSON.stringify(change(captured(file, keys, project), ask));

  test('a call inside the scope is allowed, and nothing else is said', async () => {
    const end = await run(agent, payload('inside'));
    expect(end).toMatchObject({ code: 0, err: '' });
    expect(json(end.out)).toEqual(YES[agent]);
  });

  test('a call that exceeds is refused with by how much, when nobody can be asked', async () => {
    expectNo(agent, await run(agent, payload('exceeds')), 'it exceeds what was granted');
  });

  test('a denied call is refused with the denial', async () => {
    expectNo(agent, await run(agent, payload('denied')), 'a denial in force forbids it');
  });

  test('a payload that two readers could understand differently is refused', async () => {
    const doubled = payload('inside').replace('{', '{"twice":1,"TWICE":2,');
    expectNo(agent, await run(agent, doubled), 'is there twice');
  });
});

describe.each([
  ['claude-code', (payload: Payload): Payload => payload],
  ['codex', (payload: Payload): Payload => ({ ...payload, turn_id: 't', prompt_id: null })],
])('a permission request of %s', (agent, change) => {
  const payload = (ask: Ask): string =>
    JSON.stringify({
      ...change(captured('claude-code.PermissionRequest.bash.json', ['stdin'], project)),
      session_id: `permission ${ask}`,
      tool_input: line(ask),
    });

  test('is allowed inside the scope', async () => {
    const end = await run(agent, payload('inside'));
    expect(end).toMatchObject({ code: 0, err: '' });
    expect(json(end.out)).toEqual({
      hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: { behavior: 'allow' } },
    });
  });

  test.each(['exceeds', 'denied'] as const)('is denied with the reason when it %s', async (ask) => {
    const end = await run(agent, payload(ask));
    expect(end).toMatchObject({ code: 0, err: '' });
    expect(json(end.out)).toMatchObject({ hookSpecificOutput: { decision: { behavior: 'deny' } } });
    expect(end.out).toMatch(/Remit refused this call: (it exceeds|a denial in force)/);
  });

  test('falls back to the agent’s own question when Remit is not there', async () => {
    const end = await runHook([agent, '--data', join(folder, 'nowhere')], payload('inside'));
    expect(end).toMatchObject({ code: 75, out: '' });
    expect(end.err).toContain('start the Remit app');
  });
});

describe('settings that another agent loads', () => {
  test('are answered in the dialect of the agent that asks', async () => {
    const shell = captured('cursor.hooks.json', ['preToolUse'], project);
    const asked = { ...shell, cwd: project, tool_name: 'Shell', tool_input: { command: LINES.exceeds } };
    expectNo('cursor', await run('claude', JSON.stringify(asked)), 'it exceeds what was granted');
    const inVscode = {
      ...captured('vscode-copilot.hooks.json', ['stdin'], project),
      tool_input: line('exceeds'),
    };
    expectNo('vscode', await run('claude', JSON.stringify(inVscode)), 'it exceeds what was granted');
  });
});

describe('an event', () => {
  test.each([
    ['claude', { hook_event_name: 'Notification', prompt_id: 'p' }, ''],
    ['claude', { hook_event_name: 'PostToolUse', prompt_id: 'p', tool_name: 'Bash' }, ''],
    ['codex', { hook_event_name: 'Stop', turn_id: 't' }, ''],
    ['gemini', { hook_event_name: 'AfterTool' }, ''],
    ['cursor', { hook_event_name: 'afterFileEdit', cursor_version: '3' }, '{}\n'],
    ['vscode', { hookEventName: 'SessionStart' }, ''],
    ['copilot', { timestamp: 1, cwd: '/', prompt: 'x' }, ''],
    ['windsurf', { agent_action_name: 'post_run_command' }, ''],
    ['cline', { hookName: 'TaskStart' }, '{"cancel":false}\n'],
  ])('of %s that is no tool call passes: %j', async (agent, payload, out) => {
    expect(await run(agent, JSON.stringify(payload))).toEqual({ code: 0, out, err: '' });
  });

  test.each([
    ['claude', { hook_event_name: 'PreEverything', prompt_id: 'p', tool_name: 'Bash' }],
    ['codex', { hook_event_name: 'BeforeShell', turn_id: 't' }],
    ['copilot-cli', { timestamp: 1, cwd: '/' }],
    ['windsurf', { agent_action_name: 'pre_think' }],
    ['cline', { hookName: 'PreBrowse' }],
  ])('of %s that Remit does not know is refused: %j', async (agent, payload) => {
    expectNo(agent, await run(agent, JSON.stringify(payload)), 'does not know this event');
  });

  test('whose sender can not be told is refused', async () => {
    expectNo('cursor', await run('cursor', '{"hook_event_name":"x"}'), 'does not say which agent');
  });
});

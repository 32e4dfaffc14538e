import fc from 'fast-check';
import { parse, stringify } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import { hookAgentSchema, type HookAgent } from '../../shared/contract/hook.ts';
import { partsOf } from '../../shared/core/hook-mcp-name.ts';
import { readHook } from '../../shared/core/hook-reading.ts';

const AGENTS = hookAgentSchema.options;

/** As Cline's command line says a call twice. */
function saidTwice(name: string, toolName: string, command: string, text: string): string {
  return JSON.stringify({
    tool_call: { name, input: { command } },
    preToolUse: { toolName, parameters: { command: text } },
  });
}

describe('a payload', () => {
  const words = [
    ...[
      'tool_name',
      'tool_input',
      'toolName',
      'toolArgs',
      'tool_info',
      'preToolUse',
      'tool_call',
      'mcp_context',
    ],
    ...[
      'hook_event_name',
      'hookName',
      'agent_action_name',
      'parameters',
      'input',
      'command',
      'file_path',
      'cwd',
    ],
  ];
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.string(), fc.double(), fc.constant(null), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.dictionary(fc.constantFrom(...words), tie('value'), { maxKeys: 8 }),
  }));

  test('of any shape is read or refused, and never throws', () => {
    const anyAgent = fc.constantFrom(...AGENTS);
    const text = fc.oneof(
      fc.string(),
      fc.dictionary(fc.constantFrom(...words), value, { maxKeys: 12 }).map((one) => JSON.stringify(one)),
    );
    fc.assert(
      fc.property(anyAgent, text, (agent: HookAgent, payload) => {
        const read = readHook(agent, payload);
        if (!read.ok) return read.error.length > 0;
        // What is judged is what the text says: the arguments' text is that of the arguments.
        return stringify(parse(read.value.argsText)) === stringify(read.value.args);
      }),
      { examples: [['windsurf', '{"tool_info":{"tool_name":9007199254740993}}']] },
    );
  });

  test.each([
    ['is not an object', 'claude-code', '[]', 'not a JSON object'],
    ['names no tool', 'claude-code', '{"tool_input":{}}', '`tool_name`'],
    ['has no arguments', 'codex', '{"tool_name":"Bash"}', '`tool_input`'],
    ['has a key twice', 'gemini-cli', '{"tool_name":"a","tool_name":"b","tool_input":{}}', 'twice'],
    [
      'has a key twice in another case',
      'vscode',
      '{"tool_name":"a","Tool_Name":"b","tool_input":{}}',
      'different case',
    ],
    ['hides a key in a text', 'copilot-cli', '{"toolName":"a","toolArgs":"{\\"a\\":1,\\"a\\":2}"}', 'twice'],
    ['has a text that is no object', 'copilot-cli', '{"toolName":"a","toolArgs":"[]"}', 'not a JSON object'],
    ['says nothing of the action', 'windsurf', '{"agent_action_name":"pre_run_command"}', '`tool_info`'],
    ['has neither form', 'cline', '{"hookName":"PreToolUse"}', 'neither'],
    ['says two tools', 'cline', saidTwice('run_commands', 'read_files', 'ls', 'ls'), 'not alike'],
    [
      'says two commands',
      'cline',
      saidTwice('execute_command', 'execute_command', 'ls', 'rm x'),
      'not alike',
    ],
    ['reaches a prototype', 'cursor', '{"tool_name":"Shell","tool_input":{"__proto__":{}}}', 'not allowed'],
  ] as const)('that %s is refused', (_what, agent, payload, why) => {
    const read = readHook(agent, payload);
    expect(read.ok ? '' : read.error).toContain(why);
  });

  test('keeps the numbers of its arguments as they are written', () => {
    const read = readHook('codex', '{"tool_name":"t","tool_input":{"n":12345678901234567890,"f":1.50}}');
    expect(read.ok && read.value.argsText).toBe('{"n":12345678901234567890,"f":1.50}');
  });

  test('of Cline for a server’s tool is that tool', () => {
    const parameters = { server_name: 'ev', tool_name: 'echo', arguments: '{"message":"hi"}' };
    const read = readHook('cline', JSON.stringify({ preToolUse: { toolName: 'use_mcp_tool', parameters } }));
    expect(read).toMatchObject({
      ok: true,
      value: { tool: { kind: 'mcp', server: 'ev', name: 'echo' }, args: { message: 'hi' } },
    });
  });
});

describe('a payload of Copilot CLI', () => {
  test.each([
    ['bash', { kind: 'native', name: 'bash' }],
    ['fs-read_text_file', { kind: 'joined', text: 'fs-read_text_file', separator: '-', server: null }],
    [
      'github-mcp-server-list_issues',
      { kind: 'joined', text: 'github-mcp-server-list_issues', separator: '-', server: 'github-mcp-server' },
    ],
  ])('for `%s` is about %j', (toolName, tool) => {
    const read = readHook('copilot-cli', JSON.stringify({ toolName, toolArgs: { path: '/a' }, cwd: '/b' }));
    expect(read).toMatchObject({ ok: true, value: { tool, args: { path: '/a' }, cwd: '/b' } });
  });
});

describe("a payload of Cline's command line", () => {
  const said = (name: string, input: object): string =>
    JSON.stringify({
      clineVersion: '3.0.65',
      hookName: 'tool_call',
      taskId: 't',
      workspaceRoots: ['/b'],
      tool_call: { id: 'call_0', name, input },
      preToolUse: { toolName: name, parameters: { commands: JSON.stringify(['ls']) } },
    });

  test('is read with the arguments as they are, and not as texts', () => {
    expect(readHook('cline', said('run_commands', { commands: ['ls'] }))).toMatchObject({
      ok: true,
      value: { tool: { kind: 'native', name: 'run_commands' }, args: { commands: ['ls'] }, useId: 'call_0' },
    });
  });

  test('for a server’s tool is that tool', () => {
    const tool = { kind: 'joined', text: 'fs__read', separator: '__', server: null };
    expect(readHook('cline', said('fs__read', {}))).toMatchObject({ ok: true, value: { tool } });
  });
});

describe('a joined name', () => {
  test.each([
    ['fs__read', null, [], 'fs', 'read'],
    ['my_files__read', null, ['my files'], 'my files', 'read'],
    ['a__b__read', null, ['a', 'a__b'], 'a__b', 'read'],
    ['a__b__read', null, [], 'a', 'b__read'],
    ['claude_ai_Gmail__search', 'claude.ai Gmail', ['claude'], 'claude.ai Gmail', 'search'],
    ['fs__read', 'other', ['other'], 'fs', 'read'],
  ])('%s with %j stated and %j known', (text, stated, known, server, tool) => {
    expect(partsOf(text, '__', stated, known)).toEqual({ server, tool });
  });

  test.each([
    ['my-files-read', ['my files'], 'my files', 'read'],
    ['fs-read', ['f', 'fs'], 'fs', 'read'],
    ['a-b-read', [], 'a', 'b-read'],
  ])('%s with %j known, joined by a hyphen', (text, known, server, tool) => {
    expect(partsOf(text, '-', null, known)).toEqual({ server, tool });
  });

  test.each(['read', '__read', 'fs__'])('%s names no server and tool', (text) => {
    expect(partsOf(text, '__', null, [])).toBeNull();
  });
});

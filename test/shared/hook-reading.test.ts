import fc from 'fast-check';
import { parse, stringify } from 'lossless-json';
import { describe, expect, test } from 'vitest';
import { hookAgentSchema, type HookAgent } from '../../shared/contract/hook.ts';
import { partsOf } from '../../shared/core/hook-mcp-name.ts';
import { readHook } from '../../shared/core/hook-reading.ts';

const AGENTS = hookAgentSchema.options;

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

  test.each(['read', '__read', 'fs__'])('%s names no server and tool', (text) => {
    expect(partsOf(text, '__', null, [])).toBeNull();
  });
});

// Reads what an agent's hook was sent. Each agent says the same in its own words; the words are those of the payloads in
// test/fixtures/hooks. What can't be read for sure is an error, and so a refusal.

import type { HookAgent, HookCall, HookTool } from '../contract/hook.ts';
import type { JsonObject, JsonValue } from '../contract/json.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { jsonText } from './arg-matcher.ts';
import { assertNever } from './assert-never.ts';
import { objectAt, strictObject, textAt, textsOf, type StrictObject } from './hook-payload.ts';
import { isJsonObject } from './strict-json.ts';

/** The call that a hook is about. The error is the rest of "the hook's payload is refused: ". */
export function readHook(agent: HookAgent, text: string): Result<HookCall, string> {
  const payload = strictObject(text, INNER[agent] ?? '');
  if (!payload.ok) return payload;
  switch (agent) {
    case 'claude-code':
    case 'codex':
    case 'gemini-cli':
    case 'vscode':
    case 'acp':
      return plainHook(payload.value);
    case 'cursor':
      return cursorHook(payload.value);
    case 'copilot-cli':
      return copilotHook(payload.value);
    case 'windsurf':
      return windsurfHook(payload.value);
    case 'cline':
      return clineHook(payload.value, text);
    default:
      return assertNever(agent);
  }
}

/** The member in which the arguments stand, where that isn't the outermost object. */
const INNER: Readonly<Partial<Record<HookAgent, string>>> = { windsurf: 'tool_info', cline: 'preToolUse' };

type Arguments = { readonly args: JsonObject; readonly argsText: string };

function argumentsOf(
  value: JsonValue | undefined,
  text: string | null,
  name: string,
): Result<Arguments, string> {
  if (!isJsonObject(value) || text === null) return err(`\`${name}\` has to be an object`);
  return ok({ args: value, argsText: text });
}

/** Arguments that come as a text of JSON, or as they are. */
function argumentsIn(
  value: JsonValue | undefined,
  text: string | null,
  name: string,
): Result<Arguments, string> {
  if (typeof value !== 'string') return argumentsOf(value, text, name);
  const read = strictObject(value);
  return read.ok
    ? ok({ args: read.value.value, argsText: value.trim() })
    : err(`\`${name}\` can't be read: ${read.error}`);
}

function made(args: JsonObject): Arguments {
  return { args, argsText: jsonText(args) };
}

/** Who and where, in the words that most agents share. */
function about(value: JsonObject, step: string): Omit<HookCall, 'tool' | keyof Arguments> {
  const first = (...keys: readonly string[]): string | null =>
    keys.map((key) => textAt(value, key)).find((found) => found !== null) ?? null;
  return {
    step,
    cwd: first('cwd'),
    roots: [...textsOf(value['workspace_roots']), ...textsOf(value['workspaceRoots'])],
    session: first('session_id', 'sessionId', 'conversation_id', 'trajectory_id', 'taskId'),
    turn: first('turn_id', 'prompt_id', 'generation_id', 'execution_id'),
    useId: first('tool_use_id'),
    agentName: first('agent_name'),
  };
}

const JOINED = 'mcp__';

function plainHook(payload: StrictObject): Result<HookCall, string> {
  const { value } = payload;
  const name = textAt(value, 'tool_name');
  if (name === null) return err('`tool_name` is missing');
  const args = argumentsOf(value['tool_input'], payload.textOf('tool_input'), 'tool_input');
  if (!args.ok) return args;
  const step = textAt(value, 'hook_event_name') ?? textAt(value, 'hookEventName') ?? '';
  return ok({ ...about(value, step), ...args.value, tool: plainTool(value, name) });
}

function plainTool(value: JsonObject, name: string): HookTool {
  const context = objectAt(value, 'mcp_context');
  const server = context === null ? null : textAt(context, 'server_name');
  const tool = context === null ? null : textAt(context, 'tool_name');
  if (context !== null && server !== null && tool !== null)
    return { kind: 'mcp', server, name: tool, startedBy: startOf(context) };
  if (!name.startsWith(JOINED)) return { kind: 'native', name };
  const stated = textAt(objectAt(value, 'mcp_server') ?? {}, 'name');
  return { kind: 'joined', text: name.slice(JOINED.length), separator: '__', server: stated };
}

function startOf(context: JsonObject): readonly string[] | null {
  const url = textAt(context, 'url') ?? textAt(context, 'mcp_server_url');
  if (url !== null) return [url];
  const command = textAt(context, 'command');
  return command === null ? null : [command, ...textsOf(context['args'])];
}

/** Cursor asks twice for one action: first of all for any tool, then in the words of the kind of action. */
function cursorHook(payload: StrictObject): Result<HookCall, string> {
  const { value } = payload;
  const step = textAt(value, 'hook_event_name') ?? '';
  const whole = about(value, step);
  switch (step.toLowerCase()) {
    case 'beforeshellexecution': {
      const command = textAt(value, 'command');
      if (command === null) return err('`command` is missing');
      return ok({ ...whole, tool: { kind: 'native', name: 'Shell' }, ...made({ command }) });
    }
    case 'beforereadfile':
    case 'beforetabfileread': {
      const path = textAt(value, 'file_path');
      if (path === null) return err('`file_path` is missing');
      return ok({ ...whole, tool: { kind: 'native', name: 'Read' }, ...made({ file_path: path }) });
    }
    case 'beforemcpexecution': {
      const name = textAt(value, 'tool_name');
      if (name === null) return err('`tool_name` is missing');
      const args = argumentsIn(value['tool_input'], payload.textOf('tool_input'), 'tool_input');
      if (!args.ok) return args;
      const server = textAt(value, 'mcp_server_name');
      const tool: HookTool =
        server === null
          ? { kind: 'unplaced', name }
          : { kind: 'mcp', server, name, startedBy: cursorStart(value) };
      return ok({ ...whole, tool, ...args.value });
    }
    default: {
      const read = plainHook(payload);
      if (!read.ok) return read;
      const name = textAt(value, 'tool_name') ?? '';
      const tool: HookTool = name.startsWith('MCP:')
        ? { kind: 'unplaced', name: name.slice('MCP:'.length) }
        : { kind: 'native', name };
      return ok({ ...read.value, tool });
    }
  }
}

/** Cursor gives a server's command as one line. */
function cursorStart(value: JsonObject): readonly string[] | null {
  const url = textAt(value, 'mcp_server_url');
  const line = url ?? textAt(value, 'command');
  return line === null ? null : line.split(/\s+/);
}

function copilotHook(payload: StrictObject): Result<HookCall, string> {
  const { value } = payload;
  const name = textAt(value, 'toolName');
  if (name === null) return err('`toolName` is missing');
  const args = argumentsIn(value['toolArgs'], payload.textOf('toolArgs'), 'toolArgs');
  if (!args.ok) return args;
  return ok({ ...about(value, 'preToolUse'), tool: copilotTool(name), ...args.value });
}

/** A server that Copilot CLI brings, and whose name begins as one of the user's may. */
const COPILOT_OWN = 'github-mcp-server';

/** Copilot CLI joins a server's name with the tool's by a hyphen, which none of its own tools has. */
function copilotTool(name: string): HookTool {
  if (!name.includes('-')) return { kind: 'native', name };
  const server = name.startsWith(`${COPILOT_OWN}-`) ? COPILOT_OWN : null;
  return { kind: 'joined', text: name, separator: '-', server };
}

function windsurfHook(payload: StrictObject): Result<HookCall, string> {
  const { value } = payload;
  const step = textAt(value, 'agent_action_name') ?? '';
  const info = objectAt(value, 'tool_info');
  if (info === null) return err('`tool_info` has to be an object');
  const whole = { ...about(value, step), cwd: textAt(info, 'cwd') };
  if (step === 'pre_mcp_tool_use') {
    const server = textAt(info, 'mcp_server_name');
    const name = textAt(info, 'mcp_tool_name');
    if (server === null || name === null) return err('the server or the tool is not named');
    const args = argumentsIn(
      info['mcp_tool_arguments'],
      payload.innerTextOf('mcp_tool_arguments'),
      'mcp_tool_arguments',
    );
    return args.ok
      ? ok({ ...whole, tool: { kind: 'mcp', server, name, startedBy: null }, ...args.value })
      : args;
  }
  // The folder of a command says where it runs, and is no argument of it.
  const { cwd: _folder, ...given } = info;
  return ok({
    ...whole,
    tool: { kind: 'native', name: step.replace(/^pre_/, '') },
    args: given,
    argsText: jsonText(given),
  });
}

/** Cline's command line says the call twice: the arguments as they are, and each as a text. Both have to be alike: one of them runs. */
function clineHook(payload: StrictObject, text: string): Result<HookCall, string> {
  const { value } = payload;
  const call = objectAt(value, 'tool_call');
  const use = objectAt(value, 'preToolUse');
  const whole = { ...about(value, textAt(value, 'hookName') ?? '') };
  if (call === null) {
    if (use === null) return err('it holds neither `preToolUse` nor `tool_call`');
    const name = textAt(use, 'toolName');
    const args = argumentsOf(use['parameters'], payload.innerTextOf('parameters'), 'parameters');
    if (name === null) return err('`preToolUse.toolName` is missing');
    return args.ok ? clineTool(name, args.value, whole) : args;
  }
  if (use !== null && !areAlike(call, use)) return err('`preToolUse` and `tool_call` are not alike');
  const inner = strictObject(text, 'tool_call');
  if (!inner.ok) return inner;
  const name = textAt(call, 'name');
  const args = argumentsIn(call['input'], inner.value.innerTextOf('input'), 'input');
  if (name === null) return err('`tool_call.name` is missing');
  return args.ok ? clineTool(name, args.value, { ...whole, useId: textAt(call, 'id') }) : args;
}

/** What is no text has many ways to be written as one, and isn't compared. */
function areAlike(call: JsonObject, use: JsonObject): boolean {
  const [given, texts] = [objectAt(call, 'input') ?? {}, objectAt(use, 'parameters') ?? {}];
  const isSame = Object.entries(given).every(
    ([key, value]) => typeof value !== 'string' || texts[key] === undefined || texts[key] === value,
  );
  return isSame && textAt(call, 'name') === textAt(use, 'toolName');
}

function clineTool(
  name: string,
  given: Arguments,
  whole: Omit<HookCall, 'tool' | keyof Arguments>,
): Result<HookCall, string> {
  if (name !== 'use_mcp_tool') {
    const tool: HookTool = name.includes('__')
      ? { kind: 'joined', text: name, separator: '__', server: null }
      : { kind: 'native', name };
    return ok({ ...whole, tool, ...given });
  }
  const server = textAt(given.args, 'server_name');
  const tool = textAt(given.args, 'tool_name');
  if (server === null || tool === null) return err('the server or the tool is not named');
  const args = argumentsIn(given.args['arguments'] ?? '{}', null, 'arguments');
  return args.ok
    ? ok({ ...whole, tool: { kind: 'mcp', server, name: tool, startedBy: null }, ...args.value })
    : args;
}

// Reads one line of `remit check` and `remit propose`: a call as JSON. It is read as strictly as a message from an agent, because what
// would be refused there has no meaning that could be judged here.

import { isUtf8 } from 'node:buffer';
import { serverNameSchema } from '../../shared/contract/ids.ts';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import type { Place, Platform } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { scanJson, type JsonScan } from '../../shared/core/json-scan.ts';
import { isJsonObject, MAX_DEPTH, parseJson, strictProblem } from '../../shared/core/strict-json.ts';
import type { CheckSubject } from '../authority/check-call.ts';
import type { ToolDefinition } from '../authority/tool-pins.ts';
import { MESSAGE_LIMIT } from '../broker/first-line.ts';
import type { SplitLine } from '../broker/line-splitter.ts';
import { listedTool } from '../broker/tool-list.ts';

/** `id` is the JSON text of the line's id: what comes out is what went in. */
export type CallLine = { readonly id: string; readonly subject: CheckSubject };
/** `id` is `null` where the line has none that can be read. */
export type BadLine = { readonly id: string; readonly error: string };

const KEYS: readonly string[] = ['id', 'server', 'tool', 'args', 'tool_def', 'platform', 'cwd', 'home'];
/** In a message the arguments lie two levels deep (JSON-RPC's `params.arguments`). */
const LEVELS_ABOVE = 2;
/** Deeper lines can't be walked. */
const MAX_LINE_DEPTH = 1000;
const STAND_IN_HOME = String.raw`C:\Users\user`;

/** `place` is where a call runs that doesn't say it. */
export function readCallLine(line: SplitLine, place: Place): Result<CallLine, BadLine> {
  if (line.kind === 'oversized')
    return err({ id: 'null', error: `it has ${line.size} bytes and the limit is ${MESSAGE_LIMIT}` });
  if (!isUtf8(line.bytes)) return err({ id: 'null', error: 'it is not UTF-8' });
  const text = withoutLineEnd(line.bytes.toString('utf8'));
  const scan = scanJson(text, '');
  if (scan.depth > MAX_LINE_DEPTH)
    return err({ id: 'null', error: `it nests more than ${MAX_LINE_DEPTH} levels` });
  const parsed = parseJson(text, scan);
  if (!parsed.ok) return err({ id: 'null', error: parsed.error });
  if (!isJsonObject(parsed.value)) return err({ id: 'null', error: 'it is not a JSON object' });
  const id = idText(text, scan, parsed.value['id']);
  if (id === null) return err({ id: 'null', error: '`id` has to be text or a number' });
  const strict = scan.hasCarriageReturn
    ? 'a carriage return stands between its tokens'
    : strictProblem(text, scan, parsed.value);
  if (strict !== null) return err({ id, error: strict });
  const subject = readSubject(parsed.value, spanText(text, scan, 'args') ?? '{}', place);
  return subject.ok ? ok({ id, subject: subject.value }) : err({ id, error: subject.error });
}

/** Without JSON's own blanks at the end (RFC 8259, 2), the line's end among them. */
function withoutLineEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function spanText(text: string, scan: JsonScan, key: string): string | null {
  const span = scan.members.get(key);
  return span === undefined ? null : text.slice(span.start, span.end).trim();
}

function idText(text: string, scan: JsonScan, id: JsonValue | undefined): string | null {
  if (id === undefined || id === null) return 'null';
  if (typeof id === 'boolean' || Array.isArray(id) || isJsonObject(id)) return null;
  return spanText(text, scan, 'id');
}

function readSubject(line: JsonObject, argsText: string, place: Place): Result<CheckSubject, string> {
  const unknown = Object.keys(line).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) return err(`the key \`${unknown}\` is not known`);
  const { tool, args = {}, tool_def: defined } = line;
  const server = serverNameSchema.safeParse(line['server']);
  if (!server.success) return err(`\`server\`: ${server.error.issues[0]?.message ?? 'it is no server name'}`);
  if (typeof tool !== 'string' || tool === '') return err('`tool` has to be the name of a tool');
  if (!isJsonObject(args)) return err('`args` has to be an object');
  if (scanJson(argsText, '').depth + LEVELS_ABOVE > MAX_DEPTH)
    return err(`a call of it would nest more than ${MAX_DEPTH} levels`);
  const definition = definitionOf(defined, tool);
  if (!definition.ok) return definition;
  const placed = readPlace(line, place);
  if (!placed.ok) return placed;
  return ok({
    server: server.data,
    tool,
    args,
    argsText,
    definition: definition.value,
    place: placed.value,
  });
}

function definitionOf(defined: JsonValue | undefined, tool: string): Result<ToolDefinition | null, string> {
  if (defined === undefined || defined === null) return ok(null);
  if (!isJsonObject(defined)) return err('`tool_def` has to be the definition of a tool');
  const listed = listedTool({ name: tool, ...defined });
  if (listed?.name !== tool) return err('`tool_def` is the definition of another tool');
  return ok(listed);
}

function readPlace(line: JsonObject, here: Place): Result<Place, string> {
  const platform = platformOf(line['platform'] ?? here.platform);
  if (platform === null) return err('`platform` has to be linux, darwin or win32');
  const isHere = (platform === 'win32') === (here.platform === 'win32');
  const home = line['home'] ?? (isHere ? here.home : platform === 'win32' ? STAND_IN_HOME : '/home/user');
  const cwd = line['cwd'] ?? (isHere ? here.cwd : home);
  if (!isAbsolute(home, platform)) return err('`home` has to be an absolute path');
  if (!isAbsolute(cwd, platform)) return err('`cwd` has to be an absolute path');
  return ok({ platform, home, cwd, bases: [] });
}

function platformOf(value: JsonValue): Platform | null {
  return value === 'linux' || value === 'darwin' || value === 'win32' ? value : null;
}

function isAbsolute(path: JsonValue, platform: Platform): path is string {
  if (typeof path !== 'string') return false;
  return platform === 'win32' ? /^([A-Za-z]:[\\/]|\\\\)/.test(path) : path.startsWith('/');
}

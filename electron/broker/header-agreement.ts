// The stateless revision repeats parts of a message in headers, for programs on the way that don't read bodies. What is judged is the
// body, so a header that says something else must not reach a server or a gateway that would act on it.
// Source: MCP 2026-07-28, Streamable HTTP, "Standard Request Headers" and "Custom Headers from Tool Parameters".

import { Buffer, isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import { isJsonList, isJsonObject, shown } from '../../shared/core/strict-json.ts';
import { headerOf } from './http-headers.ts';

const VERSION = 'io.modelcontextprotocol/protocolVersion';
const PARAM = 'mcp-param-';
/** The member of `params` that `Mcp-Name` repeats. */
const NAMED_BY: ReadonlyMap<string, string> = new Map([
  ['tools/call', 'name'],
  ['prompts/get', 'name'],
  ['resources/read', 'uri'],
  ['tasks/get', 'taskId'],
  ['tasks/update', 'taskId'],
  ['tasks/cancel', 'taskId'],
]);

/** Says which header disagrees with the body; null when none does. Missing ones are the server's to complain of. */
export function headerProblem(
  headers: IncomingHttpHeaders,
  method: string | null,
  params: JsonObject | null,
): string | null {
  const meta = params?.['_meta'];
  const version = isJsonObject(meta) ? meta[VERSION] : undefined;
  const said = headerOf(headers, 'mcp-protocol-version');
  if (version !== undefined && said !== null && said !== version)
    return `the header MCP-Protocol-Version says \`${said}\` and the body another version`;
  const named = headerOf(headers, 'mcp-method');
  if (named !== null && named !== method)
    return `the header Mcp-Method says \`${named}\` and the body ${method === null ? 'no method' : `\`${shown(method)}\``}`;
  const key = NAMED_BY.get(method ?? '');
  const name = headerOf(headers, 'mcp-name');
  if (key === undefined || name === null || decoded(name) === params?.[key]) return null;
  return `the header Mcp-Name says \`${name}\` and the body's \`params.${key}\` something else`;
}

/** The headers that repeat arguments, held against the tool's own list of them. */
export type ParamHeaders =
  | { readonly kind: 'disagree'; readonly problem: string }
  /** `undeclared` are headers that repeat nothing of this call: nobody has judged what they say. */
  | { readonly kind: 'agree'; readonly undeclared: readonly string[] };

export function paramHeaders(
  headers: IncomingHttpHeaders,
  args: JsonObject,
  schema: JsonValue,
): ParamHeaders {
  const given = Object.keys(headers).filter((name) => name.startsWith(PARAM));
  if (given.length === 0) return { kind: 'agree', undeclared: [] };
  const declared = declaredHeaders(schema);
  const undeclared: string[] = [];
  for (const header of given) {
    const path = declared.get(header.slice(PARAM.length));
    const value = path === undefined ? undefined : valueAt(args, path);
    if (path === undefined || value === undefined || value === null) undeclared.push(header);
    else if (!isSame(decoded(headerOf(headers, header) ?? ''), value))
      return {
        kind: 'disagree',
        problem: `the header ${header} says something else than the argument \`${path.join('.')}\``,
      };
  }
  return { kind: 'agree', undeclared };
}

/** Where the tool's schema says that a header repeats an argument: only along `properties`. */
function declaredHeaders(schema: JsonValue): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const visit = (node: JsonValue | undefined, path: readonly string[]): void => {
    if (!isJsonObject(node)) return;
    const name = node['x-mcp-header'];
    if (typeof name === 'string') found.set(name.toLowerCase(), path);
    const { properties } = node;
    if (!isJsonObject(properties)) return;
    for (const [key, child] of Object.entries(properties)) visit(child, [...path, key]);
  };
  visit(schema, []);
  return found;
}

function valueAt(args: JsonObject, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = args;
  for (const key of path) value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

/** Numbers are equal as numbers: `42.0` is `42`. What is no single value is equal to no header. */
function isSame(said: string | null, value: JsonValue): boolean {
  if (said === null) return false;
  if (typeof value === 'string') return said === value;
  if (typeof value === 'boolean') return said === String(value);
  if (value === null || isJsonList(value) || isJsonObject(value)) return false;
  if (said === value.toString()) return true;
  return typeof value === 'number' && /^-?\d+(\.\d+)?$/.test(said) && Number(said) === value;
}

/** A value as it is, or in Base64 where it holds what a header can't; null for bad Base64. */
function decoded(value: string): string | null {
  const [, base64] = /^=\?base64\?(.*)\?=$/.exec(value) ?? [];
  if (base64 === undefined) return value;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 && isUtf8(bytes) ? bytes.toString('utf8') : null;
}

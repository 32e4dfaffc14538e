// The JSON-RPC texts of a call, as they would come over the wire: what a case gives as text is taken literally.

import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import { jsonText } from '../../shared/core/arg-matcher.ts';
import { isJsonList, isJsonObject } from '../../shared/core/strict-json.ts';
import { NotModelled, objectOf, onlyKeys, scalarText, textOf } from './corpus-case.ts';

/** More of anything than this isn't built: it would only measure this machine. */
const MAX_BUILT = 256 * 1024 * 1024;

const CALL_KEYS = [
  'server',
  'tool',
  'args',
  'args_raw',
  'args_gen',
  'raw_message',
  'method',
  'calls',
  'context',
];

/** The message of a case's call. `argsText` is the text of `args` as it is written. */
export function messageOf(call: JsonObject, argsText: string | null, id: number): string {
  onlyKeys(call, CALL_KEYS, 'the call');
  const raw = call['raw_message'];
  if (raw !== undefined) {
    if (typeof raw !== 'string') throw new NotModelled('`raw_message` is not a text');
    return raw;
  }
  if (call['calls'] !== undefined) return batchOf(call, id);
  const method = call['method'];
  if (method !== undefined && typeof method !== 'string') throw new NotModelled('`method` is not a text');
  return toolCall(call['tool'], argumentsOf(call, argsText), id, method);
}

/** A `tools/call` with these arguments, taken literally; null leaves them out. */
export function toolCall(
  tool: JsonValue | undefined,
  argsText: string | null,
  id: number,
  method = 'tools/call',
): string {
  const name = tool === undefined ? '' : `"name":${jsonText(tool)}`;
  const args = argsText === null ? '' : `"arguments":${argsText}`;
  const params = [name, args].filter((part) => part !== '').join(',');
  return `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)},"params":{${params}}}`;
}

/** The arguments' text, or null when the case gives none. */
export function argumentsOf(call: JsonObject, argsText: string | null): string | null {
  const raw = call['args_raw'];
  const generated = call['args_gen'];
  if (raw !== undefined) {
    if (typeof raw !== 'string' || generated !== undefined || argsText !== null)
      throw new NotModelled('the call gives its arguments in several ways');
    return raw;
  }
  if (generated === undefined) return argsText;
  if (!isJsonObject(generated)) throw new NotModelled('`args_gen` is not an object');
  const args = argsText === null ? '' : argsText.replace(/^\s*\{|\}\s*$/g, '').trim();
  const members = generatedMembers(generated);
  return `{${[args, members].filter((part) => part !== '').join(',')}}`;
}

function batchOf(call: JsonObject, id: number): string {
  const { calls } = call;
  if (!isJsonList(calls)) throw new NotModelled('`calls` is not a list');
  const messages = calls.map((one, at) => {
    if (!isJsonObject(one)) throw new NotModelled('`calls` holds something else than arguments');
    const whole = objectOf(one, 'args');
    if (whole === null) return toolCall(call['tool'], jsonText(one), id + at);
    onlyKeys(one, ['server', 'tool', 'args'], 'a call of the batch');
    if (one['server'] !== undefined && one['server'] !== call['server'])
      throw new NotModelled('one batch goes to one server');
    return toolCall(one['tool'] ?? call['tool'], jsonText(whole), id + at);
  });
  return `[${messages.join(',')}]`;
}

/** The members of generated arguments, built as text: some nest deeper than values can be handled. */
function generatedMembers(generated: JsonObject): string {
  onlyKeys(
    generated,
    ['op', 'key', 'prefix', 'unit', 'suffix', 'count', 'depth', 'leaf', 'value'],
    'args_gen',
  );
  const op = textOf(generated, 'op');
  switch (op) {
    case 'repeat':
      return repeated(generated);
    case 'nest':
      return nested(generated, '{"a":', '}');
    case 'nest-list':
      return nested(generated, '[', ']');
    case 'many-keys':
      return manyKeys(generated);
    default:
      throw new NotModelled(`\`args_gen\` with the op \`${op ?? ''}\` isn't modelled`);
  }
}

function repeated(generated: JsonObject): string {
  const unit = textOf(generated, 'unit') ?? '';
  const count = countOf(generated, 'count');
  if (unit.length * count > MAX_BUILT) throw new NotModelled('it is too large to be built');
  const text = `${textOf(generated, 'prefix') ?? ''}${unit.repeat(count)}${textOf(generated, 'suffix') ?? ''}`;
  return `${JSON.stringify(keyOf(generated, 'text'))}:${JSON.stringify(text)}`;
}

/** `leaf` beneath this many levels. The outermost level of objects is that of the arguments themselves. */
function nested(generated: JsonObject, open: string, close: string): string {
  const depth = countOf(generated, 'depth');
  if (open.length * depth > MAX_BUILT) throw new NotModelled('it is too large to be built');
  const isList = open === '[';
  const leaf = generated['leaf'] === undefined ? (isList ? '' : '1') : jsonText(generated['leaf']);
  const whole = `${open.repeat(depth)}${leaf}${close.repeat(depth)}`;
  if (isList || generated['key'] !== undefined || depth === 0)
    return `${JSON.stringify(keyOf(generated, 'a'))}:${whole}`;
  return whole.slice(1, -1);
}

function manyKeys(generated: JsonObject): string {
  const count = countOf(generated, 'count');
  const prefix = textOf(generated, 'prefix') ?? textOf(generated, 'key') ?? 'k';
  const value = jsonText(generated['value'] ?? generated['leaf'] ?? 1);
  if ((prefix.length + value.length + 12) * count > MAX_BUILT)
    throw new NotModelled('it is too large to be built');
  return Array.from({ length: count }, (_, at) => `${JSON.stringify(`${prefix}${at}`)}:${value}`).join(',');
}

function keyOf(generated: JsonObject, otherwise: string): string {
  return textOf(generated, 'key') ?? otherwise;
}

function countOf(generated: JsonObject, key: string): number {
  const text = scalarText(generated, key);
  if (text === null || !/^\d{1,9}$/.test(text))
    throw new NotModelled(`\`${key}\` of args_gen is not a count`);
  return Number(text);
}

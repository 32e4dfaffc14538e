// Reads one line from an agent, once, and says what it is: to be passed on as it came, a gated call, or something that must not
// go on because two readers could take it for different messages. It refuses whatever might be a gated call in disguise.

import { RESOURCES_READ } from '../contract/call.ts';
import type { JsonObject, JsonValue } from '../contract/json.ts';
import { scanJson, type JsonScan } from './json-scan.ts';
import {
  countKeys,
  foldCase,
  isJsonObject,
  MAX_DEPTH,
  parseJson,
  shown,
  strictProblem,
} from './strict-json.ts';

/** A JSON-RPC id that can be answered. */
export type RpcId = string | number;

/** A request as far as it must be known to answer it in Remit's own name. */
export type Answerable = {
  readonly id: RpcId;
  /** The request carries the per-request protocol version of the stateless revisions (2026-07-28 and later). */
  readonly modern: boolean;
  /** `tool` answers are results with `isError`; a call that asks for a task can only be answered with a protocol error. */
  readonly answerAs: 'tool-result' | 'protocol-error';
};

export type GatedMessage = {
  readonly kind: 'gated';
  readonly answer: Answerable;
  /** The tool's name, or `resources/read`. */
  readonly tool: string;
  readonly args: JsonObject;
  /** The arguments' exact text within the message. */
  readonly argsText: string;
  readonly meta: JsonObject | null;
  /** The whole message as it came. */
  readonly text: string;
  /** What it takes up again (2026-07-28, multi round-trip requests): the state that an answer to the first request named. */
  readonly requestState: string | null;
  /** It answers what the server had asked for before it would answer. */
  readonly hasResponses: boolean;
};

export type Classified =
  | {
      readonly kind: 'pass';
      readonly method: string | null;
      readonly id: RpcId | null;
      readonly params: JsonObject | null;
    }
  | GatedMessage
  | { readonly kind: 'invalid'; readonly problem: string; readonly answer: Answerable | null };

const TOOLS_CALL = 'tools/call';
const GATED: ReadonlySet<string> = new Set([TOOLS_CALL, RESOURCES_READ]);
const ROUTING_KEYS: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'method', 'params', 'result', 'error']);
/** Members of the `params` of a gated request that a server acts on. */
const PARAM_KEYS: ReadonlySet<string> = new Set([
  'name',
  'arguments',
  'uri',
  '_meta',
  'task',
  'requestState',
  'inputResponses',
]);
/** Deeper messages that aren't gated are refused too: no reader between here and the server can be expected to survive them. */
const MAX_PASSED_DEPTH = 1000;
/** The same of their values: reading tens of millions would hold up every other call, and could take all memory. */
const MAX_PASSED_VALUES = 1_000_000;
/** What a reader copies from here into an object of its own becomes readable as that object's members. */
const PROTOTYPE = '__proto__';
const MODERN_VERSION = 'io.modelcontextprotocol/protocolVersion';

/** Reads the text of one line; the caller has made sure that it is UTF-8 and within the size limit. */
export function classifyMessage(text: string): Classified {
  const scan = scanJson(text, 'params');
  if (scan.depth > MAX_PASSED_DEPTH) return invalid(`it nests more than ${MAX_PASSED_DEPTH} levels`, null);
  if (scan.valueCount > MAX_PASSED_VALUES)
    return invalid(`it has more than ${MAX_PASSED_VALUES} values`, null);
  if (scan.hasCarriageReturn) return invalid('a carriage return stands between its tokens', null);
  const parsed = parseJson(text, scan);
  if (!parsed.ok) return invalid(parsed.error, null);
  const message = parsed.value;
  if (Array.isArray(message)) return classifyBatch(message, scan);
  if (!isJsonObject(message)) return invalid('it is not a JSON-RPC message', null);
  const answer = answerable(message);
  const disguise = disguiseProblem(message, scan);
  if (disguise !== null) return invalid(disguise, answer);
  const method = message['method'];
  if (typeof method !== 'string' || !GATED.has(method)) return passed(message);
  const strict =
    scan.depth > MAX_DEPTH ? `it nests more than ${MAX_DEPTH} levels` : strictProblem(text, scan, message);
  if (strict !== null) return invalid(strict, answer);
  return gated(text, scan, message, method, answer);
}

function invalid(problem: string, answer: Answerable | null): Classified {
  return { kind: 'invalid', problem, answer };
}

function passed(message: JsonObject): Classified {
  const { method, id, params } = message;
  return {
    kind: 'pass',
    method: typeof method === 'string' ? method : null,
    id: typeof id === 'string' || typeof id === 'number' ? id : null,
    params: isJsonObject(params) ? params : null,
  };
}

/** Batches were legal in one revision only. One that carries a gated call is refused whole; another passes. */
function classifyBatch(batch: readonly JsonValue[], scan: JsonScan): Classified {
  if (countKeys(batch) !== scan.memberCount) return invalid('a key is there twice', null);
  const hidden = batch.some((item) => !isJsonObject(item) || mightBeGated(item));
  if (hidden) return invalid('it is a batch; send each call as a message of its own', null);
  return { kind: 'pass', method: null, id: null, params: null };
}

function mightBeGated(message: JsonObject): boolean {
  return Object.entries(message).some(([key, value]) => {
    if (key === PROTOTYPE) return true;
    if (foldCase(key).trim() !== 'method') return false;
    return typeof value === 'string' ? GATED.has(foldCase(value).trim()) : value !== null;
  });
}

/** A key that a reader who ignores case would take for one of `known`: what stands there would be read by it, and judged by nobody. */
function disguisedKey(members: JsonObject, known: ReadonlySet<string>): string | null {
  for (const key of Object.keys(members)) {
    if (known.has(key)) continue;
    const plain = foldCase(key).trim();
    const seen = [...known].find((one) => foldCase(one) === plain);
    if (seen !== undefined) return `the key \`${shown(key)}\` looks like \`${seen}\` but isn't written so`;
  }
  return null;
}

/** Says how a message could be taken for another one than it seems. */
function disguiseProblem(message: JsonObject, scan: JsonScan): string | null {
  if (countKeys(message) !== scan.memberCount) return 'a key is there twice';
  const key = disguisedKey(message, ROUTING_KEYS);
  if (key !== null) return key;
  if (Object.hasOwn(message, PROTOTYPE)) return `the key \`${PROTOTYPE}\` is not allowed`;
  const method = message['method'];
  if (typeof method !== 'string' && method !== undefined && method !== null) return 'its method is not text';
  if (typeof method === 'string' && !GATED.has(method) && GATED.has(foldCase(method).trim())) {
    return `the method \`${shown(method)}\` looks like \`${foldCase(method).trim()}\` but isn't written so`;
  }
  return null;
}

function answerable(message: JsonObject): Answerable | null {
  const { id, params, method } = message;
  if (typeof id !== 'string' && typeof id !== 'number') return null;
  const meta = isJsonObject(params) ? params['_meta'] : undefined;
  const modern = isJsonObject(meta) && meta[MODERN_VERSION] !== undefined;
  const asksTask = isJsonObject(params) && params['task'] !== undefined;
  return { id, modern, answerAs: method === TOOLS_CALL && !asksTask ? 'tool-result' : 'protocol-error' };
}

function gated(
  text: string,
  scan: JsonScan,
  message: JsonObject,
  method: string,
  answer: Answerable | null,
): Classified {
  if (answer === null) return invalid(`a \`${method}\` needs an id that is text or a number`, null);
  if (message['result'] !== undefined || message['error'] !== undefined) {
    return invalid('it is a request and an answer at once', answer);
  }
  const params = message['params'];
  if (!isJsonObject(params)) return invalid(`\`params\` of a \`${method}\` has to be an object`, answer);
  const disguised = disguisedKey(params, PARAM_KEYS);
  if (disguised !== null) return invalid(disguised, answer);
  const meta = params['_meta'];
  const { requestState } = params;
  const common = {
    kind: 'gated',
    answer,
    meta: isJsonObject(meta) ? meta : null,
    text,
    requestState: typeof requestState === 'string' ? requestState : null,
    hasResponses: params['inputResponses'] !== undefined,
  } as const;
  if (method === RESOURCES_READ) {
    const { uri } = params;
    if (typeof uri !== 'string') return invalid('`params.uri` has to be text', answer);
    return { ...common, tool: RESOURCES_READ, args: { uri }, argsText: JSON.stringify({ uri }) };
  }
  const { name, arguments: args } = params;
  if (typeof name !== 'string' || name === '')
    return invalid('`params.name` has to be the name of a tool', answer);
  if (name === RESOURCES_READ) return invalid(`a tool can't be named \`${RESOURCES_READ}\``, answer);
  if (args !== undefined && !isJsonObject(args))
    return invalid('`params.arguments` has to be an object', answer);
  const span = scan.innerMembers.get('arguments');
  const argsText = span === undefined ? '{}' : text.slice(span.start, span.end).trim();
  return { ...common, tool: name, args: args ?? {}, argsText };
}

import { randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Sha256 } from '../../shared/contract/ids.ts';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import type { RpcId } from '../../shared/core/classify-message.ts';
import { isJsonObject } from '../../shared/core/strict-json.ts';
import { sha256 } from '../authority/sha256.ts';

/** A tool as its server defines it. */
export type ListedTool = {
  readonly name: string;
  readonly hash: Sha256;
  readonly description: string;
  readonly inputSchema: JsonValue;
  /** The canonical JSON text that was hashed. */
  readonly text: string;
};

/** What a list says of a name: one tool, or several of which nobody knows which one runs. */
export type ToolListing = ListedTool | 'ambiguous';

/** What a client and a model see of a tool, and so what a user's grant was about. `_meta` and icons may change freely. */
const PINNED = ['name', 'title', 'description', 'inputSchema', 'outputSchema', 'annotations'] as const;

export function listedTool(tool: JsonValue): ListedTool | null {
  if (!isJsonObject(tool) || typeof tool['name'] !== 'string') return null;
  const pinned = Object.fromEntries(
    PINNED.flatMap((key) => (tool[key] === undefined ? [] : [[key, tool[key]]])),
  );
  const text = definitionText(pinned);
  return {
    name: tool['name'],
    hash: sha256(text),
    description: typeof tool['description'] === 'string' ? tool['description'] : '',
    inputSchema: tool['inputSchema'] ?? null,
    text,
  };
}

/** Half a surrogate pair has no canonical text: a definition that holds one is another for every order of its keys. */
function definitionText(pinned: JsonObject): string {
  try {
    return canonicalize(pinned) ?? '';
  } catch {
    return JSON.stringify(pinned);
  }
}

/** A server that pages for ever must not hold a call for ever. */
const MAX_PAGES = 200;
/** Characters of all definitions of one server: a list without end must not fill the memory. */
const MAX_SIZE = 64 * 1024 * 1024;

type Fetch = {
  readonly id: string;
  readonly tools: ListedTool[];
  pages: number;
  size: number;
  readonly meta: JsonObject | null;
};

export type ToolListPorts = {
  /** Sends a request of Remit's own to the server. */
  readonly send: (line: string) => void;
  /** A complete list is known, seen for the first time or anew. */
  readonly listed: (tools: readonly ListedTool[]) => void;
};

/**
 * The tools of one connection's server. Lists that the client asks for are read along; when a call comes before a complete list was
 * seen, or after the server said that its list changed, Remit asks for the list itself, under ids that no client uses, and keeps the
 * answers to itself.
 */
export class ToolList {
  readonly #ports: ToolListPorts;
  readonly #prefix = `remit-tools-${randomUUID()}`;
  #tools: ReadonlyMap<string, ToolListing> | null = null;
  #fetch: Fetch | null = null;
  #waiting: ((tools: ReadonlyMap<string, ToolListing> | null) => void)[] = [];
  #fetches = 0;
  /** Pages of the client's own listing so far, by the cursor that asks for the next. */
  #clientPages: { readonly tools: readonly ListedTool[]; readonly cursor: string } | null = null;
  readonly #clientAsks = new Map<RpcId, string | null>();

  constructor(ports: ToolListPorts) {
    this.#ports = ports;
  }

  get current(): ReadonlyMap<string, ToolListing> | null {
    return this.#tools;
  }

  /** Whether an answer of Remit's own listing is to be expected, and so must be looked for and kept from the client. */
  get awaitsOwn(): boolean {
    return this.#fetch !== null;
  }

  /** The complete list. Null when the server can't say: then no tool is listed. `meta` is the call's `_meta`, for stateless servers. */
  fetch(meta: JsonObject | null): Promise<ReadonlyMap<string, ToolListing> | null> {
    if (this.#tools !== null) return Promise.resolve(this.#tools);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#fetch === null) this.#begin(meta);
    });
  }

  /** The client asks for a page of tools. */
  clientAsks(id: RpcId, params: JsonObject | null): void {
    const cursor = params?.['cursor'];
    this.#clientAsks.set(id, typeof cursor === 'string' ? cursor : null);
  }

  /** Whether an answer is to a question of Remit's own, and must not go to the client. */
  isOwn(id: RpcId): boolean {
    return typeof id === 'string' && id.startsWith(this.#prefix);
  }

  /** Whether an answer is a page that the client asked for. */
  asked(id: RpcId): boolean {
    return this.#clientAsks.has(id);
  }

  /** Takes a page; `result` is undefined when the server refused to list. */
  answer(id: RpcId, result: JsonValue | undefined): void {
    if (this.#fetch?.id === id) this.#ownPage(this.#fetch, result);
    const cursor = this.#clientAsks.get(id);
    if (cursor !== undefined && this.#clientAsks.delete(id)) this.#clientPage(cursor, result);
  }

  /** The server says that its list is another now. */
  changed(): void {
    this.#tools = null;
    this.#clientPages = null;
    this.#clientAsks.clear();
    if (this.#fetch !== null) this.#begin(this.#fetch.meta);
  }

  /** The connection is over: nobody will answer. */
  end(): void {
    this.#fetch = null;
    this.#settle(null);
  }

  #begin(meta: JsonObject | null): void {
    this.#fetches += 1;
    this.#fetch = { id: `${this.#prefix}-${this.#fetches}`, tools: [], pages: 0, size: 0, meta };
    this.#ask(this.#fetch, null);
  }

  #ask(fetch: Fetch, cursor: string | null): void {
    // Only what the stateless protocol demands of every request: the rest of a call's `_meta` speaks of that call.
    const meta = Object.entries(fetch.meta ?? {}).filter(([key]) =>
      key.startsWith('io.modelcontextprotocol/'),
    );
    const params = {
      ...(cursor === null ? {} : { cursor }),
      ...(meta.length === 0 ? {} : { _meta: Object.fromEntries(meta) }),
    };
    this.#ports.send(JSON.stringify({ jsonrpc: '2.0', id: fetch.id, method: 'tools/list', params }));
  }

  #ownPage(fetch: Fetch, result: JsonValue | undefined): void {
    const page = readPage(result);
    fetch.pages += 1;
    fetch.size += sizeOf(page?.tools ?? []);
    if (page === null || fetch.pages > MAX_PAGES || fetch.size > MAX_SIZE) {
      this.#fetch = null;
      this.#settle(null);
      return;
    }
    for (const tool of page.tools) fetch.tools.push(tool);
    if (page.cursor !== null) {
      this.#ask(fetch, page.cursor);
      return;
    }
    this.#fetch = null;
    this.#complete(fetch.tools);
  }

  #clientPage(cursor: string | null, result: JsonValue | undefined): void {
    const page = readPage(result);
    if (page === null) return;
    const before =
      cursor === null ? [] : this.#clientPages?.cursor === cursor ? this.#clientPages.tools : null;
    if (before === null) return;
    const tools = [...before, ...page.tools];
    if (sizeOf(tools) > MAX_SIZE) return void (this.#clientPages = null);
    this.#clientPages = page.cursor === null ? null : { tools, cursor: page.cursor };
    if (page.cursor === null) this.#complete(tools);
  }

  #complete(tools: readonly ListedTool[]): void {
    const byName = new Map<string, ListedTool>();
    const twice = new Set<string>();
    for (const tool of tools) {
      if (byName.has(tool.name)) twice.add(tool.name);
      byName.set(tool.name, tool);
    }
    for (const name of twice) byName.delete(name);
    this.#ports.listed([...byName.values()]);
    // Two tools of one name: which of them runs is the server's secret.
    this.#tools = new Map<string, ToolListing>([
      ...byName,
      ...[...twice].map((name) => [name, 'ambiguous'] as const),
    ]);
    this.#settle(this.#tools);
  }

  #settle(tools: ReadonlyMap<string, ToolListing> | null): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(tools);
  }
}

function sizeOf(tools: readonly ListedTool[]): number {
  return tools.reduce((sum, { text }) => sum + text.length, 0);
}

function readPage(
  result: JsonValue | undefined,
): { tools: readonly ListedTool[]; cursor: string | null } | null {
  if (!isJsonObject(result) || !Array.isArray(result['tools'])) return null;
  const cursor = result['nextCursor'];
  return {
    tools: result['tools'].flatMap((tool: JsonValue) => listedTool(tool) ?? []),
    cursor: typeof cursor === 'string' ? cursor : null,
  };
}

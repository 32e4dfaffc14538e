import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** Field names and forms of an OTLP logs request in JSON, after opentelemetry-proto 1.x and "JSON Protobuf Encoding". */
const anyValue: z.ZodType = z.lazy(() =>
  z.union([
    z.strictObject({ stringValue: z.string() }),
    z.strictObject({ boolValue: z.boolean() }),
    z.strictObject({ intValue: z.string().regex(/^-?\d{1,19}$/) }),
    z.strictObject({ doubleValue: z.number() }),
    z.strictObject({ arrayValue: z.strictObject({ values: z.array(anyValue) }) }),
  ]),
);
const attributes = z.array(z.strictObject({ key: z.string().min(1), value: anyValue }));
const nanos = z.string().regex(/^\d{19}$/);
const logRecord = z.strictObject({
  timeUnixNano: nanos,
  observedTimeUnixNano: nanos,
  severityNumber: z.number().int().min(1).max(24),
  severityText: z.string(),
  body: anyValue,
  attributes,
});
const requestSchema = z.strictObject({
  resourceLogs: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes }),
      scopeLogs: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string() }),
          logRecords: z.array(logRecord),
        }),
      ),
    }),
  ),
});

export type Received = Readonly<Record<string, unknown>> & {
  readonly at: string;
  readonly severity: string;
  readonly sentence: unknown;
};
export type Request = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly status: number | null;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly entries: readonly Received[];
};
/** `hang`: no answer comes; `drop`: the connection breaks. */
export type Reply =
  | 'hang'
  | 'drop'
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string };

const oneValue = z.union([
  z.object({ stringValue: z.string() }).transform(({ stringValue }) => stringValue),
  z.object({ intValue: z.string() }).transform(({ intValue }) => Number(intValue)),
  z.object({ doubleValue: z.number() }).transform(({ doubleValue }) => doubleValue),
]);
const value = z.union([
  oneValue,
  z
    .object({ arrayValue: z.object({ values: z.array(oneValue) }) })
    .transform(({ arrayValue }) => arrayValue.values),
]);

function plain(list: z.infer<typeof attributes>): Record<string, unknown> {
  expectUnique(list.map(({ key }) => key));
  return Object.fromEntries(list.map((one) => [one.key, value.parse(one.value)]));
}

function expectUnique(keys: readonly string[]): void {
  if (new Set(keys).size !== keys.length) throw new Error(`an attribute twice: ${keys.join()}`);
}

/** A collector of OpenTelemetry on a port of this machine that answers as it is told to, and takes nothing that isn't right. */
export class Collector {
  readonly requests: Request[] = [];
  /** The next answers; when there are none, everything is taken. */
  readonly replies: Reply[] = [];
  connections = 0;
  openConnections = 0;
  /** What was wrong with a request. */
  problem: Error | null = null;
  #port = 0;
  #server: Server | null = null;
  #heard: (() => void) | null = null;

  static async start(): Promise<Collector> {
    const collector = new Collector();
    await collector.open();
    return collector;
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens, on the port that it had before. */
  async open(): Promise<void> {
    const server = createServer((request, response) => void this.#take(request, response));
    server.on('connection', (socket) => {
      this.connections += 1;
      this.openConnections += 1;
      socket.once('close', () => {
        this.openConnections -= 1;
        this.#heard?.();
      });
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    server.closeAllConnections();
    const closed = once(server, 'close');
    server.close();
    await closed;
  }

  /** All entries that were taken, in the order in which they came. */
  taken(): readonly Received[] {
    return this.requests.filter(({ status }) => status === 200).flatMap(({ entries }) => entries);
  }

  places(): readonly { readonly seq: unknown; readonly hash: unknown }[] {
    return this.taken().map((entry) => ({ seq: entry['remit.seq'], hash: entry['remit.hash'] }));
  }

  /** Resolves when it holds; it is looked at whenever a request has come or a connection has ended. */
  async until(holds: () => boolean): Promise<void> {
    for (;;) {
      if (this.problem !== null) throw this.problem;
      if (holds()) return;
      await new Promise<void>((heard) => {
        this.#heard = heard;
      });
    }
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
      this.#answer(request, Buffer.concat(chunks).toString('utf8'), response);
    } catch (error) {
      this.problem = error instanceof Error ? error : new Error(String(error));
      response.destroy();
    }
    this.#heard?.();
  }

  #answer(request: IncomingMessage, text: string, response: ServerResponse): void {
    const [resource] = requestSchema.parse(JSON.parse(text)).resourceLogs;
    const reply = this.replies.shift() ?? { status: 200, body: '{}' };
    const records = resource?.scopeLogs.flatMap(({ logRecords }) => logRecords) ?? [];
    this.requests.push({
      path: `${request.method} ${request.url}`,
      headers: request.headers,
      text,
      status: typeof reply === 'string' ? null : reply.status,
      resource: plain(resource?.resource.attributes ?? []),
      entries: records.map((record) => ({
        ...plain(record.attributes),
        at: new Date(Number(record.timeUnixNano.slice(0, -6))).toISOString(),
        severity: `${record.severityNumber} ${record.severityText}`,
        sentence: oneValue.parse(record.body),
      })),
    });
    if (reply === 'drop') response.destroy();
    else if (reply !== 'hang') response.writeHead(reply.status, reply.headers).end(reply.body ?? '');
  }
}

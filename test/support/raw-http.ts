import { Buffer } from 'node:buffer';
import { createServer, request as send, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { Hearing } from './hearing.ts';

export type Seen = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** A server without an SDK: what it was sent, and full control of what it answers. */
export type RawServer = {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** The tools/call requests among them. */
  readonly calls: () => readonly Seen[];
  readonly stop: () => Promise<void>;
};

/** Answers tools/list with a tool `one`, and every other request with `answer`. */
export async function rawServer(
  answer: (response: ServerResponse, seen: Seen) => void,
  port = 0,
): Promise<RawServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (chunk: Buffer) => pieces.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one: Seen = { method, url, headers, body: Buffer.concat(pieces).toString('utf8') };
      seen.push(one);
      const [, id] = /"id":("[^"]*"|-?[\d.]+)/.exec(one.body) ?? [];
      if (one.body.includes('"tools/list"'))
        sendJson(response, `{"jsonrpc":"2.0","id":${id ?? 'null'},"result":${TOOLS}}`);
      else answer(response, one);
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${bound}/mcp`,
    seen,
    calls: () => seen.filter(({ body }) => body.includes('"tools/call"')),
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const TOOLS =
  '{"tools":[{"name":"one","description":"One","inputSchema":{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}}]}';

export function sendJson(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(text);
}

export const call = (id: number | string, args = '{}'): string =>
  `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"method":"tools/call","params":{"name":"one","arguments":${args}}}`;

/** The same in the stateless revision, with more members of `params`. */
export const modernCall = (id: number, args = '{}'): string =>
  `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"one","arguments":${args},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}`;

export type RawAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** What has come so far. */
  readonly text: () => string;
  /** Resolves when what has come holds the text. */
  readonly has: (text: string) => Promise<void>;
  /** Resolves with everything at the end; rejects when the answer broke off. */
  readonly whole: Promise<string>;
  readonly leave: () => void;
};

export type RawRequest = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

export type Sending = { readonly answer: Promise<RawAnswer>; readonly leave: () => void };

/** One request, of which every header can be said. */
export function sending(url: string, { method = 'POST', headers = {}, body }: RawRequest): Sending {
  const request = send(url, {
    method,
    agent: false,
    headers: {
      accept: 'application/json, text/event-stream',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
  });
  const answer = new Promise<RawAnswer>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      let text = '';
      const hearing = new Hearing();
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString('latin1');
        hearing.hear();
      });
      const whole = new Promise<string>((done, failed) => {
        response.once('end', () => done(Buffer.from(text, 'latin1').toString('utf8')));
        response.once('error', failed);
      });
      whole.catch(() => undefined);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: () => text,
        has: (part) => hearing.until(() => text.includes(part)),
        whole,
        leave: () => request.destroy(),
      });
    });
  });
  request.end(body);
  return { answer, leave: () => request.destroy() };
}

/** One request with its whole answer. */
export async function ask(
  url: string,
  request: RawRequest,
): Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string }> {
  const { status, headers, whole } = await sending(url, request).answer;
  return { status, headers, text: await whole };
}

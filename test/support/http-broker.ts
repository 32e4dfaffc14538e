import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { z } from 'zod';
import { keepToken, newToken } from '../../electron/broker/agent-store.ts';
import { endpointFile } from '../../electron/broker/endpoint-port.ts';
import { writeStore } from '../../electron/broker/server-store.ts';
import { startBroker, type RunningBroker } from '../../electron/broker/start-broker.ts';
import { serverNameSchema } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import type { Answer, ApprovalRequest } from '../../shared/contract/request.ts';
import { openDataDir } from '../../electron/authority/data-dir.ts';
import { Hearing } from './hearing.ts';
import { removeFolder, temporaryFolder } from './serve.ts';

export const AGENT = 'Test Agent';
/** Everything is inside. */
export const ANY = { tools: [{ id: 'all', server: '*', tool: '*', reach: 'any' }] };

export type Address = { readonly url: string; readonly headers?: Readonly<Record<string, string>> };

/** A broker in this process with servers that have an address, and an agent with a credential. */
export type HttpBroker = {
  readonly dataDir: string;
  readonly running: RunningBroker;
  readonly token: string;
  readonly url: (server: string) => string;
  /** Resolves with the question that waits, as soon as one does. */
  readonly question: () => Promise<ApprovalRequest>;
  /** Resolves when none waits. */
  readonly none: () => Promise<void>;
  /** The entries of the record of one kind, oldest first, as they stand there. */
  readonly entries: (kind: EntryBody['kind']) => readonly string[];
  /** Resolves with the newest of them that holds the text, as soon as there is one. */
  readonly entryWith: (kind: EntryBody['kind'], text: string) => Promise<string>;
  readonly answer: (answer: Answer) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type HttpBrokerInput = {
  readonly remotes: Readonly<Record<string, Address>>;
  /** Null: the user is asked. */
  readonly scope: unknown;
};

export async function httpBroker({ remotes, scope }: HttpBrokerInput): Promise<HttpBroker> {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  if (!openDataDir(dataDir).ok) throw new Error('no data folder');
  const token = newToken();
  keepToken(dataDir, AGENT, token);
  writeStore(dataDir, {
    servers: new Map(),
    remotes: new Map(
      Object.entries(remotes).map(([name, { url, headers = {} }]) => [
        serverNameSchema.parse(name),
        { url, headers },
      ]),
    ),
  });
  const scopeFile = join(folder, 'scope.json');
  writeFileSync(scopeFile, JSON.stringify(scope));
  let waiting: readonly ApprovalRequest[] = [];
  const hearing = new Hearing();
  const { running, port } = await startListening({
    dataDir,
    version: 'test',
    scopeFile: scope === null ? null : scopeFile,
    prompt:
      scope === null
        ? (questions) => {
            waiting = questions.waiting.filter((one) => one.kind === 'call');
            hearing.hear();
          }
        : null,
    tell: () => undefined,
    changed: () => hearing.hear(),
  });
  const question = async (): Promise<ApprovalRequest> => {
    await hearing.until(() => waiting.length > 0);
    const [first] = waiting;
    if (first === undefined) throw new Error('nothing waits');
    return first;
  };
  const entries = (kind: EntryBody['kind']): readonly string[] => {
    const database = new DatabaseSync(join(dataDir, 'record.db'), { readOnly: true });
    const rows: unknown[] = database
      .prepare('SELECT body FROM entries WHERE kind = ? ORDER BY seq')
      .all(kind);
    database.close();
    return rows.map((row) => z.object({ body: z.string() }).parse(row).body);
  };
  let stopped: Promise<void> | null = null;
  return {
    dataDir,
    running,
    token,
    url: (server) => `http://127.0.0.1:${port}/mcp/${encodeURIComponent(server)}`,
    question,
    none: () => hearing.until(() => waiting.length === 0),
    entries,
    entryWith: async (kind, text) => {
      let found: string | undefined;
      await hearing.until(() => (found = entries(kind).findLast((one) => one.includes(text))) !== undefined);
      return found ?? '';
    },
    answer: async (answer) => {
      const { id, digest } = await question();
      const taken = running.authority.decide({ request: id, digest, answer });
      if (!taken.ok) throw new Error(taken.error);
    },
    stop: () => (stopped ??= running.stop().then(() => removeFolder(folder))),
  };
}

/** A broker takes one of ten thousand ports, and another test's may have it already: then this one takes another. */
async function startListening(
  ports: Parameters<typeof startBroker>[0],
): Promise<{ readonly running: RunningBroker; readonly port: number }> {
  for (;;) {
    const running = await startBroker(ports);
    if (!running.ok) throw new Error(running.error);
    const { port } = running.value.snapshot().endpoint;
    if (port !== null) return { running: running.value, port };
    await running.value.stop();
    rmSync(endpointFile(ports.dataDir));
  }
}

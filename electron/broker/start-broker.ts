import { homedir } from 'node:os';
import process from 'node:process';
import type { ApprovalRequest } from '../../shared/contract/request.ts';
import type { Platform, Place } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { BrokerSnapshot } from '../../shared/contract/snapshot.ts';
import { keyOf } from '../../shared/core/path-key.ts';
import { Authority } from '../authority/authority.ts';
import { openDataDir, socketPath } from '../authority/data-dir.ts';
import { lockDataDir } from '../authority/data-lock.ts';
import { loadScope } from '../authority/load-scope.ts';
import { keepFilesPrivate } from '../authority/private-file.ts';
import { protectedKeys } from '../authority/protected-places.ts';
import { openRecord, type OpenRecord, type RecordReader } from '../authority/record-file.ts';
import { HistoryClient } from '../history/history-client.ts';
import { Broker } from './broker.ts';
import { commandWords } from './server-store.ts';
import { tellCrashes } from './tell-crashes.ts';

export type StartInput = {
  readonly dataDir: string;
  readonly version: string;
  /** A scope file's path; only an unattended broker has one. */
  readonly scopeFile: string | null;
  /** Hears of waiting questions; null when nobody is there to ask. */
  readonly prompt: ((requests: readonly ApprovalRequest[]) => void) | null;
  /** One line for a terminal. */
  readonly tell: (line: string) => void;
  /** Something in the snapshot has changed. */
  readonly changed: () => void;
};

export type RunningBroker = {
  readonly socket: string;
  readonly authority: Authority;
  readonly broker: Broker;
  readonly reader: RecordReader;
  /** The index of the record, in a thread of its own that starts when it is first asked. */
  readonly history: HistoryClient;
  readonly snapshot: () => BrokerSnapshot;
  /** Refuses what waits, ends the servers, and closes the record. */
  readonly stop: () => Promise<void>;
};

/** The rules for paths that hold on this machine. */
export function platformHere(): Platform {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}

/** Opens the data folder and listens. Every error is a sentence that names the thing at fault and the remedy. */
export async function startBroker(input: StartInput): Promise<Result<RunningBroker, string>> {
  const dir = openDataDir(input.dataDir);
  if (!dir.ok) return dir;
  const socket = socketPath(dir.value);
  if (!socket.ok) return socket;
  const lock = lockDataDir(dir.value);
  if (!lock.ok) return lock;
  keepFilesPrivate(dir.value);
  const history = new HistoryClient(dir.value, homedir());
  const record = openRecord(
    dir.value,
    () => new Date(),
    (entries) => {
      history.note(entries.at(-1)?.seq ?? 0);
      input.changed();
    },
  );
  if (!record.ok) {
    lock.value.release();
    return record;
  }
  tellCrashes(record.value.redactor.text);
  const release = async (): Promise<void> => {
    await history.stop();
    await record.value.close();
    lock.value.release();
  };
  const running = await serve(input, dir.value, socket.value, record.value, history, release);
  if (!running.ok) await release();
  return running;
}

async function serve(
  input: StartInput,
  dataDir: string,
  socket: string,
  record: OpenRecord,
  history: HistoryClient,
  release: () => Promise<void>,
): Promise<Result<RunningBroker, string>> {
  const place: Place = { home: homedir(), platform: platformHere(), cwd: process.cwd(), bases: [] };
  const scope = scopeGrants(input.scopeFile, place, dataDir, record.reader);
  if (!scope.ok) return scope;
  const authority = new Authority({
    writer: record.writer,
    reader: record.reader,
    now: () => new Date(),
    home: place.home,
    keyOf: keyOf(place.platform, place.caseSensitive),
    protectedKeys: protectedKeys({ ...place, variables: ownVariables() }, dataDir),
    prompt: input.prompt,
    scopeGrants: scope.value,
    holdsSecret: record.redactor.holdsSecret,
    tell: (line) => input.tell(record.redactor.text(line)),
  });
  const { redactor } = record;
  const broker = new Broker({ authority, redactor, dataDir, socket, place, changed: input.changed });
  authority.begin(input.version, input.prompt === null ? 'unattended' : 'app');
  try {
    await broker.listen();
  } catch (error) {
    return err(
      `the socket \`${socket}\` can't be opened: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const stop = async (): Promise<void> => {
    authority.end();
    broker.close();
    await release();
  };
  return ok({
    socket,
    authority,
    broker,
    reader: record.reader,
    history,
    snapshot: () => snapshot(authority, broker, record.reader, dataDir),
    stop,
  });
}

/** The user's environment says where secrets lie that were moved; only places are made of it, nothing of it is shown. */
function ownVariables(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
}

/** A scope file adds authority, so it is refused where the user's own answers are kept: it could be an agent's file. */
function scopeGrants(
  file: string | null,
  place: Place,
  dataDir: string,
  reader: RecordReader,
): Result<readonly Grant[], string> {
  if (file === null) return ok([]);
  if (reader.usedByApp()) {
    return err(
      `the data folder \`${dataDir}\` belongs to the app, where only your answers give authority: use --scope with a data folder of its own (--data DIR)`,
    );
  }
  return loadScope(file, place);
}

function snapshot(
  authority: Authority,
  broker: Broker,
  reader: RecordReader,
  dataDir: string,
): BrokerSnapshot {
  return {
    guard: authority.paused ? 'paused' : 'guarding',
    waiting: authority.waiting,
    head: reader.head(),
    record: reader.health(),
    grants: authority.grantRows(),
    servers: broker.servers().map((server) => ({
      name: server.name,
      command: commandWords(server.spec),
      connections: server.connections,
    })),
    dataDir,
  };
}

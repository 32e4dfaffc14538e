import { homedir } from 'node:os';
import process from 'node:process';
import type { RecordEntry } from '../../shared/contract/record-entry.ts';
import type { WaitingQuestions } from '../../shared/contract/request.ts';
import type { Place } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { BrokerSnapshot, EndpointView } from '../../shared/contract/snapshot.ts';
import { keyOf } from '../../shared/core/path-key.ts';
import { Authority } from '../authority/authority.ts';
import { openDataDir, socketPath } from '../authority/data-dir.ts';
import { lockDataDir, type DataLock } from '../authority/data-lock.ts';
import { loadScope } from '../authority/load-scope.ts';
import { keepFilesPrivate } from '../authority/private-file.ts';
import { protectedKeys } from '../authority/protected-places.ts';
import { beginNewRecord } from '../authority/begin-new-record.ts';
import { openRecord, type OpenRecord } from '../authority/record-file.ts';
import { placesHere } from '../authority/record-places.ts';
import type { RecordReader } from '../authority/record-reading.ts';
import { HistoryClient } from '../history/history-client.ts';
import { TelemetryClient, type ToSend } from '../telemetry/telemetry-client.ts';
import { AgentsDesk } from './agents-desk.ts';
import type { Alarms } from './alarms.ts';
import { brokerSnapshot } from './broker-snapshot.ts';
import { Broker } from './broker.ts';
import { Door } from './door.ts';
import { platformHere } from './platform-here.ts';
import { tellCrashes } from './tell-crashes.ts';

export type StartInput = {
  readonly dataDir: string;
  readonly version: string;
  /** A scope file's path; only an unattended broker has one. */
  readonly scopeFile: string | null;
  /** Hears of waiting questions; null when nobody is there to ask. */
  readonly prompt: ((questions: WaitingQuestions) => void) | null;
  /** One line for a terminal. */
  readonly tell: (line: string) => void;
  /** Something in the snapshot has changed. */
  readonly changed: () => void;
  /** By what waiting callers are measured; left out: the system's clock. */
  readonly alarms?: Alarms;
};

export type RunningBroker = {
  readonly socket: string;
  readonly authority: Authority;
  readonly broker: Broker;
  /** The agents on this machine; it watches their files once it is told to. */
  readonly agents: AgentsDesk;
  readonly reader: RecordReader;
  /** The index of the record, in a thread of its own that starts when it is first asked. */
  readonly history: HistoryClient;
  readonly snapshot: () => BrokerSnapshot;
  readonly retention: Pick<OpenRecord, 'prune' | 'wouldPrune'>;
  /** Refuses what waits, ends the servers, and closes the record. */
  readonly stop: () => Promise<void>;
  /** Stops, and moves the record aside, so that the next start begins a new one. Only for a record that doesn't verify. */
  readonly setRecordAside: (why: string) => Promise<Result<string, string>>;
};

const PRUNE_MS = 3_600_000;

type Threads = { readonly history: HistoryClient; readonly telemetry: TelemetryClient };

/** Neither starts before it is needed. */
function threadsFor({ version, changed }: StartInput, dir: string): Threads {
  const home = homedir();
  return {
    history: new HistoryClient(dir, home),
    telemetry: new TelemetryClient({ dir, home, version, changed }),
  };
}

/** What the record says of its own sending. A record that doesn't verify may name an address that the user never chose. */
function toSend(reader: RecordReader, upTo: number): ToSend {
  const isSound = reader.health().kind !== 'unverified';
  return {
    endpoint: reader.settings().telemetry,
    record: isSound ? (reader.proof()?.record ?? null) : null,
    upTo,
  };
}

/** Opens the data folder and serves agents. Every error is a sentence that names the thing at fault and the remedy. */
export async function startBroker(input: StartInput): Promise<Result<RunningBroker, string>> {
  const dir = openDataDir(input.dataDir);
  if (!dir.ok) return dir;
  const socket = socketPath(dir.value);
  if (!socket.ok) return socket;
  const lock = lockDataDir(dir.value);
  if (!lock.ok) return lock;
  keepFilesPrivate(dir.value);
  const door = await Door.open(socket.value);
  if (!door.ok) {
    lock.value.release();
    return door;
  }
  return open(input, { dir: dir.value, socket: socket.value, door: door.value }, lock.value);
}

/** Where it is, and who has come. */
type Here = { readonly dir: string; readonly socket: string; readonly door: Door };

async function open(input: StartInput, here: Here, lock: DataLock): Promise<Result<RunningBroker, string>> {
  const { dir } = here;
  const threads = threadsFor(input, dir);
  const { history, telemetry } = threads;
  const places = placesHere(dir, process.env, process.platform, homedir(), input.dataDir);
  const changed = (entries: readonly RecordEntry[]): void => {
    const last = entries.at(-1);
    if (last !== undefined) history.note(last.seq);
    input.changed();
  };
  let reader: RecordReader | null = null;
  const synced = (seq: number): void => {
    if (reader !== null) telemetry.take(toSend(reader, seq));
  };
  const record = await openRecord(dir, { places, now: () => new Date(), changed, synced });
  if (!record.ok) {
    here.door.close();
    lock.release();
    return record;
  }
  reader = record.value.reader;
  synced(reader.head());
  tellCrashes(record.value.redactor.text);
  const release = async (): Promise<void> => {
    // Before the lock: whoever takes that next puts a socket of its own in this one's place.
    here.door.close();
    await history.stop();
    await record.value.close();
    // Only now everything is in the record.
    await telemetry.stop();
    lock.release();
  };
  const running = await serve(input, here, record.value, threads, release);
  if (!running.ok) await release();
  return running;
}

async function serve(
  input: StartInput,
  { dir: dataDir, socket, door }: Here,
  record: OpenRecord,
  { history, telemetry }: Threads,
  release: () => Promise<void>,
): Promise<Result<RunningBroker, string>> {
  const place: Place = { home: homedir(), platform: platformHere(), cwd: process.cwd(), bases: [] };
  const scope = scopeGrants(input.scopeFile, place, dataDir, record.reader);
  if (!scope.ok) return scope;
  const authority = authorityOf(input, place, dataDir, record, scope.value);
  const agents = new AgentsDesk({ dir: dataDir, authority, changed: input.changed });
  const prove = agents.prove.bind(agents);
  const { redactor } = record;
  const broker = new Broker({ ...input, authority, redactor, dataDir, door, place, prove });
  authority.begin(input.version, input.prompt === null ? 'unattended' : 'app');
  broker.begin();
  const endpoint = await listenHttp(broker, input.tell);
  const pruning = prunesRegularly(record);
  const stop = async (): Promise<void> => {
    clearInterval(pruning);
    agents.stop();
    authority.end();
    broker.close();
    await release();
  };
  return ok({
    socket,
    authority,
    broker,
    agents,
    reader: record.reader,
    history,
    snapshot: () =>
      brokerSnapshot({ authority, broker, agents, telemetry }, record.reader, dataDir, endpoint),
    retention: record,
    stop,
    setRecordAside: (why) => setRecordAside(why, input.dataDir, dataDir, record.reader, stop),
  });
}

function authorityOf(
  input: StartInput,
  place: Place,
  dataDir: string,
  record: OpenRecord,
  scopeGrants: readonly Grant[],
): Authority {
  return new Authority({
    writer: record.writer,
    reader: record.reader,
    now: () => new Date(),
    home: place.home,
    keyOf: keyOf(place.platform, place.caseSensitive),
    protectedKeys: protectedKeys({ ...place, variables: ownVariables() }, dataDir),
    prompt: input.prompt,
    scopeGrants,
    holdsSecret: record.redactor.holdsSecret,
    keyed: record.redactor.keyed,
    tell: (line) => input.tell(record.redactor.text(line)),
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

/** Without its port for calls over HTTP, Remit goes on: calls on the socket are guarded all the same. */
async function listenHttp(broker: Broker, tell: (line: string) => void): Promise<EndpointView> {
  const port = await broker.listenHttp();
  tell(port.ok ? `over HTTP at http://127.0.0.1:${port.value}/mcp/NAME` : port.error);
  return port.ok ? { port: port.value, problem: null } : { port: null, problem: port.error };
}

async function setRecordAside(
  why: string,
  asked: string,
  dataDir: string,
  reader: RecordReader,
  stop: () => Promise<void>,
): Promise<Result<string, string>> {
  if (reader.health().kind !== 'unverified')
    return err('the record verifies: it stays, and nothing was changed');
  await stop();
  const places = placesHere(dataDir, process.env, process.platform, homedir(), asked);
  return beginNewRecord(dataDir, why, places, new Date());
}

/** Removes what is too old or too much, now and every hour. */
function prunesRegularly(record: OpenRecord): NodeJS.Timeout {
  const prune = (): void => void record.prune().catch(() => undefined);
  prune();
  return setInterval(prune, PRUNE_MS).unref();
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

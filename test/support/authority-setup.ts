import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { sessionIdSchema, serverNameSchema, sha256Schema } from '../../shared/contract/ids.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import type { Place } from '../../shared/contract/place.ts';
import type { Answer, ApprovalRequest, ExtensionRequest } from '../../shared/contract/request.ts';
import type { RecordHealth } from '../../shared/contract/snapshot.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { keyOf } from '../../shared/core/path-key.ts';
import { Authority } from '../../electron/authority/authority.ts';
import { Ticket, type Ruling, type Subject } from '../../electron/authority/judged-subject.ts';
import { parseScope } from '../../electron/authority/load-scope.ts';
import type { Keychain } from '../../electron/authority/keychain.ts';
import { openRecord, type OpenRecord } from '../../electron/authority/record-file.ts';
import { recordPlaces, type RecordPlaces } from '../../electron/authority/record-places.ts';
import { sha256 } from '../../electron/authority/sha256.ts';
import { removeFolder, temporaryFolder } from './serve.ts';

export type Asking = {
  readonly server?: string;
  readonly tool?: string;
  readonly agent?: { readonly name: string; readonly executable?: string };
  readonly session?: string;
};

export type SetupOptions = {
  readonly folder?: string;
  readonly keychain?: Keychain;
  /** Nobody is there to ask. */
  readonly unattended?: boolean;
};
type Open = { readonly record: OpenRecord; readonly authority: Authority };

/** An authority over a real record in a folder of its own, with a clock that the test moves and a prompt that it answers. */
export class AuthoritySetup {
  readonly folder: string;
  readonly #places: RecordPlaces;
  readonly place: Place;
  now = new Date('2026-11-25T12:00:00.000Z');
  /** The lines for the terminal. */
  readonly told: string[] = [];
  /** The data folder. Beside it is `state`, where the anchors are. */
  readonly data: string;
  waiting: readonly ApprovalRequest[] = [];
  /** The waiting questions whether a grant is to be extended. */
  proposals: readonly ExtensionRequest[] = [];
  #open: Open | null = null;
  readonly #scope: readonly Grant[];
  readonly #unattended: boolean;
  #heard: (() => void) | null = null;
  #changed: () => void = () => undefined;

  private constructor(scope: unknown, options: SetupOptions) {
    this.#unattended = options.unattended ?? false;
    this.folder = options.folder ?? temporaryFolder();
    this.data = join(this.folder, 'data');
    mkdirSync(this.data, { recursive: true });
    this.place = { platform: 'linux', cwd: this.folder, bases: [], home: this.folder };
    this.#places = recordPlaces(this.data, join(this.folder, 'state'), options.keychain ?? null);
    const grants = parseScope(JSON.stringify(scope), this.place);
    if (!grants.ok) throw new Error(grants.error);
    this.#scope = grants.value;
  }

  static async make(scope: unknown = {}, options: SetupOptions = {}): Promise<AuthoritySetup> {
    const setup = new AuthoritySetup(scope, options);
    await setup.begin();
    return setup;
  }

  get authority(): Authority {
    return this.#opened.authority;
  }

  get record(): OpenRecord {
    return this.#opened.record;
  }

  get places(): RecordPlaces {
    return this.#places;
  }

  get #opened(): Open {
    if (this.#open === null) throw new Error('the run has ended');
    return this.#open;
  }

  /** Begins a run on the record. */
  async begin(): Promise<void> {
    const ports = { places: this.#places, now: () => this.now, changed: () => this.#changed() };
    const record = await openRecord(this.data, ports);
    if (!record.ok) throw new Error(record.error);
    const authority = new Authority({
      writer: record.value.writer,
      reader: record.value.reader,
      now: () => this.now,
      home: this.place.home,
      keyOf: keyOf('linux'),
      protectedKeys: [],
      prompt: this.#unattended
        ? null
        : ({ waiting }) => {
            this.waiting = waiting.filter((one) => one.kind === 'call');
            this.proposals = waiting.filter((one) => one.kind === 'extension');
            this.#heard?.();
          },
      scopeGrants: this.#scope,
      holdsSecret: record.value.redactor.holdsSecret,
      keyed: record.value.redactor.keyed,
      tell: (line) => this.told.push(record.value.redactor.text(line)),
    });
    authority.begin('test', 'app');
    this.#open = { record: record.value, authority };
  }

  /** Ends the run and begins the next on the same record. */
  async restart(): Promise<void> {
    await this.close();
    await this.begin();
  }

  /** Ends the run. */
  async close(): Promise<void> {
    if (this.#open === null) return;
    const { authority, record } = this.#open;
    this.#open = null;
    authority.end();
    await record.close();
    this.waiting = [];
  }

  async end(): Promise<void> {
    await this.close();
    removeFolder(this.folder);
  }

  judge(args: JsonObject, asking: Asking = {}, ticket = new Ticket()): Promise<Ruling> {
    return this.authority.judge(this.subject(args, asking), ticket, () => undefined);
  }

  subject(args: JsonObject, asking: Asking = {}): Subject {
    const { server = 'files', tool = 'read_file', agent = { name: 'agent' }, session = 's1' } = asking;
    const { name, executable = '/usr/bin/agent' } = agent;
    const process_ = { pid: process.pid, executable, command: executable, cwd: this.folder };
    return {
      session: sessionIdSchema.parse(session),
      task: null,
      via: 'call' as const,
      agent: { name, process: process_, claims: null },
      server: { name: serverNameSchema.parse(server), identity: sha256Schema.parse(sha256(server)) },
      serverCommand: server,
      tool,
      args,
      argsText: JSON.stringify(args),
      place: this.place,
      definition: () => null,
    };
  }

  /** Resolves with the question that waits, as soon as one does. */
  async question(): Promise<ApprovalRequest> {
    while (this.waiting.length === 0)
      await new Promise<void>((heard) => {
        this.#heard = heard;
      });
    const [first] = this.waiting;
    if (first === undefined) throw new Error('nothing waits');
    return first;
  }

  /** Answers the question that waits; throws with the problem when the answer isn't taken. */
  async answer(answer: Answer): Promise<void> {
    const { id, digest } = await this.question();
    const taken = this.authority.decide({ request: id, digest, answer });
    if (!taken.ok) throw new Error(taken.error);
  }

  /** Resolves when the record's health is of this kind; it is looked at whenever the record says that something has changed. */
  async health(kind: RecordHealth['kind']): Promise<RecordHealth> {
    for (;;) {
      const health = this.record.reader.health();
      if (health.kind === kind) return health;
      await new Promise<void>((changed) => {
        this.#changed = changed;
      });
    }
  }

  later(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }
}

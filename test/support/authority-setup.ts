import { join } from 'node:path';
import process from 'node:process';
import { sessionIdSchema, serverNameSchema, sha256Schema } from '../../shared/contract/ids.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import type { Place } from '../../shared/contract/place.ts';
import type { Answer, ApprovalRequest } from '../../shared/contract/request.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { keyOf } from '../../shared/core/path-key.ts';
import { Authority } from '../../electron/authority/authority.ts';
import { Ticket, type Ruling } from '../../electron/authority/judged-subject.ts';
import { parseScope } from '../../electron/authority/load-scope.ts';
import { openRecord, type OpenRecord } from '../../electron/authority/record-file.ts';
import { sha256 } from '../../electron/authority/sha256.ts';
import { removeFolder, temporaryFolder } from './serve.ts';

export type Asking = {
  readonly server?: string;
  readonly tool?: string;
  readonly agent?: { readonly name: string; readonly executable?: string };
  readonly session?: string;
};

/** An authority over a real record in a folder of its own, with a clock that the test moves and a prompt that it answers. */
export class AuthoritySetup {
  readonly folder = temporaryFolder();
  readonly place: Place = { platform: 'linux', cwd: this.folder, bases: [], home: this.folder };
  now = new Date('2026-11-25T12:00:00.000Z');
  /** The lines for the terminal. */
  readonly told: string[] = [];
  waiting: readonly ApprovalRequest[] = [];
  #record: OpenRecord;
  #authority: Authority;
  readonly #scope: readonly Grant[];
  #heard: (() => void) | null = null;

  constructor(scope: unknown = {}) {
    const grants = parseScope(JSON.stringify(scope), this.place);
    if (!grants.ok) throw new Error(grants.error);
    this.#scope = grants.value;
    [this.#record, this.#authority] = this.#open();
  }

  get authority(): Authority {
    return this.#authority;
  }

  get record(): OpenRecord {
    return this.#record;
  }

  #open(): [OpenRecord, Authority] {
    const record = openRecord(
      join(this.folder),
      () => this.now,
      () => undefined,
    );
    if (!record.ok) throw new Error(record.error);
    const authority = new Authority({
      writer: record.value.writer,
      reader: record.value.reader,
      now: () => this.now,
      home: this.place.home,
      keyOf: keyOf('linux'),
      protectedKeys: [],
      prompt: (requests) => {
        this.waiting = requests;
        this.#heard?.();
      },
      scopeGrants: this.#scope,
      holdsSecret: record.value.redactor.holdsSecret,
      tell: (line) => this.told.push(record.value.redactor.text(line)),
    });
    authority.begin('test', 'app');
    return [record.value, authority];
  }

  /** Ends the run and begins the next on the same record. */
  async restart(): Promise<void> {
    this.#authority.end();
    await this.#record.close();
    this.waiting = [];
    [this.#record, this.#authority] = this.#open();
  }

  async end(): Promise<void> {
    this.#authority.end();
    await this.#record.close();
    removeFolder(this.folder);
  }

  judge(args: JsonObject, asking: Asking = {}): Promise<Ruling> {
    const { server = 'files', tool = 'read_file', agent = { name: 'agent' }, session = 's1' } = asking;
    const { name, executable = '/usr/bin/agent' } = agent;
    const process_ = { pid: process.pid, executable, command: executable, cwd: this.folder };
    const subject = {
      session: sessionIdSchema.parse(session),
      task: null,
      agent: { name, process: process_, claims: null },
      server: { name: serverNameSchema.parse(server), identity: sha256Schema.parse(sha256(server)) },
      serverCommand: server,
      tool,
      args,
      argsText: JSON.stringify(args),
      place: this.place,
      definition: () => null,
    };
    return this.#authority.judge(subject, new Ticket(), () => undefined);
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
    const taken = this.#authority.decide({ request: id, digest, answer });
    if (!taken.ok) throw new Error(taken.error);
  }

  later(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }
}

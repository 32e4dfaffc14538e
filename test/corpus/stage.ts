// The broker's part that judges, with a real record in a folder of its own, a clock that the case sets, and a prompt that is only answered
// by who may. Everything a case sends goes in as a message.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Authority } from '../../electron/authority/authority.ts';
import { Ticket, type Ruling } from '../../electron/authority/judged-subject.ts';
import { openRecord, type OpenRecord } from '../../electron/authority/record-file.ts';
import { RECORD_FILE } from '../../electron/authority/record-database.ts';
import { MESSAGE_LIMIT } from '../../electron/broker/first-line.ts';
import { subjectOf } from '../../electron/broker/subject-of.ts';
import type { ServerSpec } from '../../electron/broker/server-store.ts';
import type { ToolList } from '../../electron/broker/tool-list.ts';
import type { Call, ServerRef } from '../../shared/contract/call.ts';
import type { CallId } from '../../shared/contract/ids.ts';
import type { Place } from '../../shared/contract/place.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import type { ApprovalRequest } from '../../shared/contract/request.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { classifyMessage, type GatedMessage } from '../../shared/core/classify-message.ts';
import { keyOf } from '../../shared/core/path-key.ts';
import { putBlankRecord, quietPlaces } from './blank-record.ts';
import type { Caller } from './cast.ts';

/** Through which connection a message comes. */
export type Connected = {
  readonly caller: Caller;
  readonly server: ServerRef;
  readonly spec: ServerSpec;
  readonly tools: ToolList;
  readonly place: Place;
};

/** What became of a message. */
export type Sent =
  | { readonly kind: 'passed' }
  | { readonly kind: 'forwarded'; readonly call: CallId }
  | { readonly kind: 'refused'; readonly why: string }
  | Asked;
export type Asked = {
  readonly kind: 'asked';
  readonly request: ApprovalRequest;
  readonly ticket: Ticket;
  readonly ruling: Promise<Ruling>;
};

/** Half of a surrogate pair has no form in UTF-8. */
export function isUnicode(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

export type StagePorts = {
  readonly place: Place;
  readonly protectedKeys: readonly string[];
  /** Nobody is there to ask. */
  readonly unattended: boolean;
};

export class Stage {
  readonly #ports: StagePorts;
  readonly #dir: string;
  readonly #clock: { now: Date };
  #record: OpenRecord;
  #authority: Authority;
  #requests: readonly ApprovalRequest[] = [];

  private constructor(ports: StagePorts, clock: { now: Date }, dir: string, record: OpenRecord) {
    this.#ports = ports;
    this.#clock = clock;
    this.#dir = dir;
    this.#record = record;
    this.#authority = this.#begin();
  }

  static async make(ports: StagePorts, now: Date): Promise<Stage> {
    const dir = mkdtempSync(join(tmpdir(), 'remit-corpus-'));
    await putBlankRecord(dir);
    const clock = { now };
    return new Stage(ports, clock, dir, await openAt(dir, clock));
  }

  get now(): number {
    return this.#clock.now.getTime();
  }

  get authority(): Authority {
    return this.#authority;
  }

  /** Sets the clock. It never goes back: a record's entries are in the order of their times. */
  at(time: number): void {
    if (time > this.now) this.#clock.now = new Date(time);
  }

  /** Takes entries that stand in the record before the first call, as it would be read when Remit starts. */
  async enter(entries: readonly EntryBody[]): Promise<void> {
    const written = await this.#record.writer.append(entries);
    if (!written.ok) throw new Error(written.error.problem);
    const corrections = this.#record.reader.corrections();
    for (const entry of entries) corrections.take(entry);
  }

  async give(grant: Grant): Promise<void> {
    const given = await this.#authority.grant(grant);
    if (!given.ok) throw new Error(given.error);
  }

  /** The last calls that the record holds. */
  recent(count: number): readonly Call[] {
    return this.#record.reader.recentCalls(count);
  }

  /** Ends Remit and starts it again on the same record; `between` may do something to the folder meanwhile. */
  async restart(between: (dir: string) => void = () => undefined): Promise<void> {
    this.#authority.end();
    await this.#record.close();
    between(this.#dir);
    this.#record = await openAt(this.#dir, this.#clock);
    this.#authority = this.#begin();
  }

  /** Somebody changes the granted words in the file, and leaves the rest as it was. */
  async tamper(): Promise<void> {
    await this.restart((dir) => {
      const database = new DatabaseSync(join(dir, RECORD_FILE));
      database.exec(
        'UPDATE entries SET body = replace(body, \'"words":"\', \'"words":" \') WHERE kind = \'grant\'',
      );
      database.close();
    });
  }

  async end(): Promise<void> {
    this.#authority.end();
    await this.#record.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** Sends a message, and says what became of it as soon as it is let through, refused, or waits for the user. */
  async send(text: string, connected: Connected): Promise<Sent> {
    if (!isUnicode(text)) return { kind: 'refused', why: 'it is not UTF-8' };
    if (Buffer.byteLength(text) > MESSAGE_LIMIT) return { kind: 'refused', why: 'the message is too large' };
    const message = classifyMessage(text);
    switch (message.kind) {
      case 'pass':
        return { kind: 'passed' };
      case 'invalid': {
        const { server, caller } = connected;
        const about = { call: null, session: caller.session, server: server.name };
        await this.#authority.refuse({ code: 'invalid-message', reason: message.problem }, about, null);
        return { kind: 'refused', why: message.problem };
      }
      case 'gated':
        return this.#judge(message, connected);
    }
  }

  async #judge(message: GatedMessage, { caller, server, spec, tools, place }: Connected): Promise<Sent> {
    const authority = this.#authority;
    const { session, agent, task } = caller;
    const subject = { ...subjectOf(message, { session, server, spec, place }, agent, tools), task };
    const ticket = new Ticket();
    const known = new Set(this.#requests.map(({ id }) => id));
    let asks = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      asks = resolve;
    });
    const ruling = authority.judge(subject, ticket, () => setImmediate(asks));
    const ruled = await Promise.race([ruling, asked]);
    if (ruled !== undefined) {
      if (ruled.kind === 'forward') return { kind: 'forwarded', call: ruled.call };
      return { kind: 'refused', why: ruled.refusal.reason };
    }
    const request = this.#requests.find(({ id }) => !known.has(id));
    if (request === undefined) throw new Error('a question was asked that nobody saw');
    return { kind: 'asked', request, ticket, ruling };
  }

  #begin(): Authority {
    const { place, protectedKeys, unattended } = this.#ports;
    this.#requests = [];
    const authority = new Authority({
      writer: this.#record.writer,
      reader: this.#record.reader,
      now: () => this.#clock.now,
      home: place.home,
      keyOf: keyOf(place.platform, place.caseSensitive),
      protectedKeys,
      prompt: unattended ? null : ({ waiting }) => (this.#requests = waiting.filter((one) => one.kind === 'call')),
      scopeGrants: [],
      holdsSecret: this.#record.redactor.holdsSecret,
      keyed: this.#record.redactor.keyed,
      tell: () => undefined,
    });
    authority.begin('0.0.0', 'app');
    return authority;
  }
}

async function openAt(dir: string, clock: { readonly now: Date }): Promise<OpenRecord> {
  const record = await openRecord(dir, {
    places: quietPlaces(dir),
    now: () => clock.now,
    changed: () => undefined,
  });
  if (!record.ok) throw new Error(record.error);
  return record.value;
}

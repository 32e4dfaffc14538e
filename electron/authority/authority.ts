// The one place that decides. It judges a call against the scope in force, writes what it decided before anything is sent on, asks
// the user where a call exceeds, and turns the answer into authority. Every error on the way is a refusal with a reason.

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Agent, Call, Definition, ServerRef } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import {
  callIdSchema,
  grantIdSchema,
  instantSchema,
  requestIdSchema,
  sha256Schema,
  type CallId,
  type GrantId,
  type Instant,
  type ServerName,
  type SessionId,
  type Sha256,
} from '../../shared/contract/ids.ts';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import type { GrantRow } from '../../shared/contract/history.ts';
import type { EntryBody, Excerpt, OutcomeEntry } from '../../shared/contract/record-entry.ts';
import type { Answer, ApprovalRequest, Decision, LifetimeChoice } from '../../shared/contract/request.ts';
import type { Place } from '../../shared/contract/place.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Grant, Lifetime } from '../../shared/contract/scope.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import { compileScope, type Scope } from '../../shared/core/compile-scope.ts';
import { decide } from '../../shared/core/decide.ts';
import { ladder } from '../../shared/core/ladder.ts';
import { promptContent } from '../../shared/core/prompt-content.ts';
import { Approvals, type Settlement } from './approvals.ts';
import { excerpt } from './excerpt.ts';
import { normaliseCall } from './normalise-call.ts';
import type { RecordReader } from './record-file.ts';
import type { RecordWriter } from './record-writer.ts';

/** What the broker knows of a call when it asks for judgement. */
export type Subject = {
  readonly session: SessionId;
  readonly agent: Agent;
  readonly server: ServerRef;
  readonly serverCommand: string;
  readonly tool: string;
  readonly args: JsonObject;
  readonly argsText: string;
  readonly place: Place;
  /** The tool's definition as it stands now; asked again before an approved call is sent on. */
  readonly definition: () => ToolDefinition | null;
};

export type ToolDefinition = {
  readonly hash: Sha256;
  readonly description: string;
  readonly inputSchema: JsonValue;
  readonly text: string;
};

export type Ruling =
  | { readonly kind: 'forward'; readonly call: CallId }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** A caller's hold on a call that is being judged: the caller may give up at any moment. */
export class Ticket {
  withdrawn = false;
  /** Set while the call waits for the user. */
  onWithdraw: (() => void) | null = null;

  withdraw(): void {
    this.withdrawn = true;
    this.onWithdraw?.();
  }
}

export type AuthorityPorts = {
  readonly writer: RecordWriter;
  readonly reader: RecordReader;
  readonly now: () => Date;
  readonly home: string;
  readonly keyOf: (path: string) => string;
  readonly protectedKeys: readonly string[];
  /** `null`: nobody is there to ask, what would ask is refused. */
  readonly prompt: ((requests: readonly ApprovalRequest[]) => void) | null;
  /** Grants of a scope file, in force beside those of the record. */
  readonly scopeGrants: readonly Grant[];
  /** One line for a terminal. */
  readonly tell: (line: string) => void;
};

const HOUR_MS = 3_600_000;

const WITHDRAWN: Refusal = {
  code: 'withdrawn',
  reason: 'the agent withdrew the call before it was answered',
};
const PAUSED: Refusal = {
  code: 'paused',
  reason: 'the user has paused Remit, which refuses every call until it is resumed',
};

export class Authority {
  readonly #ports: AuthorityPorts;
  readonly #approvals: Approvals;
  readonly #pins: Map<string, Sha256>;
  #grants: readonly Grant[];
  #scope: Scope;
  #paused = false;

  constructor(ports: AuthorityPorts) {
    this.#ports = ports;
    this.#approvals = new Approvals((requests) => ports.prompt?.(requests));
    this.#pins = new Map(ports.reader.pins());
    // No session of an earlier run is still there.
    const held = ports.reader.heldGrants().filter((grant) => grant.lifetime.kind !== 'session');
    this.#grants = [...ports.scopeGrants, ...held];
    this.#scope = this.#compile();
  }

  get waiting(): number {
    return this.#approvals.count;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /**
   * Judges a call, and resolves when it may be sent on (its intent is durable by then) or is refused. `asks` is called when the call
   * begins to wait for the user, so that the caller can let later messages pass it.
   */
  async judge(subject: Subject, ticket: Ticket, asks: () => void): Promise<Ruling> {
    const id = callIdSchema.parse(randomUUID());
    try {
      return await this.#judge(id, subject, ticket, asks);
    } catch (error) {
      const reason = `Remit could not judge it (${error instanceof Error ? error.message : String(error)})`;
      return this.refuse(
        { code: 'judging-failed', reason },
        { call: id, session: subject.session, server: subject.server.name },
        null,
      );
    }
  }

  async #judge(id: CallId, subject: Subject, ticket: Ticket, asks: () => void): Promise<Ruling> {
    const call = this.#normalise(id, subject);
    const verdict = decide(call, this.#scope, call.at);
    const intent = callEntry(call, verdict);
    const told = `${call.agent.name}: ${call.server.name} > ${call.tool}`;
    if (this.#paused) return this.#refuseCall(call, intent, PAUSED);
    switch (verdict.kind) {
      case 'inside': {
        const written = await this.#ports.writer.append([intent]);
        if (!written.ok) return this.#unwritable(written.error.problem);
        if (ticket.withdrawn) return this.#refuseCall(call, null, WITHDRAWN);
        this.#ports.tell(`inside   ${told} (${verdict.grants.join(', ')})`);
        return { kind: 'forward', call: id };
      }
      case 'denied':
        return this.#refuseCall(call, intent, {
          code: 'denied-by-grant',
          reason: `a denial in force forbids it (${verdict.denials.map((denial) => this.#words(denial)).join('; ')})`,
        });
      case 'exceeds':
        return this.#exceeds(call, verdict, intent, subject, ticket, asks);
      default:
        return assertNever(verdict);
    }
  }

  async #exceeds(
    call: Call,
    verdict: Extract<Verdict, { kind: 'exceeds' }>,
    intent: EntryBody,
    subject: Subject,
    ticket: Ticket,
    asks: () => void,
  ): Promise<Ruling> {
    const rungs = ladder(call, {
      home: this.#ports.home,
      keyOf: this.#ports.keyOf,
      protectedKeys: this.#ports.protectedKeys,
    });
    const content = promptContent(call, verdict, {
      serverCommand: subject.serverCommand,
      description: subject.definition()?.description ?? null,
      home: this.#ports.home,
      rungs: rungs.map((offer) => offer.rung),
    });
    if (this.#ports.prompt === null) {
      const excess = content.excess.map((one) => `it asks ${one.asks}, granted is ${one.granted}`).join('; ');
      return this.#refuseCall(call, intent, {
        code: 'unattended',
        reason: `it exceeds what was granted (${excess}) and nobody is there to ask: do something else, or have the user grant it`,
      });
    }
    const undigested = {
      ...content,
      id: requestIdSchema.parse(`q-${randomBytes(16).toString('hex')}`),
      at: call.at,
    };
    const request: ApprovalRequest = { ...undigested, digest: digestOf(undigested) };
    const written = await this.#ports.writer.append([
      intent,
      { kind: 'prompt', call: call.id, request: request.id, digest: request.digest, excess: request.excess },
    ]);
    if (!written.ok) return this.#unwritable(written.error.problem);
    if (ticket.withdrawn) return this.#refuseCall(call, null, WITHDRAWN);
    this.#ports.tell(
      `asked    ${call.agent.name} ${request.sentence.verb} ${request.sentence.what} ${request.sentence.how}`,
    );
    asks();
    ticket.onWithdraw = () => this.#approvals.refuse(request.id, WITHDRAWN);
    const settlement = await this.#approvals.ask(request, () => this.#coveredNow(call, subject));
    ticket.onWithdraw = null;
    const grants = rungs.find(
      (offer) => settlement.kind === 'answered' && isRemembered(settlement.answer, offer.rung.kind),
    );
    return this.#settled(
      call,
      request,
      subject,
      ticket,
      settlement,
      grants?.grant ?? null,
      grants?.rung.words ?? '',
    );
  }

  async #settled(
    call: Call,
    request: ApprovalRequest,
    subject: Subject,
    ticket: Ticket,
    settlement: Settlement,
    grantOf: ((id: (suffix: string) => GrantId) => Pick<Grant, 'tools' | 'reach'>) | null,
    words: string,
  ): Promise<Ruling> {
    if (settlement.kind === 'refused') return this.#refuseCall(call, null, settlement.refusal);
    if (settlement.kind === 'covered') {
      const written = await this.#ports.writer.append([
        { kind: 'covered', call: call.id, request: request.id, grants: settlement.grants },
      ]);
      return written.ok
        ? this.#sendUnlessChanged(call, subject, ticket, 'inside')
        : this.#unwritable(written.error.problem);
    }
    const { answer } = settlement;
    const decided: EntryBody = { kind: 'decision', call: call.id, request: request.id, answer };
    switch (answer.kind) {
      case 'deny': {
        const reason = answer.reason === '' ? 'the user denied it' : `the user denied it: ${answer.reason}`;
        return this.#refuseCall(call, decided, { code: 'denied-by-user', reason });
      }
      case 'not-now':
        return this.#refuseCall(call, decided, {
          code: 'not-now',
          reason: 'the user did not want to answer now',
        });
      case 'allow-once': {
        const written = await this.#ports.writer.append([decided]);
        if (!written.ok) return this.#unwritable(written.error.problem);
        return this.#sendUnlessChanged(call, subject, ticket, 'allowed');
      }
      case 'remember': {
        if (grantOf === null) throw new Error('the rung of a remembered answer is gone');
        const problem = await this.#remember(
          call,
          request,
          decided,
          answer.lifetime,
          grantOf,
          words,
          subject,
        );
        if (problem !== null) return this.#unwritable(problem);
        return this.#sendUnlessChanged(call, subject, ticket, 'allowed');
      }
      default:
        return assertNever(answer);
    }
  }

  /** What was approved is what was shown: when the place behind a path or the tool's definition is another by now, the yes is void. */
  async #sendUnlessChanged(call: Call, subject: Subject, ticket: Ticket, how: string): Promise<Ruling> {
    if (ticket.withdrawn) return this.#refuseCall(call, null, WITHDRAWN);
    if (this.#paused) return this.#refuseCall(call, null, PAUSED);
    const now = this.#normalise(call.id, subject);
    if (now.digest !== call.digest || JSON.stringify(now.reaches) !== JSON.stringify(call.reaches)) {
      return this.#refuseCall(call, null, {
        code: 'withdrawn',
        reason: 'what it touches has changed since the user was asked: call again to ask about the new state',
      });
    }
    this.#ports.tell(`${how.padEnd(8)} ${call.agent.name}: ${call.server.name} > ${call.tool}`);
    return { kind: 'forward', call: call.id };
  }

  async #remember(
    call: Call,
    request: ApprovalRequest,
    decided: EntryBody,
    choice: LifetimeChoice,
    grantOf: (id: (suffix: string) => GrantId) => Pick<Grant, 'tools' | 'reach'>,
    words: string,
    subject: Subject,
  ): Promise<string | null> {
    const base = `g-${randomBytes(6).toString('hex')}`;
    const parts = grantOf((suffix) => grantIdSchema.parse(`${base}.${suffix}`));
    const grant: Grant = {
      id: grantIdSchema.parse(base),
      words,
      lifetime: this.#lifetime(choice, call.session),
      tools: parts.tools,
      reach: parts.reach,
      deny: [],
    };
    const bodies: EntryBody[] = [decided, { kind: 'grant', grant, request: request.id }];
    const definition = subject.definition();
    if (call.definition.kind === 'listed' && call.definition.changed && definition !== null) {
      bodies.push(definitionEntry(call.server, call.tool, definition, 'accepted'));
    }
    const written = await this.#ports.writer.append(bodies);
    if (!written.ok) return written.error.problem;
    if (bodies.length > 2 && call.definition.kind === 'listed') {
      this.#pins.set(pinKey(call.server.name, call.tool), call.definition.hash);
    }
    this.#changeGrants([...this.#grants, grant]);
    return null;
  }

  #lifetime(choice: LifetimeChoice, session: SessionId): Lifetime {
    switch (choice) {
      case 'session':
        return { kind: 'session', session };
      case 'hour':
        return { kind: 'until', at: this.#instant(this.#ports.now().getTime() + HOUR_MS) };
      case 'always':
        return { kind: 'always' };
      default:
        return assertNever(choice);
    }
  }

  /** Notes a server's complete list of tools: new ones are pinned, changed ones lose the grants that were bound to them. */
  noteTools(server: ServerRef, tools: readonly (ToolDefinition & { readonly name: string })[]): void {
    for (const tool of tools) {
      const key = pinKey(server.name, tool.name);
      const pinned = this.#pins.get(key);
      if (pinned === tool.hash) continue;
      const standing = pinned === undefined ? 'first' : 'changed';
      if (standing === 'first') this.#pins.set(key, tool.hash);
      this.#ports.writer.ride(definitionEntry(server, tool.name, tool, standing));
    }
  }

  outcome(call: CallId, status: OutcomeEntry['status'], durationMs: number, result: Excerpt | null): void {
    this.#ports.writer.ride({ kind: 'outcome', call, status, durationMs, result });
    this.#ports.tell(`recorded ${call.slice(0, 8)} ${status} in ${durationMs.toFixed(1)} ms`);
  }

  note(body: EntryBody): void {
    this.#ports.writer.ride(body);
  }

  /** Records a refusal and gives it back as a ruling. A refusal that can't be recorded still refuses. */
  async refuse(
    refusal: Refusal,
    about: {
      readonly call: CallId | null;
      readonly session: SessionId | null;
      readonly server: string | null;
    },
    message: Excerpt | null,
  ): Promise<Ruling> {
    this.#ports.tell(`refused  ${about.server ?? 'a message'}: ${refusal.reason}`);
    await this.#ports.writer.append([{ kind: 'refusal', ...about, refusal, message }]);
    return { kind: 'refuse', refusal };
  }

  decide(decision: Decision): Result<null, string> {
    return this.#approvals.decide(decision);
  }

  refuseWaiting(refusal: Refusal): void {
    this.#approvals.refuseAll(refusal);
  }

  /** Opens the run in the record, and closes what the last run left open when it was cut off. */
  begin(version: string, mode: 'app' | 'unattended'): void {
    this.#ports.writer.ride({ kind: 'start', version, mode });
    for (const [call, state] of this.#ports.reader.unfinished()) {
      if (state === 'sent')
        this.#ports.writer.ride({ kind: 'outcome', call, status: 'lost', durationMs: 0, result: null });
      else {
        const refusal: Refusal = {
          code: 'prompt-lost',
          reason: 'Remit ended while the question waited; nothing was sent',
        };
        this.#ports.writer.ride({
          kind: 'refusal',
          call,
          session: null,
          server: null,
          refusal,
          message: null,
        });
      }
    }
  }

  /** Refuses what waits and closes the run. */
  end(): void {
    this.#approvals.refuseAll({ code: 'stopping', reason: 'Remit is stopping: call again when it runs' });
    this.#ports.writer.ride({ kind: 'stop' });
  }

  /** The grants in force with their use; those of a session only while it lasts. */
  grantRows(): readonly GrantRow[] {
    const live = new Set(this.#grants.map((grant) => grant.id));
    return this.#ports.reader.grantRows().filter((row) => live.has(row.grant.id));
  }

  /** A session is over, and the grants that were given for it with it. */
  endSession(session: SessionId): void {
    const left = this.#grants.filter(
      (grant) => grant.lifetime.kind !== 'session' || grant.lifetime.session !== session,
    );
    if (left.length < this.#grants.length) this.#changeGrants(left);
  }

  /** Takes effect on the very next call: the scope is compiled anew before this resolves. */
  async revoke(id: GrantId): Promise<Result<null, string>> {
    if (!this.#grants.some((grant) => grant.id === id)) return err(`no grant \`${id}\` is in force`);
    this.#changeGrants(this.#grants.filter((grant) => grant.id !== id));
    const written = await this.#ports.writer.append([{ kind: 'revocation', grant: id }]);
    this.#ports.tell(`revoked  ${id}`);
    if (written.ok) return ok(null);
    return err(`it is revoked until Remit restarts, but not for good: ${written.error.problem}`);
  }

  /** A grant from a button that names its extent (Try it), not from a prompt. */
  async grant(grant: Grant): Promise<Result<null, string>> {
    const written = await this.#ports.writer.append([{ kind: 'grant', grant, request: null }]);
    if (!written.ok) return err(written.error.problem);
    this.#changeGrants([...this.#grants, grant]);
    return ok(null);
  }

  pause(on: boolean): void {
    if (this.#paused === on) return;
    this.#paused = on;
    this.#ports.writer.ride({ kind: 'pause', on });
    this.#ports.tell(on ? 'paused   every call is refused' : 'resumed');
    if (on) this.#approvals.refuseAll(PAUSED);
  }

  #changeGrants(grants: readonly Grant[]): void {
    this.#grants = grants;
    this.#scope = this.#compile();
    this.#approvals.settleCovered();
  }

  #compile(): Scope {
    return compileScope(this.#grants, this.#ports.keyOf, this.#ports.protectedKeys);
  }

  #normalise(id: CallId, subject: Subject): Call {
    const { definition, serverCommand: _command, ...rest } = subject;
    const tool = definition();
    const known: Definition =
      tool === null
        ? { kind: 'unlisted' }
        : {
            kind: 'listed',
            hash: tool.hash,
            changed: this.#pins.get(pinKey(subject.server.name, subject.tool)) !== tool.hash,
          };
    const at = this.#instant(this.#ports.now().getTime());
    return normaliseCall({ ...rest, id, at, definition: known, inputSchema: tool?.inputSchema ?? null });
  }

  #coveredNow(call: Call, subject: Subject): readonly GrantId[] | null {
    const again = this.#normalise(call.id, subject);
    const verdict = decide(again, this.#scope, again.at);
    return verdict.kind === 'inside' ? verdict.grants : null;
  }

  async #refuseCall(call: Call, before: EntryBody | null, refusal: Refusal): Promise<Ruling> {
    const entry: EntryBody = {
      kind: 'refusal',
      call: call.id,
      session: call.session,
      server: call.server.name,
      refusal,
      message: null,
    };
    this.#ports.tell(`refused  ${call.agent.name}: ${call.server.name} > ${call.tool}: ${refusal.reason}`);
    await this.#ports.writer.append(before === null ? [entry] : [before, entry]);
    return { kind: 'refuse', refusal };
  }

  #unwritable(problem: string): Ruling {
    this.#ports.tell(`refused  the record can't be written: ${problem}`);
    const code =
      this.#ports.reader.health().kind === 'unverified' ? 'record-unverified' : 'record-unwritable';
    return { kind: 'refuse', refusal: { code, reason: problem } };
  }

  #words(id: GrantId): string {
    return (
      this.#grants.find((grant) => grant.id === id || grant.deny.some((denial) => denial.id === id))?.words ??
      id
    );
  }

  #instant(ms: number): Instant {
    return instantSchema.parse(new Date(ms).toISOString());
  }
}

function isRemembered(answer: Answer, rung: string): boolean {
  return answer.kind === 'remember' && answer.rung === rung;
}

function pinKey(server: ServerName, tool: string): string {
  return `${server}\u0000${tool}`;
}

function digestOf(request: Omit<ApprovalRequest, 'digest'>): Sha256 {
  return sha256Schema.parse(
    createHash('sha256')
      .update(canonicalize(request) ?? '')
      .digest('hex'),
  );
}

function callEntry(call: Call, verdict: Verdict): EntryBody {
  return {
    kind: 'call',
    call: call.id,
    session: call.session,
    agent: call.agent,
    server: call.server,
    tool: call.tool,
    digest: call.digest,
    definition: call.definition,
    args: excerpt(call.argsText),
    reaches: call.reaches,
    verdict,
  };
}

function definitionEntry(
  server: ServerRef,
  tool: string,
  definition: ToolDefinition,
  standing: 'first' | 'changed' | 'accepted',
): EntryBody {
  return {
    kind: 'definition',
    server,
    tool,
    hash: definition.hash,
    standing,
    definition: excerpt(definition.text),
  };
}

// The authority of one broker: the grants in force, the questions that wait, the tool definitions that are pinned, and the judge over
// them. Only the user's answers and the record give or take anything.

import canonicalize from 'canonicalize';
import type { Introduction } from '../../shared/contract/agents.ts';
import type { ServerRef } from '../../shared/contract/call.ts';
import type { Refusal } from '../../shared/contract/errors.ts';
import type { GrantRow } from '../../shared/contract/history.ts';
import {
  type CallId,
  type GrantId,
  type Instant,
  instantOf,
  type SessionId,
} from '../../shared/contract/ids.ts';
import type { EntryBody, Excerpt, OutcomeEntry } from '../../shared/contract/record-entry.ts';
import type { Setting } from '../../shared/contract/record-setting.ts';
import type { ApprovalRequest, Correction, Decision, PromptDecision } from '../../shared/contract/request.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import { LAPSE_DAYS } from '../../shared/core/usage.ts';
import { assertNever } from '../../shared/core/assert-never.ts';
import type { AuthorityPorts } from './authority-ports.ts';
import { Approvals } from './approvals.ts';
import { Canaries, CANARY } from './canaries.ts';
import { NOT_REPEATED, TAKEN_BACK, type CallPasses } from './call-passes.ts';
import { CallJudge, PAUSED } from './call-judge.ts';
import { Extensions } from './extensions.ts';
import { GrantChanges } from './grant-changes.ts';
import { HeldGrants } from './held-grants.ts';
import { Introductions } from './introductions.ts';
import type { Ruling, Subject, Ticket } from './judged-subject.ts';
import { PastCalls } from './past-calls.ts';
import type { UnfinishedStanding } from './record-state.ts';
import type { ToolCorrections } from './tool-corrections.ts';
import { sha256 } from './sha256.ts';
import { settingProblem } from './setting-problem.ts';
import { ToolPins, type ToolDefinition } from './tool-pins.ts';

/** Calls of earlier runs against which rungs are tried. */
const MAX_RECALLED = 1000;

export class Authority {
  readonly #ports: AuthorityPorts;
  readonly #approvals: Approvals;
  readonly #pins: ToolPins;
  readonly #introductions: Introductions;
  readonly #held: HeldGrants;
  readonly #judge: CallJudge;
  readonly #corrections: ToolCorrections;
  readonly #newScope: boolean;
  /** What the user makes of the grants in the app window by itself: less, and never more. */
  readonly changes: GrantChanges;
  /** What the user proposes there to make more of a grant, and answers in the prompt. */
  readonly extensions: Extensions;
  /** The questions about calls that wait. */
  #asked: readonly ApprovalRequest[] = [];
  /** Calls that are made to be stopped: they are refused before anything is judged. */
  readonly canaries = new Canaries();
  #paused = false;
  #withdrawals = 0;

  constructor(ports: AuthorityPorts) {
    this.#ports = ports;
    this.#approvals = new Approvals((requests) => {
      this.#asked = requests;
      this.tellWaiting();
    });
    this.#pins = new ToolPins(ports.reader.pins(), ports.reader.noted());
    this.#introductions = new Introductions({ agents: ports.reader.agents(), servers: this.#pins.servers() });
    // No session of an earlier run is still there.
    const held = ports.reader.heldGrants().filter((grant) => grant.lifetime.kind !== 'session');
    const usage = ports.reader.usage();
    const { scopeGrants } = ports;
    this.#newScope =
      scopeGrants.length > 0 && usage.startScope(scopeGrants, sha256(canonicalize(scopeGrants) ?? ''));
    this.#held = new HeldGrants([...ports.scopeGrants, ...held], usage, {
      keyOf: ports.keyOf,
      protectedKeys: ports.protectedKeys,
      changed: () => this.#grantsChanged(),
    });
    this.#corrections = ports.reader.corrections();
    this.changes = new GrantChanges(
      {
        ...ports,
        withdrawn: () => this.#takeBack(),
        isAsked: (id) => this.extensions.requests.some(({ grant }) => grant === id),
      },
      this.#held,
    );
    this.extensions = new Extensions(
      {
        ...ports,
        isUnattended: ports.prompt === null,
        isPaused: () => this.#paused,
        rowOf: (grant) => this.changes.row(grant),
        changed: () => this.tellWaiting(),
      },
      this.#held,
    );
    this.#judge = new CallJudge(ports, {
      approvals: this.#approvals,
      pins: this.#pins,
      held: this.#held,
      corrections: this.#corrections,
      past: new PastCalls(() => ports.reader.recentCalls(MAX_RECALLED)),
      isPaused: () => this.#paused,
      withdrawals: () => this.#withdrawals,
    });
  }

  get waiting(): number {
    return this.#approvals.count + this.extensions.requests.length;
  }

  /** What has come for the first time in this run. */
  get introductions(): readonly Introduction[] {
    return this.#introductions.told;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** See `CallJudge.judge`. */
  judge(subject: Subject, ticket: Ticket, asks: () => void): Promise<Ruling> {
    const { session, server, agent } = subject;
    if (this.canaries.stops(subject))
      return this.refuse(CANARY, { call: null, session, server: server.name }, null);
    this.#introductions.call(agent.name);
    return this.#judge.judge(subject, ticket, asks);
  }

  /** How often authority has been taken back in this run: what was allowed before the last time has to be judged anew. */
  get withdrawals(): number {
    return this.#withdrawals;
  }

  /** What was allowed before this has to be judged anew. */
  #takeBack(): void {
    this.#withdrawals += 1;
    this.#judge.passes.endRecorded(TAKEN_BACK);
  }

  /** What was allowed and passes when its agent calls again. */
  get passes(): CallPasses {
    return this.#judge.passes;
  }

  /** See `CallJudge.fits`. */
  fits(...call: Parameters<CallJudge['fits']>): Promise<boolean> {
    return this.#judge.fits(...call);
  }

  /** Notes a server's complete list of tools: new ones are pinned, changed ones lose the grants that were bound to them. */
  noteTools(server: ServerRef, tools: readonly (ToolDefinition & { readonly name: string })[]): void {
    const noted = this.#pins.note(server, tools);
    for (const entry of noted) this.#ports.writer.ride(entry);
    this.#introductions.listed(server.name, tools.length, noted);
  }

  outcome(call: CallId, status: OutcomeEntry['status'], durationMs: number, result: Excerpt | null): void {
    const rounded = Math.round(durationMs * 1000) / 1000;
    this.#ports.writer.ride({ kind: 'outcome', call, status, durationMs: rounded, result });
    this.#ports.tell(`recorded ${call.slice(0, 8)} ${status} in ${durationMs.toFixed(1)} ms`);
  }

  note(body: EntryBody): void {
    this.#ports.writer.ride(body);
  }

  /** See `CallJudge.refuse`. */
  refuse(...refused: Parameters<CallJudge['refuse']>): Promise<Ruling> {
    return this.#judge.refuse(...refused);
  }

  /** Takes the user's answer to a call's question. */
  decide(decision: Decision): Result<null, string> {
    return this.#approvals.decide(decision);
  }

  /** Takes the user's answer to whichever question it names. */
  async answer(decision: PromptDecision): Promise<Result<null, string>> {
    const extended = this.extensions.decide(decision);
    if (extended !== null) return extended;
    const { request, digest, answer } = decision;
    if (answer.kind === 'extend') return err('this question no longer waits: propose it again in Authority');
    return this.decide({ request, digest, answer });
  }

  /** Tells the prompt all questions that wait, oldest first, and whose callers were put off: that one is stands outside of what is answered. */
  tellWaiting(): void {
    const all = [...this.#asked, ...this.extensions.requests];
    const oldestFirst = all.sort((a, b) => a.at.localeCompare(b.at));
    this.#ports.prompt?.({ waiting: oldestFirst, putOff: this.#approvals.putOff });
  }

  #grantsChanged(): void {
    this.#approvals.settleCovered();
    this.extensions.withdrawChanged();
  }

  /** The user corrects how an argument is read. The correction is in the record before the question is put anew. */
  async correct(correction: Correction): Promise<Result<null, string>> {
    const about = this.#approvals.about(correction);
    if (!about.ok) return about;
    const { server, tool } = about.value;
    const { request, pointer, role } = correction;
    const entry: EntryBody = { kind: 'profile', server, tool, pointer, role, request };
    const written = await this.#ports.writer.append([entry]);
    if (!written.ok) return err(written.error.problem);
    this.#corrections.take(entry);
    this.#approvals.corrected(request);
    return ok(null);
  }

  refuseWaiting(refusal: Refusal): void {
    this.#approvals.refuseAll(refusal);
    this.extensions.withdrawAll();
  }

  /** Opens the run in the record, and closes what the last run left open when it was cut off. */
  begin(version: string, mode: 'app' | 'unattended'): void {
    this.#ports.writer.ride({ kind: 'start', version, mode });
    const { scopeGrants: grants } = this.#ports;
    if (this.#newScope)
      this.#ports.writer.ride({ kind: 'scope', sha256: sha256(canonicalize(grants) ?? ''), grants });
    for (const [call, state] of this.#ports.reader.unfinished()) {
      const entry = this.#endOf(call, state);
      if (entry !== null) this.#ports.writer.ride(entry);
    }
  }

  /** How a call ends that an earlier run has left open; null for one that may still pass. */
  #endOf(call: CallId, state: UnfinishedStanding): EntryBody | null {
    switch (state) {
      case 'sent':
        return { kind: 'outcome', call, status: 'lost', durationMs: 0, result: null };
      case 'waiting':
        return endedEntry(call, CUT_OFF);
      case 'allowed':
        return this.passes.isFresh(call) ? null : endedEntry(call, NOT_REPEATED);
      default:
        return assertNever(state);
    }
  }

  /** Refuses what waits and closes the run. */
  end(): void {
    this.refuseWaiting({ code: 'stopping', reason: 'Remit is stopping: call again when it runs' });
    this.#ports.writer.ride({ kind: 'stop' });
  }

  /** The grants in force with their use; those of a session only while it lasts. */
  grantRows(): readonly GrantRow[] {
    const now = instantOf(this.#ports.now());
    return this.#ports.reader
      .grantRows()
      .filter((row) => this.#held.has(row.grant.id))
      .map((row) => ({ ...row, suspended: this.#suspended(row.grant, now) }));
  }

  #suspended(grant: Grant, now: Instant): string | null {
    if (this.#held.usage.hasLapsed(grant.id, now)) return `lapsed: not used for ${LAPSE_DAYS} days`;
    return grant.limits.some((limit) => this.#held.usage.isReached(limit, now)) ? 'used up' : null;
  }

  /** What a grant for the session allowed ends with it, also where its agent hasn't called again yet. */
  endSession(session: SessionId): void {
    if (this.#held.endSession(session)) this.#withdrawals += 1;
  }

  /** Takes effect on the very next call: the scope is compiled anew before this resolves. */
  revoke(id: GrantId): Promise<Result<null, string>> {
    return this.changes.revoke(id);
  }

  /** A grant from a button that names its extent (Try it), not from a prompt. */
  async grant(grant: Grant): Promise<Result<null, string>> {
    const written = await this.#ports.writer.append([{ kind: 'grant', grant, request: null }]);
    if (!written.ok) return err(written.error.problem);
    this.#held.add(grant, instantOf(this.#ports.now()));
    return ok(null);
  }

  /** A choice about the record: in force once it is in there. */
  async set(setting: Setting): Promise<Result<null, string>> {
    const { writer, holdsSecret } = this.#ports;
    const problem = settingProblem(setting, holdsSecret);
    if (problem !== null) return err(problem);
    const written = await writer.append([{ kind: 'setting', setting }]);
    return written.ok ? ok(null) : err(written.error.problem);
  }

  pause(on: boolean): void {
    if (this.#paused === on) return;
    this.#paused = on;
    this.#takeBack();
    this.#ports.writer.ride({ kind: 'pause', on });
    this.#ports.tell(on ? 'paused   every call is refused' : 'resumed');
    if (on) this.refuseWaiting(PAUSED);
  }
}

const CUT_OFF: Refusal = {
  code: 'prompt-lost',
  reason: 'Remit ended while the question waited; nothing was sent',
};

function endedEntry(call: CallId, refusal: Refusal): EntryBody {
  return { kind: 'refusal', call, session: null, server: null, refusal, message: null };
}

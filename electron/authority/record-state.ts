// Everything that is in force, as a fold of the record, entry by entry. Nothing else gives or takes authority.

import type { CallId, Instant, ServerName, Sha256 } from '../../shared/contract/ids.ts';
import type { EntryBody } from '../../shared/contract/record-entry.ts';
import type { Carried, KeyPlace } from '../../shared/contract/record-proof.ts';
import {
  emptyFold,
  foldEntry,
  grantNamed,
  isInForce,
  type RecordedGrant,
} from '../../shared/core/grants-from-record.ts';
import { settingsList, USUAL_SETTINGS, withSetting } from '../../shared/core/record-settings.ts';
import { ToolCorrections } from './tool-corrections.ts';
import { UsageReplay } from './usage-replay.ts';

type Pin = Carried['pins'][number];
/** `allowed`: it may be sent when its agent calls again. */
export type UnfinishedStanding = 'waiting' | 'allowed' | 'sent';
type Unfinished = { readonly seq: number; readonly standing: UnfinishedStanding };
/** What the identical call passes with, once, and since when. */
export type RecordedPass = { readonly digest: Sha256; readonly at: Instant };

/** Agents name themselves, and could do so anew for each call. */
const MAX_CARRIED_AGENTS = 200;

export class RecordState {
  readonly fold = emptyFold();
  readonly corrections = new ToolCorrections();
  readonly usage = new UsageReplay();
  /** Calls that have no end yet, in the order of their entries. */
  readonly unfinished = new Map<CallId, Unfinished>();
  /** Calls that were allowed and whose agents haven't called again, as far as nothing was taken back since. */
  readonly passes = new Map<CallId, RecordedPass>();
  /** Of these the calls that passed by a grant for a session: no session outlasts the run. */
  readonly #bySession = new Set<CallId>();
  /** Agents that have made a call. */
  readonly agents = new Set<string>();
  /** Hash of each changed definition that was noted last, keyed as the pins. */
  readonly noted = new Map<string, Sha256>();
  readonly #pins = new Map<string, Pin>();
  #settings = USUAL_SETTINGS;
  #usedByApp = false;

  get settings(): typeof USUAL_SETTINGS {
    return this.#settings;
  }

  /** The app has opened this record before. */
  get usedByApp(): boolean {
    return this.#usedByApp;
  }

  /** Hash of each tool's definition as the user last accepted it, by server name, NUL, tool. */
  get pins(): ReadonlyMap<string, Sha256> {
    return new Map([...this.#pins].map(([key, { hash }]) => [key, hash]));
  }

  grantsInForce(now: Instant): readonly RecordedGrant[] {
    return [...this.fold.grants.values()].filter((held) => isInForce(held, now));
  }

  take(seq: number, at: Instant, body: EntryBody): void {
    foldEntry(this.fold, seq, at, body);
    this.usage.take(at, body);
    this.corrections.take(body);
    switch (body.kind) {
      case 'start':
        if (body.mode === 'app') this.#usedByApp = true;
        break;
      case 'definition':
        this.#takeDefinition(body);
        break;
      case 'setting':
        this.#settings = withSetting(this.#settings, body.setting);
        break;
      case 'prune':
        this.#restore(body.carried);
        break;
      default:
        if (takesBack(body)) this.passes.clear();
        this.#takeCall(seq, at, body);
    }
  }

  #takeCall(seq: number, at: Instant, body: EntryBody): void {
    switch (body.kind) {
      case 'call':
        this.agents.add(body.agent.name);
        this.unfinished.set(body.call, {
          seq,
          standing: body.verdict.kind === 'inside' ? 'sent' : 'waiting',
        });
        break;
      case 'decision':
        if (body.answer.kind === 'remember' && body.answer.lifetime === 'session')
          this.#bySession.add(body.call);
        this.#stands(body.call, seq, 'sent');
        break;
      case 'covered':
        if (body.grants.some((id) => this.#endsWithSession(id))) this.#bySession.add(body.call);
        this.#stands(body.call, seq, 'sent');
        break;
      case 'pass':
        if (!this.#bySession.has(body.call)) this.passes.set(body.call, { digest: body.digest, at });
        this.#stands(body.call, seq, 'allowed');
        break;
      case 'resumed':
        this.#forget(body.call);
        this.#stands(body.call, seq, 'sent');
        break;
      case 'refusal':
      case 'outcome':
        if (body.call === null) break;
        this.#forget(body.call);
        this.unfinished.delete(body.call);
        break;
      default:
        break;
    }
  }

  #stands(call: CallId, seq: number, standing: UnfinishedStanding): void {
    this.unfinished.set(call, { seq: this.unfinished.get(call)?.seq ?? seq, standing });
  }

  #forget(call: CallId): void {
    this.passes.delete(call);
    this.#bySession.delete(call);
  }

  #endsWithSession(part: string): boolean {
    return grantNamed(this.fold, part)?.grant.lifetime.kind === 'session';
  }

  /** A first definition never stands in for one that is pinned: that takes an answer of the user. */
  #takeDefinition({ server, tool, hash, standing }: Extract<EntryBody, { kind: 'definition' }>): void {
    const key = pinKey(server.name, tool);
    if (standing === 'changed') this.noted.set(key, hash);
    if (standing === 'changed' || (standing === 'first' && this.#pins.has(key))) return;
    this.#pins.set(key, { server: server.name, tool, hash });
  }

  /** Everything in force, as a prune hands it on. */
  carried(now: Instant, keyPlace: KeyPlace): Carried {
    const held = this.grantsInForce(now);
    return {
      keyPlace,
      grants: held.map(({ grant, seq, since, request, origin, uses, lastUsed, extends: before }) => {
        const known = { grant, seq, since, request, origin, uses, lastUsed };
        return before === null ? known : { ...known, extends: before };
      }),
      pins: [...this.#pins.values()],
      corrections: this.corrections.carried(),
      usage: this.usage.ledger.carried(held.map(({ grant }) => grant)),
      settings: settingsList(this.#settings),
      usedByApp: this.#usedByApp,
      agents: [...this.agents].slice(0, MAX_CARRIED_AGENTS),
    };
  }

  #restore(carried: Carried): void {
    this.#pins.clear();
    for (const pin of carried.pins) this.#pins.set(pinKey(pin.server, pin.tool), pin);
    this.corrections.restore(carried.corrections);
    this.#settings = carried.settings.reduce(withSetting, USUAL_SETTINGS);
    this.#usedByApp = carried.usedByApp;
    for (const agent of carried.agents) this.agents.add(agent);
  }
}

/** What was allowed before authority is taken back has to be judged anew. */
function takesBack(body: EntryBody): boolean {
  return (
    body.kind === 'revocation' ||
    body.kind === 'pause' ||
    (body.kind === 'grant' && body.narrows !== undefined)
  );
}

function pinKey(server: ServerName, tool: string): string {
  return `${server}\u0000${tool}`;
}

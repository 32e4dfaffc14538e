// Judges calls against a scope file without a broker or a record. A call is made comparable and decided by the functions that the broker
// uses, so that what is inside here is inside there.

import { homedir } from 'node:os';
import process from 'node:process';
import type { Call, ServerRef } from '../../shared/contract/call.ts';
import { instantOf, type ServerName, sessionIdSchema } from '../../shared/contract/ids.ts';
import type { JsonObject } from '../../shared/contract/json.ts';
import type { Place, Platform } from '../../shared/contract/place.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { Grant } from '../../shared/contract/scope.ts';
import type { Verdict } from '../../shared/contract/verdict.ts';
import type { ReachSubject } from '../../shared/core/find-reaches.ts';
import { keyOf } from '../../shared/core/path-key.ts';
import { HeldGrants } from './held-grants.ts';
import { parseScope } from './load-scope.ts';
import { newCallId } from './new-call-id.ts';
import { loadReaders, normaliseCall, readersNeeded } from './normalise-call.ts';
import { protectedKeys } from './protected-places.ts';
import { realPath } from './resolve-path.ts';
import { sha256 } from './sha256.ts';
import type { ToolDefinition } from './tool-pins.ts';
import { UsageLedger } from './usage-ledger.ts';

/** A call as it would reach the broker. `argsText` is the exact text of `args`. */
export type CheckSubject = {
  readonly server: ServerName;
  readonly tool: string;
  readonly args: JsonObject;
  readonly argsText: string;
  /** The tool's definition where it is known; the grants of a scope file bind it only where they name it. */
  readonly definition: ToolDefinition | null;
  readonly place: Place;
};

/** What the scope comes to for calls from one place: the same file reads differently for another home or platform. */
export type PlacedScope = {
  readonly held: HeldGrants;
  readonly grants: readonly Grant[];
  /** The real path of the home folder. */
  readonly home: string;
  readonly keyOf: (path: string) => string;
  readonly protectedKeys: readonly string[];
};

export type CheckedCall = {
  readonly call: Call;
  /** What the call's reaches were found in. */
  readonly reads: ReachSubject;
  readonly verdict: Verdict;
  readonly scope: PlacedScope;
  /** Whether the server is registered, so that a grant can be bound to how it is started. */
  readonly isServerKnown: boolean;
};

/** A server that a grant can be bound to: what it is to the grants, and the line that starts it. */
export type KnownServer = { readonly ref: ServerRef; readonly command: string };

export type CheckPorts = {
  readonly scopeText: string;
  /** The registered server of this name; null when there is none, and the name is all that is known of it. */
  readonly server: (name: ServerName) => KnownServer | null;
  /** Remit's own data folder, which no wide grant covers. */
  readonly dataDir: string;
  readonly now: () => Date;
};

/** Places for which the scope is kept ready. */
const MAX_PLACES = 64;
const SESSION = sessionIdSchema.parse('check');

export class CallCheck {
  readonly #ports: CheckPorts;
  /** One for all places: a limit holds for the whole stream. */
  readonly #usage = new UsageLedger();
  readonly #placed = new Map<string, Result<PlacedScope, string>>();

  private constructor(ports: CheckPorts) {
    this.#ports = ports;
  }

  /** Reads the scope once for this place, so that a file with a fault in it is refused before the first call. */
  static open(ports: CheckPorts, place: Place): Result<CallCheck, string> {
    const check = new CallCheck(ports);
    const placed = check.#placedAt(place);
    return placed.ok ? ok(check) : placed;
  }

  /** Judges one call. One that is inside counts as used for those after it. The error says why the scope has no meaning at its place. */
  async judge(subject: CheckSubject): Promise<Result<CheckedCall, string>> {
    const scope = this.#placedAt(subject.place);
    if (!scope.ok) return scope;
    const { tool, args, definition } = subject;
    const known = this.#ports.server(subject.server);
    const { ref, command } = known ?? serverNamed(subject.server);
    const reads: ReachSubject = {
      server: ref.name,
      serverCommand: command,
      tool,
      args,
      inputSchema: definition?.inputSchema ?? null,
      corrections: null,
    };
    const needed = readersNeeded(reads);
    if (needed.length > 0) await loadReaders(needed);
    const call = this.#normalise(subject, reads, ref, agentOf(scope.value.grants));
    const verdict = scope.value.held.judge(call);
    return ok({ call, reads, verdict, scope: scope.value, isServerKnown: known !== null });
  }

  #normalise(subject: CheckSubject, reads: ReachSubject, server: ServerRef, agent: string): Call {
    const { definition } = subject;
    const now = this.#ports.now();
    return normaliseCall({
      ...reads,
      id: newCallId(now),
      at: instantOf(now),
      session: SESSION,
      task: null,
      agent: { name: agent, process: null, claims: null },
      server,
      argsText: subject.argsText,
      place: subject.place,
      definition:
        definition === null
          ? { kind: 'unlisted' }
          : { kind: 'listed', hash: definition.hash, changed: false },
    });
  }

  #placedAt(place: Place): Result<PlacedScope, string> {
    const key = JSON.stringify([place.platform, place.home]);
    const known = this.#placed.get(key);
    if (known !== undefined) return known;
    const made = this.#read(place);
    const [oldest] = this.#placed.keys();
    if (this.#placed.size >= MAX_PLACES && oldest !== undefined) this.#placed.delete(oldest);
    this.#placed.set(key, made);
    return made;
  }

  #read(place: Place): Result<PlacedScope, string> {
    const read = parseScope(this.#ports.scopeText, place);
    if (!read.ok) return read;
    const grants = read.value;
    for (const grant of grants) this.#usage.add(grant, null);
    const home = realPath(place.home, place);
    const keys = {
      keyOf: keyOf(place.platform, place.caseSensitive),
      protectedKeys: protectedKeys(place, this.#ports.dataDir),
    };
    const held = new HeldGrants(grants, this.#usage, { ...keys, changed: () => undefined });
    return ok({ held, grants, home: home.ok ? home.value : place.home, ...keys });
  }
}

/** Nothing says how it is started: no grant that is bound to a way of starting it holds. */
function serverNamed(name: ServerName): KnownServer {
  return { ref: { name, identity: sha256(`named ${name}`) }, command: '' };
}

/** A scope is for one agent or for any: the calls are taken for that one's. */
function agentOf(grants: readonly Grant[]): string {
  for (const { agent } of grants) if (agent !== 'any') return agent.name;
  return 'check';
}

function thisPlatform(): Platform {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}

/** This machine, as a call that says nothing else would run on it. */
export function thisPlace(): Place {
  return { platform: thisPlatform(), cwd: process.cwd(), home: homedir(), bases: [] };
}

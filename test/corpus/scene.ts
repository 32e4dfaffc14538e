// The state of the world that a case assumes, and its people and servers before and at the call.

import { protectedKeys as ownProtectedKeys } from '../../electron/authority/protected-places.ts';
import type { Place } from '../../shared/contract/place.ts';
import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import { callerProblem } from '../../shared/core/loopback-caller.ts';
import { callerOf, isDefined, isStarted, knownBindings, listed, serverOf, type Bindings } from './cast.ts';
import { listOf, NotModelled, objectOf, onlyKeys, textOf, textsOf, type CorpusCase } from './corpus-case.ts';
import type { Granted } from './granted.ts';
import type { Connected } from './stage.ts';
import { isJsonObject } from '../../shared/core/strict-json.ts';
import type { World } from './world.ts';
import type { Worlds } from './worlds.ts';

const ENV_KEYS = [
  ...['cwd', 'home', 'fs', 'protected', 'links', 'record_has_decision', 'grant_signature', 'approvers'],
  ...['listed_tools', 'changed_tools', 'annotations'],
];
const CONTEXT_KEYS = ['session', 'agent', 'time', 'host', 'origin', 'token', 'env_sha256', 'peer', 'task'];
/** What a case writes for the token that the caller was given. */
const GOOD_TOKEN = 'ok';

/** The world of the history may be another than that of the call. */
export type When = 'before' | 'call';
type Moments = Readonly<Record<'grant' | When, World>>;
const WHENS = ['grant', 'before', 'call'] as const;

async function momentsOf(
  { grant, env, setup, history, platform }: CorpusCase,
  worlds: Worlds,
): Promise<Moments> {
  const whole: JsonObject = { ...env, platform };
  const { links, ...unlinked } = whole;
  const call = await worlds.of(setup, whole);
  // A link that the state names was made by an earlier call: before that there was none.
  const before = links === undefined || history.length === 0 ? call : await worlds.of(setup, unlinked);
  // Who grants a single file has that file in mind: what has been put in its stead since then is another.
  const file = textOf(grant, 'kind') === 'path-exact' ? textOf(objectOf(grant, 'value') ?? {}, 'path') : null;
  const steps = setup.filter((step) => file === null || !isJsonObject(step) || textOf(step, 'at') !== file);
  return { call, before, grant: steps.length === setup.length ? before : await worlds.of(steps, unlinked) };
}

export class Scene {
  readonly #one: CorpusCase;
  readonly #granted: Granted;
  readonly #worlds: Moments;

  private constructor(one: CorpusCase, granted: Granted, worlds: Moments) {
    this.#one = one;
    this.#granted = granted;
    this.#worlds = worlds;
  }

  static async make(one: CorpusCase, granted: Granted, shared: Worlds): Promise<Scene> {
    const bindings = Object.keys(one.env).filter((key) => isStarted(key) || isDefined(key));
    onlyKeys(one.env, [...ENV_KEYS, ...bindings], 'the state of the world');
    onlyKeys(objectOf(one.env, 'fs') ?? {}, ['case_sensitive', 'unicode'], 'the file system');
    knownBindings(granted.bound);
    const worlds = await momentsOf(one, shared);
    const cannot = WHENS.map((when) => worlds[when].cannot).find((why) => why !== null);
    if (cannot !== undefined) throw new NotModelled(cannot);
    return new Scene(one, granted, worlds);
  }

  get grantPlace(): Place {
    return this.#worlds.grant.place;
  }

  place(when: When): Place {
    return this.#worlds[when].place;
  }

  /** What the case protects, and what Remit protects by itself. */
  get protectedKeys(): readonly string[] {
    return protectedIn(this.#worlds.call);
  }

  /** Nobody is there who may approve. */
  get unattended(): boolean {
    return this.approvers?.length === 0;
  }

  get approvers(): readonly string[] | null {
    return this.#one.env['approvers'] === undefined
      ? null
      : textsOf(this.#one.env, 'approvers', '`approvers`');
  }

  /** The connection of a call to a server; null where no server can have that name. */
  connected(server: string, tool: string, context: JsonObject | null, when: When): Connected | null {
    onlyKeys(context ?? {}, CONTEXT_KEYS, 'the context');
    onlyKeys(objectOf(context ?? {}, 'peer') ?? {}, ['exe', 'uid', 'pid'], 'the program of the caller');
    const caller = callerOf(context);
    const bindings = this.#bindings(server, when);
    const found = serverOf(server, bindings);
    if (found === null) return null;
    const { ref, spec } = found;
    return {
      caller,
      server: ref,
      spec,
      tools: this.#tools(server, tool, bindings, when),
      place: this.place(when),
    };
  }

  #bindings(server: string, when: When): Bindings {
    const { env } = this.#one;
    const environment = when === 'before' ? this.#approvedEnvironment() : this.#environment();
    const inEnvironment: Bindings = environment === null ? {} : { env_sha256: environment };
    if (server !== this.#granted.server) return inEnvironment;
    const bound = Object.entries(this.#granted.bound);
    if (when === 'before') return { ...Object.fromEntries(bound), ...inEnvironment };
    // What nobody vouches for has changed.
    const now = bound.map(([key]) => [key, textOf(env, key) ?? 'not known'] as const);
    return { ...Object.fromEntries(now), ...inEnvironment };
  }

  /** The environment of the server is part of how it is started. */
  #environment(): string | null {
    return textOf(objectOf(this.#one.call, 'context') ?? {}, 'env_sha256');
  }

  #approvedEnvironment(): string | null {
    const approved = this.#one.history.map((event) => environmentIn(event)).find((text) => text !== null);
    return approved ?? this.#environment();
  }

  #tools(server: string, tool: string, bindings: Bindings, when: When): Connected['tools'] {
    const { env, call } = this.#one;
    const known = [this.#granted.tool, ...(tool === '' ? [] : [tool])];
    const named =
      when === 'call' && listOf(env, 'listed_tools') !== null
        ? textsOf(env, 'listed_tools', '`listed_tools`')
        : null;
    const changed = when === 'call' ? textsOf(env, 'changed_tools', '`changed_tools`') : [];
    const isCalled = server === textOf(call, 'server');
    const annotations = isCalled ? objectOf(env, 'annotations') : null;
    return listed({ names: named ?? [...new Set(known)], bindings, changed, annotations });
  }

  /** Why a call that comes over HTTP isn't even listened to; null for one that is, or that comes another way. */
  callerProblem(context: JsonObject | null): string | null {
    if (context === null || !['host', 'origin', 'token'].some((key) => key in context)) return null;
    // Every request names a host: a case that says nothing of it means nothing by it.
    const { host = 'localhost', origin = null, token = null } = context;
    if (![host, origin, token].every((header) => header === null || typeof header === 'string'))
      throw new NotModelled('a header of the request isn’t text');
    const headers = {
      host: textOf({ host }, 'host'),
      origin: textOf({ origin }, 'origin'),
      token: textOf({ token }, 'token'),
    };
    return callerProblem({ ...headers, expectedToken: GOOD_TOKEN });
  }
}

const protectedBy = new WeakMap<World, readonly string[]>();

function protectedIn(world: World): readonly string[] {
  const { place, protectedKeys } = world;
  const own = protectedBy.get(world) ?? ownProtectedKeys(place, `${place.home}/.local/share/remit`);
  protectedBy.set(world, own);
  return [...protectedKeys, ...own];
}

function environmentIn(event: JsonValue): string | null {
  return typeof event === 'object' &&
    event !== null &&
    'env_sha256' in event &&
    typeof event.env_sha256 === 'string'
    ? event.env_sha256
    : null;
}

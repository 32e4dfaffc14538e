// The worlds of a run. Nothing that judges changes one, so that cases which assume the same share it.

import type { JsonObject, JsonValue } from '../../shared/contract/json.ts';
import { makeWorld, type World } from './world.ts';

export class Worlds {
  readonly #made = new Map<string, Promise<World>>();

  of(setup: readonly JsonValue[], env: JsonObject): Promise<World> {
    const key = JSON.stringify([setup, env]);
    const made = this.#made.get(key) ?? makeWorld(setup, env);
    this.#made.set(key, made);
    return made;
  }

  async remove(): Promise<void> {
    for (const world of this.#made.values()) (await world).remove();
    this.#made.clear();
  }
}

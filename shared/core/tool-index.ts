// Tool grants of one server and tool, arranged so that those which cover a call are looked up instead of tried one by one: a user who
// remembers a thousand exact calls has a thousand grants on one tool.

import type { JsonObject } from '../contract/json.ts';
import type { ArgMatcher, ToolGrant } from '../contract/scope.ts';
import { argsFit, valueAt } from './arg-matcher.ts';
import { canonicalText } from './canonical-text.ts';
import type { Holders } from './holders.ts';

/** Tool grants that say the same, with all that hold them. `says` is that as text. */
export type ToolGroup = { readonly says: string; readonly part: ToolGrant; readonly holders: Holders };

/** Grants that ask equality of the same arguments: found by these arguments' values. */
type Shape = {
  readonly pointers: readonly string[];
  readonly byValues: Map<string, ToolGroup[]>;
  longest: number;
};

export class ToolIndex {
  readonly #shapes = new Map<string, Shape>();
  readonly #others: ToolGroup[] = [];
  #sorted: readonly ToolGroup[] | null = null;

  add(group: ToolGroup): void {
    this.#sorted = null;
    const wanted = equalities(group.part.args ?? {});
    const text = wanted === null ? null : canonicalText(wanted.map(([, value]) => value));
    if (wanted === null || text === null) {
      this.#others.push(group);
      return;
    }
    const pointers = wanted.map(([pointer]) => pointer);
    const name = JSON.stringify(pointers);
    const shape = this.#shapes.get(name) ?? {
      pointers,
      byValues: new Map<string, ToolGroup[]>(),
      longest: 0,
    };
    shape.byValues.set(text, [...(shape.byValues.get(text) ?? []), group]);
    shape.longest = Math.max(shape.longest, text.length);
    this.#shapes.set(name, shape);
  }

  /** The groups whose matchers fit these arguments, whatever else binds them. */
  *fitting(args: JsonObject): Generator<ToolGroup> {
    for (const shape of this.#shapes.values()) {
      const values = shape.pointers.map((pointer) => valueAt(args, pointer));
      if (values.includes(undefined)) continue;
      const text = canonicalText(values, shape.longest);
      if (text !== null) yield* shape.byValues.get(text) ?? [];
    }
    for (const group of this.#others) {
      if (argsFit(group.part.args ?? {}, args)) yield group;
    }
  }

  /** All groups in the order of what they say: for telling by how much a call misses them. Sorted when first asked for. */
  sorted(): readonly ToolGroup[] {
    this.#sorted ??= [
      ...this.#others,
      ...[...this.#shapes.values()].flatMap((shape) => [...shape.byValues.values()].flat()),
    ].sort((a, b) => (a.says < b.says ? -1 : 1));
    return this.#sorted;
  }
}

/** The values asked for, by pointer, when nothing but equality is asked. */
function equalities(matchers: Readonly<Record<string, ArgMatcher>>): readonly [string, unknown][] | null {
  const found: [string, unknown][] = [];
  for (const [pointer, matcher] of Object.entries(matchers)) {
    if (matcher === 'any' || !('equals' in matcher)) return null;
    found.push([pointer, matcher.equals]);
  }
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}

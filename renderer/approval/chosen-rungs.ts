// Which rungs are chosen on the screen: one of each ladder, or one that settles them all and stands alone.

import type { ApprovalRequest, Rung } from '../../shared/contract/request.ts';

/** The chosen rung of each ladder, by the place of its excess; null: none of it. */
export type Choice = ReadonlyMap<number, Rung | null>;

function laddersOf(request: ApprovalRequest): readonly (readonly [number, readonly Rung[]])[] {
  return request.excess.flatMap(({ rungs }, at) => (rungs.length === 0 ? [] : [[at, rungs] as const]));
}

/** The narrowest of each ladder, as long as it isn't a wide one: that has to be chosen by hand. */
export function firstChoice(request: ApprovalRequest): Choice {
  const ladders = laddersOf(request);
  const settling = narrowest(ladders[0]?.[1] ?? []);
  const settles = settling?.settles === true;
  return new Map(ladders.map(([at, rungs], place) => [at, settles && place > 0 ? null : narrowest(rungs)]));
}

function narrowest(rungs: readonly Rung[]): Rung | null {
  const [first] = rungs;
  return first === undefined || first.wide ? null : first;
}

/** Choosing a rung that settles all lets go of the others; choosing another puts a narrow one wherever none would be left. */
export function choose(request: ApprovalRequest, choice: Choice, at: number, rung: Rung): Choice {
  return new Map(
    laddersOf(request).map(([place, rungs]) => {
      if (place === at) return [place, rung];
      if (rung.settles) return [place, null];
      const before = choice.get(place) ?? null;
      if (before !== null && !before.settles) return [place, before];
      return [place, rungs.find((one) => !one.settles) ?? null];
    }),
  );
}

/** The rungs of an answer, in the order of their ladders; null while some excess has none. */
export function chosenRungs(choice: Choice): readonly Rung[] | null {
  const chosen = [...choice.values()];
  const settling = chosen.find((rung) => rung?.settles === true) ?? null;
  if (settling !== null) return [settling];
  const all = chosen.filter((rung) => rung !== null);
  return all.length === chosen.length && all.length > 0 ? all : null;
}

// Things by key, with the keys in order: what begins with a text is found by one search.

export type Table<T> = { readonly byKey: ReadonlyMap<string, T>; readonly sorted: readonly string[] };

export function tableOf<T>(byKey: ReadonlyMap<string, T>): Table<T> {
  return { byKey, sorted: [...byKey.keys()].sort() };
}

import type { Random } from '../support/random.ts';

/** Begins to follow the record's files in a data folder. */
export function follow(data: string): void;
/** The files as they could lie there after a power cut at this moment, by name. */
export function afterPowerCut(random: Random): ReadonlyMap<string, Buffer>;

import type { LosslessNumber } from 'lossless-json';

/**
 * A JSON value as Remit judges it. Numbers that a double holds exactly are numbers; any other number keeps its text in a
 * `LosslessNumber`, because two readers that round differently would act on different calls.
 */
export type JsonValue = null | boolean | number | string | LosslessNumber | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

/** An RFC 6901 pointer into a call's arguments: `''` is the whole, `/paths/0` the first of `paths`. */
export type JsonPointer = string;

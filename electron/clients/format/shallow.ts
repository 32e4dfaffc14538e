import { err, type Result } from '../../../shared/contract/result.ts';
import type { ConfigFormat, Malformed } from './config-format.ts';

/** Far more than any client has, and far less than what ends a function that calls itself. */
const MAX_DEPTH = 200;
const TOO_DEEP = 'it nests too deeply';

/** Whoever can write a client's file decides how deeply it nests: a value that no reader of it could follow is malformed. */
export function shallow(format: ConfigFormat): ConfigFormat {
  return { ...format, parse: (text) => parseShallow(format, text) };
}

/** What a parser threw: those that call themselves for each level come to the end of the stack. */
export function problemOf(error: unknown): string {
  if (error instanceof RangeError) return TOO_DEEP;
  return error instanceof Error ? error.message : String(error);
}

function parseShallow(format: ConfigFormat, text: string): Result<unknown, Malformed> {
  try {
    const parsed = format.parse(text);
    return parsed.ok && isDeeper(parsed.value, MAX_DEPTH) ? err({ line: 1, problem: TOO_DEEP }) : parsed;
  } catch (error) {
    return err({ line: 1, problem: problemOf(error) });
  }
}

function isDeeper(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((one) => isDeeper(one, left - 1));
}

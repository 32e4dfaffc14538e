/** An outcome as a value. Used where failing is an ordinary answer, so that no caller can forget it. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}

/** What went wrong, or null. */
export function problemOf<E>(result: Result<unknown, E>): E | null {
  return result.ok ? null : result.error;
}

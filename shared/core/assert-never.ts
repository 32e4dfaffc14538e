/** Ends every switch over a union: a new member that is not handled does not compile, and at run time it stops instead of passing. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

/** Something that must not happen, with what was seen; its message is for the log, never for a user. */
export class AssertionError extends Error {
  override name = 'AssertionError'
}

/** Stops at once where the program itself is wrong: assertions stay on in production. @throws AssertionError */
export function assert(condition: unknown, promise: string, seen?: unknown): asserts condition {
  if (!condition) throw new AssertionError(seen === undefined ? promise : `${promise}: ${JSON.stringify(seen)}`)
}

/** A lookup table that holds its own entries and nothing else: an id such as "constructor" that is not in it is not found. */
export function record<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.assign(Object.create(null), Object.fromEntries(entries)) as Record<string, T>
}

/** A field of what a deed changed: its place, and what stood there before and after; undefined: nothing. */
export type Changed = { path: readonly string[]; before: unknown; after: unknown }

/** Behind what the server masked: it is another one than before. */
const ANOTHER = ' ≠'

type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The fields that a deed changed; where nothing was before or is after, all that is told. A field that the second does not tell stayed as it was, as it may be part of a request; what is told of a field is told whole, so what is missing in it was taken away. */
export function changedIn(before: unknown, after: unknown, path: readonly string[] = []): Changed[] {
  if (!isFields(before) && !isFields(after)) return isNothing(before) && isNothing(after) ? [] : isSame(before, after) ? [] : [{ path, before, after }]
  const [was, is] = [isFields(before) ? before : {}, isFields(after) ? after : {}]
  const told = path.length > 0 ? { ...was, ...is } : isNothing(after) ? was : is
  return Object.keys(told).flatMap((key) => changedIn(was[key], is[key], [...path, key]))
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}

/** What stands in place of a state that is too long to be kept. */
export function isTooLong(value: unknown): boolean {
  return isFields(value) && Object.keys(value).join() === 'length,sha256'
}

/** A masked text without the sign that it is another one, and whether it is. */
export function readMask(text: string): { shown: string; isAnother: boolean } {
  return text.endsWith(ANOTHER) ? { shown: text.slice(0, -ANOTHER.length), isAnother: true } : { shown: text, isAnother: false }
}

import type { Path, Step } from '#engine/program/problem'
import { isTree, valueAt, type Change } from './plain.ts'

type Entry = Record<string, unknown>

/** An id that nothing of a list or a map has: the wanted one, or it with a number behind. */
export function freshId(wanted: string, taken: Iterable<string>): string {
  const all = new Set(taken)
  if (!all.has(wanted)) return wanted
  const stem = wanted.replace(/_\d+$/, '')
  for (let n = 2; ; n += 1) if (!all.has(`${stem}_${n}`)) return `${stem}_${n}`
}

/** The ids of a list's entries, or the keys of a map. */
export function idsOf(value: unknown): string[] {
  if (!isTree(value)) return []
  if (!Array.isArray(value)) return Object.keys(value)
  return value.flatMap((entry: unknown) => (isTree(entry) && typeof (entry as Entry)['id'] === 'string' ? [(entry as { id: string }).id] : []))
}

/** The same entry under an id of its own, right behind it; in a map at the end. */
export function duplication(value: unknown, path: Path, step: Step): Change {
  const entry = structuredClone(valueAt(value, [...path, step]))
  const ids = idsOf(valueAt(value, path))
  if (typeof step === 'string') return { kind: 'set', path: [...path, freshId(step, ids)], value: entry }
  const id = isTree(entry) ? (entry as Entry)['id'] : undefined
  return { kind: 'insert', path, index: step + 1, value: typeof id === 'string' ? { ...(entry as Entry), id: freshId(id, ids) } : entry }
}

/** Takes a setting away, and the groups around it that would be left empty; entries of lists and sections stay. */
export function clearing(value: unknown, path: Path): Change {
  let from = path
  while (from.length > 1 && typeof from.at(-2) === 'string' && Object.keys(valueAt(value, from.slice(0, -1)) ?? {}).length === 1) from = from.slice(0, -1)
  return { kind: 'remove', path: from }
}

import type { Path, Step } from '#engine/program/problem'

/** One change of a document, at the place that it names. */
export type Change =
  | { kind: 'set'; path: Path; value: unknown }
  | { kind: 'remove'; path: Path }
  | { kind: 'insert'; path: Path; index: number; value: unknown }
  | { kind: 'move'; path: Path; from: number; to: number }
  | { kind: 'rename'; path: Path; key: string }

type Plain = Record<Step, unknown>

/** What a document says after a change: what the edited text must say, and no more. @throws RangeError where the place is not there */
export function changed(value: unknown, change: Change): unknown {
  const copy = structuredClone(value)
  if (change.kind === 'set') return setIn(copy, change.path, change.value)
  if (change.kind === 'insert') return insertIn(copy, change)
  const { path } = change
  if (change.kind === 'move') return moveIn(copy, change)
  const parent = valueAt(copy, path.slice(0, -1)) as Plain
  const last = path.at(-1) as Step
  if (!has(parent, last)) throw new RangeError(`nothing stands at ${path.join('.')}`)
  if (change.kind === 'rename') return renameIn(copy, path, change.key)
  if (Array.isArray(parent)) parent.splice(last as number, 1)
  else delete parent[last]
  return copy
}

/** What stands at a place; undefined for nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (has(at, step) ? (at as Plain)[step] : undefined), value)
}

/** Whether two documents say the same; the order of keys says nothing. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (!isTree(a) || !isTree(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame((a as Plain)[key], (b as Plain)[key]))
}

export function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function has(value: unknown, step: Step): boolean {
  if (!isTree(value)) return false
  return Array.isArray(value) ? typeof step === 'number' && step >= 0 && step < value.length : typeof step === 'string' && Object.hasOwn(value, step)
}

function setIn(value: unknown, path: Path, to: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return structuredClone(to)
  const at = isTree(value) && Array.isArray(value) === (typeof step === 'number') ? value : typeof step === 'number' ? [] : {}
  if (Array.isArray(at) && (step as number) > at.length) throw new RangeError(`the list has no place ${step}`)
  const next = setIn(has(at, step) ? (at as Plain)[step] : undefined, rest, to)
  // Not by assignment: a key may be called __proto__.
  Object.defineProperty(at, step, { value: next, enumerable: true, writable: true, configurable: true })
  return at
}

function insertIn(value: unknown, { path, index, value: added }: Change & { kind: 'insert' }): unknown {
  const list = valueAt(value, path) ?? []
  if (!Array.isArray(list) || index > list.length) throw new RangeError(`no list at ${path.join('.')}`)
  return setIn(value, path, list.toSpliced(index, 0, added))
}

function moveIn(value: unknown, { path, from, to }: Change & { kind: 'move' }): unknown {
  const at = valueAt(value, path)
  if (!isTree(at)) throw new RangeError(`nothing to move at ${path.join('.')}`)
  const entries = Object.entries(at)
  if (from >= entries.length || to >= entries.length) throw new RangeError(`no such place in ${path.join('.')}`)
  const moved = entries.toSpliced(from, 1).toSpliced(to, 0, entries[from]!)
  return setIn(value, path, Array.isArray(at) ? moved.map(([, each]) => each) : Object.fromEntries(moved))
}

function renameIn(value: unknown, path: Path, key: string): unknown {
  const parent = valueAt(value, path.slice(0, -1)) as object
  if (Array.isArray(parent) || (has(parent, key) && path.at(-1) !== key)) throw new RangeError(`the key ${key} is taken`)
  return setIn(value, path.slice(0, -1), Object.fromEntries(Object.entries(parent).map(([name, each]) => [name === path.at(-1) ? key : name, each])))
}

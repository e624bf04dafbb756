import { pathText } from './problem.ts'

/** An entry of a list that is known by its id, or a text that is known by itself, wherever in the list it stands. */
export type Known = { id: string }
/** The way to a place of either document: keys, places in lists, and entries by what they are known by. */
export type DiffPath = readonly (string | number | Known)[]

/**
 * One difference between two documents. `to` is the place, from 0, at which an entry of a list (or of `units` and `markets`, whose
 * order counts) stands in the later document; absent where order means nothing.
 */
export type Change = { path: DiffPath } & (
  | { kind: 'added'; after: unknown; to?: number }
  | { kind: 'removed'; before: unknown }
  | { kind: 'changed'; before: unknown; after: unknown }
  | { kind: 'moved'; from: number; to: number }
)

type Fields = Readonly<Record<string, unknown>>
type Pair = { before: unknown; after: unknown }

/** Entries by name: one that goes and another that comes are two changes, not one. */
const RECORDS = new Set(['units', 'markets', 'events', 'benefits'])
/** The first spendable unit and the first market are the ones meant where none is named. */
const ORDERED = new Set(['units', 'markets'])

/**
 * What makes one document, given as JSON would hold it, into another: exact, each differing leaf named once, in the documents' order.
 * An entry with an id that only stands elsewhere has moved; keys of an object have no order, but for `units` and `markets`.
 */
export function diffDocuments(before: unknown, after: unknown): Change[] {
  return diffAt([], { before, after })
}

/** ["earn", { id: "purchase" }, "rate"] as "earn[purchase].rate". */
export function diffPathText(path: DiffPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step !== 'object') return `${text}${pathText([step]).replace(/^(?=[^[])/, text === '' ? '' : '.')}`
    return `${text}[${/^[A-Za-z_][\w-]*$/.test(step.id) ? step.id : JSON.stringify(step.id)}]`
  }, '')
}

function diffAt(path: DiffPath, { before, after }: Pair): Change[] {
  const isSame = isEqual(before, after)
  if (isSame && !hasOrder(path)) return []
  if (isFields(before) && isFields(after) && (isRecord(path) || isAlike(before, after))) return diffFields(path, { before, after })
  if (isSame) return []
  return Array.isArray(before) && Array.isArray(after) ? diffLists(path, { before, after }) : [{ kind: 'changed', path, before, after }]
}

/** Two shapes of one setting share no key: `{ after: … }` and `{ inactivity: … }` are told as a whole. */
function isAlike(before: Fields, after: Fields): boolean {
  const names = Object.keys(before)
  return names.length === 0 || Object.keys(after).length === 0 || names.some((name) => Object.hasOwn(after, name))
}

function isRecord([name, ...rest]: DiffPath): boolean {
  return typeof name === 'string' && rest.length === 0 && RECORDS.has(name)
}

function hasOrder([name, ...rest]: DiffPath): boolean {
  // At the root the order of what is below is still to be looked at.
  return name === undefined || (typeof name === 'string' && rest.length === 0 && ORDERED.has(name))
}

function diffFields(path: DiffPath, { before, after }: { before: Fields; after: Fields }): Change[] {
  if (path.length === 1 && hasOrder(path)) {
    return diffEntries({ before: new Map(Object.entries(before)), after: new Map(Object.entries(after)) }, (name) => [...path, name])
  }
  const names = [...Object.keys(before), ...Object.keys(after).filter((name) => !Object.hasOwn(before, name))]
  return names.flatMap((name): Change[] => {
    const place = [...path, name]
    if (!Object.hasOwn(after, name)) return [{ kind: 'removed', path: place, before: before[name] }]
    if (!Object.hasOwn(before, name)) return [{ kind: 'added', path: place, after: after[name] }]
    return diffAt(place, { before: before[name], after: after[name] })
  })
}

type Lists = { before: readonly unknown[]; after: readonly unknown[] }

function diffLists(path: DiffPath, lists: Lists): Change[] {
  const [before, after] = [entriesOf(lists.before), entriesOf(lists.after)]
  const isKnown = before !== null && after !== null && isOneSort([...lists.before, ...lists.after])
  if (isKnown) return diffEntries({ before, after }, (id) => [...path, { id }])
  const isPlain = [...lists.before, ...lists.after].every((item) => typeof item !== 'object' || item === null)
  return isPlain ? [{ kind: 'changed', path, ...lists }] : diffPlaces(path, lists)
}

/** Entries by their ids, or texts by themselves; null where one has none, or two have the same. */
function entriesOf(list: readonly unknown[]): Map<string, unknown> | null {
  const entries = new Map<string, unknown>()
  for (const item of list) {
    const id = isFields(item) && Object.hasOwn(item, 'id') ? item['id'] : item
    if (typeof id !== 'string' || entries.has(id)) return null
    entries.set(id, item)
  }
  return entries
}

function isOneSort(items: readonly unknown[]): boolean {
  return new Set(items.map((item) => typeof item)).size <= 1
}

type Entries = { before: ReadonlyMap<string, unknown>; after: ReadonlyMap<string, unknown> }

function diffEntries({ before, after }: Entries, pathTo: (id: string) => DiffPath): Change[] {
  const [was, is] = [placesIn(before), placesIn(after)]
  const left = [...before.keys()].filter((id) => after.has(id))
  const staying = longestRising(left.map((id) => is.get(id) as number))
  const gone: Change[] = [...before].flatMap(([id, item]) => (after.has(id) ? [] : [{ kind: 'removed', path: pathTo(id), before: item }]))
  const there = [...after].flatMap(([id, item], to): Change[] => {
    if (!before.has(id)) return [{ kind: 'added', path: pathTo(id), after: item, to }]
    const moved: Change[] = staying.has(to) ? [] : [{ kind: 'moved', path: pathTo(id), from: was.get(id) as number, to }]
    return [...moved, ...diffAt(pathTo(id), { before: before.get(id), after: item })]
  })
  return [...gone, ...there]
}

function placesIn(entries: ReadonlyMap<string, unknown>): Map<string, number> {
  return new Map([...entries.keys()].map((id, place) => [id, place]))
}

/** The longest run of rising numbers among different ones: the entries that need not move (Fredman 1975, by patience piles). */
function longestRising(numbers: readonly number[]): Set<number> {
  const tops: number[] = []
  const before = new Map<number, number | undefined>()
  for (const number of numbers) {
    let [pile, end] = [0, tops.length]
    while (pile < end) {
      const middle = (pile + end) >> 1
      if ((tops[middle] as number) < number) pile = middle + 1
      else end = middle
    }
    before.set(number, tops[pile - 1])
    tops[pile] = number
  }
  const run = new Set<number>()
  for (let number = tops.at(-1); number !== undefined; number = before.get(number)) run.add(number)
  return run
}

/** Lists whose items have no ids: what both begin and end with is the same, and what lies between is compared place by place. */
function diffPlaces(path: DiffPath, { before, after }: Lists): Change[] {
  const most = Math.min(before.length, after.length)
  let first = 0
  while (first < most && isEqual(before[first], after[first])) first += 1
  let last = 0
  while (last < most - first && isEqual(before.at(-1 - last), after.at(-1 - last))) last += 1
  const [was, is] = [before.slice(first, before.length - last), after.slice(first, after.length - last)]
  return Array.from({ length: Math.max(was.length, is.length) }, (_, n): Change[] => {
    const place = [...path, first + n]
    if (n >= is.length) return [{ kind: 'removed', path: place, before: was[n] }]
    if (n >= was.length) return [{ kind: 'added', path: place, after: is[n], to: first + n }]
    return diffAt(place, { before: was[n], after: is[n] })
  }).flat()
}

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => isEqual(item, b[index]))
  if (!isFields(a) || !isFields(b)) return false
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isEqual(a[name], b[name]))
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

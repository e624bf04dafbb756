import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { canonicalJson } from '#engine/canonical'
import { diffDocuments, diffPathText, type Change, type DiffPath, type Known } from './diff.ts'
import { edited, SAMPLE } from './testing.ts'

type Step = DiffPath[number]
type Fields = Record<string, unknown>

const isKnown = (step: Step): step is Known => typeof step === 'object'
const copyOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const idOf = (item: unknown): unknown => (typeof item === 'object' && item !== null ? (item as Fields)['id'] : item)

/** Makes the later document out of the earlier one and the changes alone. */
function applied(before: unknown, changes: readonly Change[]): unknown {
  const whole = changes.find(({ path }) => path.length === 0)
  if (whole !== undefined) return 'after' in whole ? whole.after : expect.fail('the whole is only ever changed')
  return within([], copyOf(before), changes)
}

/** Changes of what is deeper first, then the entries of this place. */
function within(path: DiffPath, node: unknown, changes: readonly Change[]): unknown {
  const here = changes.filter((change) => change.path.length === path.length + 1)
  const deeper = Map.groupBy(changes.filter((change) => change.path.length > path.length + 1), (change) => JSON.stringify(change.path[path.length]))
  const entries: [Step, unknown][] = Array.isArray(node)
    ? node.map((item, index) => [changes.some((change) => isKnown(change.path[path.length] as Step)) ? { id: String(idOf(item)) } : index, item])
    : Object.entries(node as Fields)
  const inner = entries.map(([step, item]): [Step, unknown] => {
    const below = deeper.get(JSON.stringify(step))
    return [step, below === undefined ? item : within([...path, step], item, below)]
  })
  const kept = inner.filter(([step]) => !here.some((change) => change.kind === 'removed' && same(change.path.at(-1) as Step, step)))
    .map(([step, item]): [Step, unknown] => {
      const changed = here.find((change) => change.kind === 'changed' && same(change.path.at(-1) as Step, step))
      return [step, changed?.kind === 'changed' ? changed.after : item]
    })
  const result = placed(kept, here)
  return Array.isArray(node) ? result.map(([, item]) => item) : Object.fromEntries(result)
}

function same(a: Step, b: Step): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Entries that were added or moved stand where they say; the others follow each other in the places that are left. */
function placed(kept: readonly [Step, unknown][], here: readonly Change[]): [Step, unknown][] {
  const moved = here.flatMap((change) => (change.kind === 'moved' ? [change] : []))
  const added = here.flatMap((change) => (change.kind === 'added' ? [change] : []))
  const isMoved = ([step]: [Step, unknown]) => moved.some(({ path }) => same(path.at(-1) as Step, step))
  const result: ([Step, unknown] | undefined)[] = Array.from({ length: kept.length + added.length })
  for (const change of added) if (change.to !== undefined) result[change.to] = [change.path.at(-1) as Step, change.after]
  for (const change of moved) result[change.to] = kept.find(([step]) => same(step, change.path.at(-1) as Step))
  const rest = [...kept.filter((entry) => !isMoved(entry)), ...added.flatMap((change): [Step, unknown][] => (change.to === undefined ? [[change.path.at(-1) as Step, change.after]] : []))]
  return result.map((entry) => entry ?? (rest.shift() as [Step, unknown]))
}

/** One text for a document, in which the order of units and markets counts as the engine reads it. */
function meaning(document: unknown): string {
  const orders = typeof document === 'object' && document !== null && !Array.isArray(document)
    ? ['units', 'markets'].map((name) => (Object.hasOwn(document, name) ? namesIn((document as Fields)[name]) : null)) : null
  return canonicalJson({ document, orders })
}

function namesIn(record: unknown): string[] | null {
  return typeof record === 'object' && record !== null && !Array.isArray(record) ? Object.keys(record) : null
}

const name = fc.constantFrom('id', 'name', 'a', 'b', 'earn', 'units', 'markets', 'events', '__proto__', '0')
const leaf = fc.oneof(fc.constantFrom('x', 'y', ''), fc.integer({ min: 0, max: 3 }), fc.boolean(), fc.constant(null))
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('fields'), tie('entries'), tie('list'), tie('texts')),
  fields: fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  entries: fc.uniqueArray(fc.tuple(fc.constantFrom('p', 'q', 'r', 's', 't'), tie('value')).map(([id, rest]) => ({ id, rest })), { selector: ({ id }) => id, maxLength: 5 }),
  list: fc.array(tie('value'), { maxLength: 4 }),
  texts: fc.shuffledSubarray(['sale', 'vip', 'book', 'new']),
})) as { value: fc.Arbitrary<unknown> }
const documents = fc.record({ program: fc.constantFrom('one', 'two'), units: value, markets: fc.dictionary(name, value, { maxKeys: 4 }), earn: value, tiers: value, extra: value }, { requiredKeys: ['program'] }).map(copyOf)

describe('diffDocuments', () => {
  test('of the same document is empty, in whichever order its settings stand', () => {
    fc.assert(fc.property(documents, (document) => { expect(diffDocuments(document, copyOf(document))).toEqual([]) }))
    expect(diffDocuments({ zone: 'UTC', level: 'highest' }, { level: 'highest', zone: 'UTC' })).toEqual([])
  })

  test('is exact: applied to the one document it gives the other, and what is another document has a difference', () => {
    fc.assert(fc.property(documents, documents, (before, after) => {
      const changes = diffDocuments(before, after)
      expect(meaning(applied(before, changes))).toBe(meaning(after))
      expect(changes.length === 0).toBe(meaning(before) === meaning(after))
    }), { numRuns: 2_000 })
  })

  test('names every place once: no change lies within another', () => {
    fc.assert(fc.property(documents, documents, (before, after) => {
      const paths = diffDocuments(before, after).flatMap((change) => (change.kind === 'moved' ? [] : [JSON.stringify(change.path).slice(0, -1)]))
      for (const path of paths) expect(paths.filter((other) => `${path},`.startsWith(`${other},`) || (other === '[' && path !== '['))).toEqual([path])
    }), { numRuns: 1_000 })
  })

  const presets = readdirSync('programs').filter((file) => file.endsWith('.yaml')).map((file) => parse(readFileSync(join('programs', file), 'utf8')) as unknown)
  test('holds for each pair of the ready programs', () => {
    for (const before of presets) for (const after of presets) expect(meaning(applied(before, diffDocuments(before, after)))).toBe(meaning(after))
  })
})

const sample = parse(SAMPLE) as Fields

/** Paths and kinds of what an edit of the sample changes. */
function told(piece: string, by: string): string[] {
  return diffDocuments(sample, parse(edited(piece, by))).map((change) => `${change.kind} ${diffPathText(change.path)}`)
}

describe('what a merchant is told', () => {
  test.each([
    ['a rate', '    rate: market\n', '    rate: "2"\n', ['changed earn[buy].rate']],
    ['another shape of a setting', 'pending: { days: 14 }', 'pending: { by_hand: true }', ['changed pending']],
    ['a multiplier', '      - id: weekend\n', '      - id: saturday\n', ['removed earn[buy].multipliers[weekend]', 'added earn[buy].multipliers[saturday]']],
    ['a weekday', 'weekdays: [sat, sun]', 'weekdays: [fri, sat, sun]', ['added earn[buy].multipliers[weekend].weekdays[fri]']],
    ['a list of numbers', 'days: [30, 7]', 'days: [30, 14, 7]', ['changed expiry.reminders.days']],
    ['a leaf of criteria', '{ spend: "100" }', '{ spend: "150" }', ['changed tiers[main].levels[gold].entry.any[0].spend']],
    ['a market', 'free_from: { us: "50", jp: "7000" }', 'free_from: { us: "50" }', ['removed benefits.ship.shipping.free_from.jp']],
    ['a new setting', 'limits: { spend_step: 10 }', 'limits: { spend_step: 10, spend_minimum: 50 }', ['added limits.spend_minimum']],
  ])('%s', (_what, ...[piece, by, wanted]) => {
    expect(told(piece, by)).toEqual(wanted)
  })

  test('a rule that only stands elsewhere has moved, and has not changed', () => {
    const [buy, quiz, daily] = sample['earn'] as unknown[]
    const changes = diffDocuments(sample, { ...sample, earn: [daily, buy, quiz] })
    expect(changes).toEqual([{ kind: 'moved', path: ['earn', { id: 'daily' }], from: 2, to: 0 }])
  })

  test('another first market is a change, as it is the one that is meant where none is named', () => {
    const { us, jp } = sample['markets'] as Fields
    expect(diffDocuments(sample, { ...sample, markets: { jp, us } }).map(({ kind }) => kind)).toEqual(['moved'])
  })
})

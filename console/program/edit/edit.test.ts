import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Path } from '#engine/program/problem'
import { SAMPLE } from '#engine/program/testing'
import { edit, type Order } from './edit.ts'
import { layOut } from './layout.ts'
import { changed, isTree, valueAt, type Change } from './plain.ts'
import { readTree } from './tree.ts'

const TEMPLATES = readdirSync('programs').filter((name) => name.endsWith('.yaml')).map((name) => ({ name, text: readFileSync(`programs/${name}`, 'utf8') }))
/** Each is a change of the whole text, read twice. */
const LEAVES_TRIED = 25
const FASHION = TEMPLATES.find(({ name }) => name === 'fashion.yaml')!.text

const setAt = (text: string, path: Path, [value, order]: readonly [unknown, Order?]): string | null => edit(text, { kind: 'set', path, value }, order)
const says = (text: string): unknown => readTree(text)?.value
const lines = (text: string): string[] => text.split('\n')

/** Every place of a document. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (!isTree(value)) return [path]
  return [...(path.length > 0 ? [path] : []), ...Object.entries(value).flatMap(([key, each]) => placesIn(each, [...path, Array.isArray(value) ? Number(key) : key]))]
}

/** The lines of the one text that the other one has not, each counted once. */
function linesOnlyIn(text: string, other: string): string[] {
  const left = new Map<string, number>()
  for (const line of lines(other)) left.set(line, (left.get(line) ?? 0) + 1)
  return lines(text).filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}

describe('a change in a program of ours', () => {
  test.each(TEMPLATES)('of one value changes its line and no other: $name', ({ text }) => {
    const value = says(text)
    const leaves = placesIn(value).filter((each) => !isTree(valueAt(value, each)))
    const some = leaves.filter((_each, index) => index % Math.ceil(leaves.length / LEAVES_TRIED) === 0)
    for (const [index, path] of some.entries()) {
      const to = ['another', '7.5', 42, 'a, b: [c] # d'][index % 4]
      const next = setAt(text, path, [to])!
      expect(says(next), path.join('.')).toEqual(changed(value, { kind: 'set', path, value: to }))
      expect(lines(next).filter((line, at) => line !== lines(text)[at]).length, path.join('.')).toBeLessThanOrEqual(1)
      expect(lines(next).length).toBe(lines(text).length)
    }
  })

  test('keeps the quotes that were there, and gives them where YAML would read a number', () => {
    expect(setAt('a: "1.5"\n', ['a'], ['2'])).toBe('a: "2"\n')
    expect(setAt("a: 'x' # why\n", ['a'], ["it's"])).toBe("a: 'it''s' # why\n")
    expect(setAt('a: plain\n', ['a'], ['1.50'])).toBe('a: "1.50"\n')
    expect(setAt('a: plain\n', ['a'], ['two: words'])).toBe('a: "two: words"\n')
  })

  test('adds a rule in the hand of its neighbours, and the comments stay where they are', () => {
    const next = edit(FASHION, { kind: 'insert', path: ['earn'], index: 1, value: { id: 'quiz', on: 'quiz', points: 5 } })!
    expect(linesOnlyIn(FASHION, next)).toEqual([])
    expect(next).toContain('      exclude_tags: [outlet]                   # the outlet earns nothing\n  - id: quiz\n    on: quiz\n    points: 5\n  - id: welcome')
  })

  test('adds a level behind the last, and a setting where it usually stands', () => {
    const next = edit(FASHION, { kind: 'insert', path: ['tiers', 0, 'levels'], index: 3, value: { id: 'platinum', name: { en: 'Platinum' }, entry: { spend: '5000' } } })!
    expect(next).toContain('free_returns, alteration]\n      - id: platinum\n        name: { en: Platinum }\n        entry: { spend: "5000" }\n    # Once entered')
    const order = (): readonly string[] => ['id', 'name', 'on', 'when', 'rate', 'minimum', 'base']
    expect(setAt(FASHION, ['earn', 0, 'minimum'], ['20', order])).toContain('    rate: market\n    minimum: "20"\n    base:\n')
  })

  test('takes a rule away with its own comments and no others', () => {
    const text = 'earn:\n  - id: a\n  # about b\n  - id: b # here\n    on: x\n\n  # about c\n  - id: c\n# end\n'
    expect(edit(text, { kind: 'remove', path: ['earn', 1] })).toBe('earn:\n  - id: a\n\n  # about c\n  - id: c\n# end\n')
    expect(edit('a: 1\nb: { c: 2 }\n', { kind: 'remove', path: ['b', 'c'] })).toBe('a: 1\nb: {}\n')
    expect(edit('a:\n  - x\nb: 1\n', { kind: 'remove', path: ['a', 0] })).toBe('a: []\nb: 1\n')
  })

  test('moves an entry with the comments that belong to it', () => {
    const text = 'list:\n  # first\n  - id: a   # one\n\n  # second\n  - id: b\n'
    expect(edit(text, { kind: 'move', path: ['list'], from: 0, to: 1 })).toBe('list:\n  # second\n  - id: b\n\n  # first\n  - id: a   # one\n')
  })

  test('gives a new name to a key and leaves what is below it', () => {
    expect(edit(FASHION, { kind: 'rename', path: ['benefits', 'preview'], key: 'early' })).toBe(FASHION.replace('  preview:\n', '  early:\n'))
    expect(edit('a: 1\nb: 2\n', { kind: 'rename', path: ['a'], key: 'b' })).toBeNull()
  })

  test('begins what is not there yet: a section stands apart, a setting opens its group', () => {
    expect(setAt(SAMPLE, ['rewards', 0], [{ id: 'mug', gives: { product: 'MUG' }, points: 400 }])).toBe(`${SAMPLE.trimEnd()}\n\nrewards:\n  - { id: mug, gives: { product: MUG }, points: 400 }\n`)
    expect(setAt('earn:\n  - id: a\n    on: b\n', ['earn', 0, 'caps', 'month'], [5])).toBe('earn:\n  - id: a\n    on: b\n    caps: { month: 5 }\n')
    expect(setAt('', ['program'], ['x'])).toBe('program: x\n')
  })

  test('keeps JSON JSON, with its indentation', () => {
    const json = '{\n    "name": "A",\n    "earn": [\n        {\n            "id": "a"\n        }\n    ]\n}\n'
    const next = edit(json, { kind: 'insert', path: ['earn'], index: 1, value: { id: 'b', points: 1 } })!
    expect(next).toBe('{\n    "name": "A",\n    "earn": [\n        {\n            "id": "a"\n        },\n        {\n            "id": "b",\n            "points": 1\n        }\n    ]\n}\n')
    expect(setAt(json, ['name'], ['B "x"'])).toBe(json.replace('"A"', '"B \\"x\\""'))
    expect(setAt('{"a":[]}', ['a', 0], [{ b: 1 }])).toBe('{"a":[{ "b": 1 }]}')
  })

  test('of what only refers to another place gives it a value of its own', () => {
    expect(says(setAt('a: &x { b: 1 }\nc: *x\n', ['c', 'b'], [2])!)).toEqual({ a: { b: 1 }, c: { b: 2 } })
  })

  test('is refused where the text is broken, or where it would change another place too', () => {
    expect(setAt('a: [1\n', ['a'], [2])).toBeNull()
    expect(setAt('a: &x { b: 1 }\nc: *x\n', ['a', 'b'], [2])).toBeNull()
    expect(edit('a: 1\n', { kind: 'remove', path: ['b'] })).toBeNull()
  })
})

const words = fc.stringMatching(/^[a-z]{1,6}$/)
const leaf = fc.oneof(words, fc.constantFrom('1.5', 'true', '- x', 'a: b', '#c', 'it\'s', '"q"', '', ' pad ', '积分', '~', 'null', '2026-11-11'), fc.integer({ min: -5, max: 999 }), fc.boolean())
const { value: anyValue } = fc.letrec<{ value: unknown; map: object; list: unknown[] }>((tie) => ({
  value: fc.oneof({ maxDepth: 4, depthIdentifier: 'value' }, { arbitrary: leaf, weight: 4 }, { arbitrary: tie('map'), weight: 3 }, { arbitrary: tie('list'), weight: 2 }),
  map: fc.dictionary(words, tie('value'), { maxKeys: 4, depthIdentifier: 'value', noNullPrototype: true }),
  list: fc.array(tie('value'), { maxLength: 4, depthIdentifier: 'value' }),
}))
const anyDocument = fc.dictionary(words, anyValue, { minKeys: 1, maxKeys: 6, noNullPrototype: true })
const tape = fc.array(fc.nat(999), { minLength: 60, maxLength: 120 })

/** A change at one of the places of a document, drawn by numbers. */
function changeIn(value: object, [kind = 0, place = 0, other = 0, which = 0]: readonly number[], to: unknown): Change | null {
  const places = placesIn(value)
  const path = places[place % places.length]!
  const lists = places.filter((each) => Array.isArray(valueAt(value, each)))
  const list = lists[place % Math.max(1, lists.length)]
  const size = list === undefined ? 0 : (valueAt(value, list) as unknown[]).length
  switch (kind % 6) {
    case 0: return { kind: 'set', path, value: to }
    case 1: return { kind: 'remove', path }
    case 2: return list === undefined ? null : { kind: 'insert', path: list, index: other % (size + 1), value: to }
    case 3: return size < 2 ? null : { kind: 'move', path: list!, from: other % size, to: which % size }
    case 4: return typeof path.at(-1) === 'number' ? null : { kind: 'rename', path, key: `zz${other}` }
    default: return isTree(valueAt(value, path)) && !Array.isArray(valueAt(value, path)) ? { kind: 'set', path: [...path, `zz${other}`], value: to } : null
  }
}

/** What takes a change back. */
function inverse(value: object, change: Change): Change {
  switch (change.kind) {
    case 'set': return valueAt(value, change.path) === undefined ? { kind: 'remove', path: change.path } : { kind: 'set', path: change.path, value: valueAt(value, change.path) }
    case 'insert': return { kind: 'remove', path: [...change.path, change.index] }
    case 'move': return { ...change, from: change.to, to: change.from }
    case 'rename': return { kind: 'rename', path: [...change.path.slice(0, -1), change.key], key: String(change.path.at(-1)) }
    case 'remove': {
      const step = change.path.at(-1)
      return typeof step === 'number' ? { kind: 'insert', path: change.path.slice(0, -1), index: step, value: valueAt(value, change.path) } : { kind: 'set', path: change.path, value: valueAt(value, change.path) }
    }
  }
}

/** Whether a comment may go with a change: it belongs to what is taken away, or stands within what is written anew. */
function mayGo(change: Change, path: Path): boolean {
  if (change.kind !== 'remove' && change.kind !== 'set') return false
  const isWithin = change.path.every((step, index) => path[index] === step)
  return isWithin && (change.kind === 'remove' || path.length > change.path.length)
}

const isEmptied = (value: object, { kind, path }: Change): boolean => kind === 'remove' && Object.keys(valueAt(value, path.slice(0, -1)) as object).length === 1

describe('any change of any document, however it is laid out,', () => {
  test('changes what it names and nothing else, keeps all other comments, and can be taken back', () => {
    fc.assert(fc.property(anyDocument, tape, fc.array(fc.nat(999), { minLength: 4, maxLength: 4 }), anyValue, (value, numbers, ...[drawn, to]) => {
      const { text, comments } = layOut(value, numbers)
      fc.pre(readTree(text) !== null)
      expect(says(text)).toEqual(value)
      const change = changeIn(value, drawn, to)
      fc.pre(change !== null)
      const next = edit(text, change!)
      expect(next, text).not.toBeNull()
      const wanted = changed(value, change!)
      expect(says(next!)).toEqual(wanted)
      const others = (of: unknown): string[] => Object.keys(of as object).filter((key) => key !== change!.path[0] && Object.hasOwn(value, key))
      expect(others(says(next!))).toEqual(others(value))
      if (!isEmptied(value, change!)) for (const each of comments) if (!mayGo(change!, each.path)) expect(next, `${each.text} of ${each.path.join('.')} in\n${text}`).toContain(each.text)
      const back = edit(next!, inverse(value, change!))
      expect(says(back!)).toEqual(value)
    }), { numRuns: 300, seed: 85 })
  })

  test('of JSON leaves JSON', () => {
    fc.assert(fc.property(anyDocument, fc.constantFrom(0, 2, 4, '\t'), fc.array(fc.nat(999), { minLength: 4, maxLength: 4 }), anyValue, (value, indent, ...[drawn, to]) => {
      const change = changeIn(value, drawn, to)
      fc.pre(change !== null)
      const next = edit(JSON.stringify(value, null, indent), change!)
      expect(JSON.parse(next!)).toEqual(changed(value, change!))
    } ), { numRuns: 200, seed: 85 })
  })
})

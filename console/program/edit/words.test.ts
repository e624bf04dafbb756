import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { vocabularyOf } from '#engine/program/conditions'
import { ProgramDocument } from '#engine/program/schema'
import { TESTS } from './condition.ts'
import { LEAVES } from './criteria.ts'
import type { Field, Kind, UnionName } from './field.ts'
import * as fields from './fields.ts'
import { keysOf, SECTIONS } from './part.ts'
import { valueAt } from './plain.ts'
import { UNIONS } from './unions.ts'

const TEXTS = JSON.parse(readFileSync('locales/en/console.json', 'utf8')) as unknown
const FORMS: Readonly<Record<string, readonly Field[]>> = {
  earn: fields.EARN, track: fields.TRACK, level: fields.LEVEL, benefit: fields.BENEFIT, entitlement: fields.ENTITLEMENT, reward: fields.REWARD, discount: fields.DISCOUNT, market: fields.MARKET,
  unit: fields.UNIT, basics: fields.BASICS, terms: fields.TERMS, prices: fields.PRICES, margin: fields.MARGIN, ...Object.fromEntries(LEAVES.map((leaf) => [`leaf_${leaf}`, fields.LEAF[leaf]])),
}

const has = (key: string): boolean => typeof valueAt(TEXTS, ['form', ...key.split('.')]) === 'string'

/** What a form would say that no text is there for. */
function missing(form: string, table: readonly Field[]): string[] {
  return table.filter(({ as }) => as !== 'hidden').flatMap((field) => [
    ...(has(`field.${form}.${field.key}`) || has(`field.any.${field.key}`) ? [] : [`${form}: field ${field.key}`]),
    ...ofKind(form, field.key, field),
  ])
}

function ofKind(form: string, key: string, kind: Kind): string[] {
  if (kind.as === 'group' || kind.as === 'list') return missing(key, kind.fields)
  if (kind.as === 'by') return ofKind(form, key, kind.each)
  if (kind.as === 'union') return has(`way.${kind.union}.absent`) || has('way.any.absent') ? [] : [`${kind.union}: absent`]
  return kind.as === 'choice' ? kind.words.filter((word) => !has(`word.${form}_${key}.${word}`) && !has(`word.${key}.${word}`)).map((word) => `${form}: word ${key}.${word}`) : []
}

test('every field, word and way of the forms has a text', () => {
  expect(Object.entries(FORMS).flatMap(([form, table]) => missing(form, table))).toEqual([])
  const ways = Object.entries(UNIONS).flatMap(([union, all]) => all.flatMap(({ word, fields: inside = [] }) => [
    ...(has(`way.${union}.${word}`) || has(`way.any.${word}`) ? [] : [`${union}: way ${word}`]), ...missing(union as UnionName, inside),
  ]))
  expect(ways).toEqual([])
})

test('everything that conditions can read and compare, and every part, has a text', () => {
  const { variables } = vocabularyOf('order.paid', {})
  expect(Object.entries(variables).flatMap(([owner, all]) => [`cel_owner.${owner}`, ...Object.keys(all).map((field) => `cel.${owner}.${field}`)]).filter((key) => !has(key))).toEqual([])
  expect(Object.entries(TESTS).flatMap(([type, tests]) => tests.map((one) => `test.${type === 'int' || type === 'double' ? 'number' : 'word'}.${one}`)).filter((key) => !has(key))).toEqual([])
  expect([...SECTIONS.map((section) => `section.${section}`), ...LEAVES.map((leaf) => `leaf.${leaf}`)].filter((key) => !has(key))).toEqual([])
})

test('every key of the document has its place in a part', () => {
  const known = [...fields.BASICS.map(({ key }) => key), ...SECTIONS.flatMap(keysOf)]
  expect(Object.keys(ProgramDocument.properties).filter((key) => !known.includes(key))).toEqual([])
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TSchema } from 'typebox'
import { describe, expect, test } from 'vitest'
import { eventSchemas } from '#engine/member/event-schema'
import { readEvent } from '#engine/member/read-event'
import { wishOf } from '#engine/shape'
import type { Locale } from '#engine/text'
import { ROUTES } from './modules.ts'
import { tellMistake } from './tell-mistake.ts'

type Node = { properties?: Record<string, Node>; items?: Node; anyOf?: Node[]; patternProperties?: Record<string, Node> }

function wishesIn(schema: Node): string[] {
  const below = [...Object.values(schema.properties ?? {}), ...(schema.items === undefined ? [] : [schema.items]), ...(schema.anyOf ?? []), ...Object.values(schema.patternProperties ?? {})]
  return [wishOf(schema), ...below.flatMap(wishesIn)]
}

const inputs: readonly TSchema[] = [...ROUTES.map(({ input }) => input), ...Object.values(eventSchemas)]
const wishes = [...new Set(inputs.flatMap((schema) => wishesIn(schema as Node)))]

function told(wanted: string, locale: Locale = 'zh-CN', found = '1'): { wanted: string; found: string } {
  const { wanted: right, found: stood } = tellMistake({ path: 'x', found, wanted }, locale)
  return { wanted: right, found: stood }
}

/** Whether something of it is a sentence of English: three words in a row outside quotes. */
const isEnglish = (text: string): boolean => /(?:^|[^\w"/.-])[A-Za-z]+ [a-z]+ [a-z]+/.test(text.replaceAll(/"[^"]*"/g, ''))

describe('what would be right', () => {
  test('is told in Chinese for every shape of the API', () => {
    expect(wishes.length).toBeGreaterThan(300)
    expect(wishes.filter((wish) => told(wish).wanted === wish && !/^(?:"[^"]*"(?:, )?|null|true)+$/.test(wish))).toEqual([])
    expect(wishes.map((wish) => told(wish).wanted).filter(isEnglish)).toEqual([])
  })

  test('is told in Chinese for what events say beyond their shape', () => {
    const base = { source: 'rockpool', id: '1', type: 'order.paid', occurredAt: '2026-01-04 18:20', member: 'ada' }
    const line = { id: '1', sku: 'MUG', quantity: 0, amountMinor: 5 }
    const problems = [
      { ...base, order: { id: '1', currency: 'EUX', lines: [line, line] } }, { ...base, type: 'points.adjusted', points: 0, reason: 'r', author: 'a' }, { ...base, type: 'points.approved' }, { ...base, type: 'nonsense' }, { ...base, more: 1 }, null,
      { ...base, type: 'order.refunded', orderId: '1', refund: { amountMinor: 1, lines: [{ line: '1', quantity: 1, amountMinor: 1 }, { line: '1' }] } }, { ...base, type: 'activity', name: 'order.paid' },
      { ...base, occurredAt: '1969-01-01T00:00:00Z', type: 'points.held', points: 1, until: '1960-01-01T00:00:00Z' }, { ...base, type: 'entitlement.granted', entitlement: 'e', uses: 1, through: '2026-02-31', reason: 'r', author: 'a' },
    ].flatMap((input) => { const read = readEvent(input); return 'problems' in read ? read.problems : [] })
    expect(problems.length).toBeGreaterThan(15)
    expect(problems.filter(({ wanted, found }) => told(wanted, 'zh-CN', found).wanted === wanted)).toEqual([])
    expect(problems.map(({ wanted, found }) => told(wanted, 'zh-CN', found).found).filter((found) => /^[a-z]+(?: |$)/.test(found) && found !== 'null')).toEqual([])
  })

  test('keeps what is no language: values, names, bounds', () => {
    expect(told('no field of this name; known are id, sku').wanted).toBe('删去这个字段；可用的字段：id, sku')
    expect(told('whole points of 1 or more or null').wanted).toBe('积分：1 或以上的整数，或 null')
    expect(told('"keep" or "forfeit"').wanted).toBe('"keep" 或 "forfeit"')
    expect(told('a time not after now, 2026-01-05T10:00:00Z').wanted).toContain('2026-01-05T10:00:00Z')
    expect(told('true or false', 'zh-CN', 'nothing').found).toBe('空')
    expect(told('true or false', 'zh-CN', '"nothing"').found).toBe('"nothing"')
  })

  test('stays English where nobody knows the phrase, and for whoever reads English or another language', () => {
    expect(told('a thing of tomorrow, or null')).toEqual({ wanted: 'a thing of tomorrow, or null', found: '1' })
    expect(told('a thing of tomorrow; null takes it away').wanted).toBe('a thing of tomorrow; null takes it away')
    for (const locale of ['en', 'de'] as const) expect(told('true or false', locale, 'nothing')).toEqual({ wanted: 'true or false', found: 'nothing' })
    expect(told('true or false', 'zh-TW', 'nothing').found).toBe('空')
  })
})

test('a phrase that is known is one that is made', () => {
  const { wanted } = JSON.parse(readFileSync('locales/en/mistake.json', 'utf8')) as { wanted: Record<string, string> }
  const sources = ['engine', 'server', 'tables'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts')).map((path) => readFileSync(join(folder, path), 'utf8')))
  const made = new Set(inputs.flatMap((schema) => wishesIn(schema as Node)))
  const text = sources.join('\n').replaceAll("\\'", "'")
  /** The longest piece between values: as it stands in a source, or in what a schema says. */
  const pieceOf = (phrase: string): string => phrase.replaceAll(/'\{(\w+)\}'/g, '{$1}').split(/\{\w+\}/).reduce((a, b) => (b.length > a.length ? b : a), '')
  const isMade = (phrase: string): boolean => { const piece = pieceOf(phrase); return text.includes(piece) || [...made].some((each) => each.includes(piece)) }
  expect(Object.entries(wanted).filter(([, phrase]) => !phrase.includes("'{") && !isMade(phrase)).map(([code]) => code)).toEqual([])
})

import { expect, test } from 'vitest'
import type { Words } from '#console/words/use-words.ts'
import zh from '#locales/zh-CN/console.json' with { type: 'json' }
import { isBare, plainText } from './audit-text.ts'

const textAt = (key: string): unknown => key.split('.').reduce<unknown>((found, part) => (found as Record<string, unknown> | undefined)?.[part], zh)
const words = {
  has: (key: string) => typeof textAt(key) === 'string', number: (value: number) => value.toLocaleString('en'), time: (iso: string) => iso,
  say: (key: string, values: Record<string, string> = {}) => String(textAt(key)).replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
} as Words
const GONE = 'job_1h3kq8v2m0c4s6d8f0g2h4'
const told = (key: string, value: unknown) => plainText(value, { key, words, names: { drf_1h3kq8v2m0c4s6d8f0g2h4: 'Spring' } })

test('a value of the audit is told as the console tells it, and what only names something has no thousands', () => {
  expect([told('mode', 'upgrades_only'), told('kind', 'tag'), told('kind', 'export'), told('kind', 'welcome'), told('kind', 'person')]).toEqual([zh.mode.upgrades_only, zh.bulk.deed.tag, zh.bulk.deed.export, zh.mail.kind.welcome, zh.members.kinds.person])
  expect([told('security', 'starttls'), told('security', 'none'), told('columns', ['externalIds', 'levels'])]).toEqual(['STARTTLS', '不加密', '外部编号、等级'])
  expect(told('sort', '-balance')).toBe('余额从高到低')
  expect([told('port', 2_525), told('version', 1_200), told('costMinor', 4_200)]).toEqual(['2525', '1200', '4,200'])
  expect([told('type', 'order.paid'), told('draft', 'drf_1h3kq8v2m0c4s6d8f0g2h4')]).toEqual(['订单付款', 'Spring'])
  expect(told('filter', { balanceFrom: 500, job: GONE })).toBe('余额不低于：500')
})

test('an id without a name tells nobody anything, but of somebody', () => {
  expect([isBare(GONE, {}), isBare(GONE, { [GONE]: 'One' }), isBare('mem_1h3kq8v2m0c4s6d8f0g2h4', {}), isBare('gold', {}), isBare(null, {})]).toEqual([true, false, false, false, true])
})

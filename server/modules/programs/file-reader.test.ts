import { describe, expect, test } from 'vitest'
import { checkProgram } from '#engine/program/check'
import type { Actor, ReadContext } from '#server/platform/context'
import { AS_API, fileOf, type Table, type Value } from '#server/platform/csv'
import { fileReader, readerFor } from './file-reader.ts'

const { program } = checkProgram({
  program: 'shop', name: 'Shop', currency: 'USD', zone: 'Asia/Shanghai', markets: { us: { name: { en: 'America', 'zh-CN': '美国' }, currency: 'USD', earn: '1' } },
  units: { points: { kind: 'spendable' }, credit: { kind: 'store_credit', currency: 'JPY' } }, earn: [{ id: 'purchase', name: { en: 'Orders', 'zh-CN': '下单得积分' }, on: 'order.paid', rate: 'market' }],
  tiers: [{ id: 'main', levels: [{ id: 'base', name: 'Base' }, { id: 'pearl', name: { en: 'Pearl', 'zh-CN': '珍珠' }, entry: { spend: '300', window: 'lifetime' } }] }],
})
const zh = readerFor({ program: program ?? null, locale: 'zh-CN' })
const en = readerFor({ program: program ?? null, locale: 'en' })

/** What each reader finds in a cell. */
function told(value: Value): string[] {
  const table: Table<null> = { word: 'roster', columns: [['name', () => value]] }
  return [AS_API, en, zh].map((reader) => fileOf(table, [null], reader).split('\r\n')[1] ?? '')
}

describe('a cell', () => {
  test.each<[string, Value, string[]]>([
    ['money', { minor: 204_420, currency: 'USD' }, ['204420', '2044.20', '2044.20']], ['money below 0', { minor: -5, currency: 'USD' }, ['-5', '-0.05', '-0.05']],
    ['money without decimals', { minor: 150, currency: 'JPY' }, ['150', '150', '150']], ['money of three decimals', { minor: 1_500, currency: 'KWD' }, ['1500', '1.500', '1.500']], ['money of a store without a program', { minor: 0, currency: null }, ['0', '0', '0']],
    ['points', { count: -1_250, unit: 'points' }, ['-1250', '-1250', '-1250']], ['points of the main unit', { count: 7, unit: null }, ['7', '7', '7']], ['store credit', { count: 500, unit: 'credit' }, ['500', '500', '500']],
    ['levels', { id: ['pearl', 'none'], of: 'level' }, ['pearl; none', 'Pearl; no level', '珍珠; 无等级']], ['a level of a ladder', { id: 'main/pearl', of: 'level' }, ['main/pearl', 'main: Pearl', 'main: 珍珠']], ['a level that is gone', { id: 'opal', of: 'level' }, ['opal', 'opal', 'opal']],
    ['a move', { id: 'base>pearl', of: 'move' }, ['base>pearl', 'Base → Pearl', 'Base → 珍珠']], ['a level by the name in a report', { id: 'opal', of: 'level', name: 'Opal' }, ['opal', 'Opal', 'Opal']],
    ['a market', { id: 'us', of: 'market' }, ['us', 'America', '美国']], ['no market', { id: null, of: 'market' }, ['', '', '']], ['a unit', { id: 'points', of: 'unit' }, ['points', 'points', '积分']], ['a unit alone of its kind', { id: 'credit', of: 'unit' }, ['credit', 'store credit', '购物金']],
    ['a rule', { id: 'purchase', of: 'rule' }, ['purchase', 'Orders', '下单得积分']], ['a deed as a rule', { id: 'points.adjusted', of: 'rule' }, ['points.adjusted', 'Points adjusted', '调整积分']],
    ['an event', { id: 'order.paid', of: 'event' }, ['order.paid', 'Order paid', '订单付款']], ['a deed of the audit', { id: 'POST /jobs', of: 'deed' }, ['POST /jobs', 'Start a job over many members', '开始批量任务']],
    ['a truth', true, ['true', 'Yes', '是']], ['an instant, in the zone of the program', { at: Date.parse('2026-01-05T20:00:00Z') }, ['2026-01-05T20:00:00Z', '2026-01-06 04:00:00', '2026-01-06 04:00:00']], ['an instant of an answer', { at: '2026-01-05T20:00:00Z' }, ['2026-01-05T20:00:00Z', '2026-01-06 04:00:00', '2026-01-06 04:00:00']],
    ['a formula that is no number', '=1+1', ["'=1+1", "'=1+1", "'=1+1"]], ['a name that is a formula', { id: 'x', of: 'market', name: '-5+cmd' }, ['x', "'-5+cmd", "'-5+cmd"]],
  ])('%s', (_, value, expected) => {
    expect(told(value)).toEqual(expected)
  })
})

test('a file for people begins with the mark of its letters, and has headings in their language; a program reads the words of the API', () => {
  const table: Table<null> = { word: 'figures', columns: [['from', () => ''], ['joinedAt', () => ''], ['spendMinor', () => ''], ['level:pearl', () => ''], ['somethingNew', () => '']] }
  expect([AS_API, en, zh].map((reader) => fileOf(table, [], reader))).toEqual([
    'from,joinedAt,spendMinor,level:pearl,somethingNew\r\n', '\uFEFFFrom,Joined (Asia/Shanghai),Sales to members,Members at “Pearl”,somethingNew\r\n', '\uFEFF开始日期,入会时间（Asia/Shanghai）,会员消费额,“珍珠”会员数,somethingNew\r\n',
  ])
})

test.each<[Actor]>([[{ kind: 'key', keyId: 'key_1', permissions: new Set() }], [{ kind: 'member', memberId: 'mem_1' }], [{ kind: 'system', job: 'cli' }]])('whoever is no staff reads the words of the API: %j', async (actor) => {
  expect(await fileReader({ actor } as ReadContext, 'zh-CN')).toBe(AS_API)
})

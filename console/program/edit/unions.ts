import type { Field, Kind, UnionName } from './field.ts'
import { isTree } from './plain.ts'

/** One of the ways in which a setting can be written: how it is told from the others, what it begins with, what is filled in. */
export type Way = { word: string; is: (value: unknown) => boolean; begin: unknown; /** What is filled in of a map. */ fields?: readonly Field[]; /** How a value that is no map is filled in. */ self?: Kind }

const isText = (value: unknown): boolean => typeof value === 'string'
const has = (key: string) => (value: unknown): boolean => isTree(value) && !Array.isArray(value) && Object.hasOwn(value, key)
const literal = (word: string): Way => ({ word, is: (value) => value === word, begin: word })
const isMap = (value: unknown): boolean => isTree(value) && !Array.isArray(value)

const AMOUNTS: Kind = { as: 'by', by: 'market', each: { as: 'money' } }
const CALENDAR = ['month', 'quarter', 'half', 'year'] as const
const REMINDERS: Field = { key: 'reminders', as: 'group', isWide: true, fields: [{ key: 'days', as: 'whole_list', isNeeded: true }, { key: 'above', as: 'whole' }] }

const NEVER = literal('never')
const AFTER: Way = { word: 'after', is: has('after'), begin: { after: { months: 12 } }, fields: [
  { key: 'after', as: 'period', isNeeded: true }, { key: 'from', as: 'choice', words: ['activation', 'earning'] }, { key: 'round_up', as: 'choice', words: CALENDAR }, REMINDERS,
] }
const INACTIVITY: Way = { word: 'inactivity', is: has('inactivity'), begin: { inactivity: { months: 12 }, notice_days: 30 }, fields: [
  { key: 'inactivity', as: 'period', isNeeded: true }, { key: 'notice_days', as: 'whole', isNeeded: true }, { key: 'activities', as: 'events', isWide: true }, REMINDERS,
] }

const OWN_RATE: Way = { word: 'decimal', is: isText, begin: '1', self: { as: 'decimal' } }
const POINTS_PER: Way = { word: 'points_per', is: has('per'), begin: { points: 1, per: '10' }, fields: [{ key: 'points', as: 'whole', isNeeded: true }, { key: 'per', as: 'money', isNeeded: true }] }
const ANNIVERSARY = (of: string): Way => ({ word: `anniversary_${of}`, is: (value) => isTree(value) && !Array.isArray(value) && (value as { anniversary?: unknown }).anniversary === of, begin: { anniversary: of }, fields: [{ key: 'anniversary', as: 'hidden' }] })

/** What a reward gives, by its one key. */
const GIVES: readonly Way[] = [
  { word: 'coupon', is: has('coupon'), begin: { coupon: '' }, fields: [{ key: 'coupon', as: 'ref', of: 'coupon', isNeeded: true }] },
  { word: 'product', is: has('product'), begin: { product: 'SKU' }, fields: [{ key: 'product', as: 'text', isNeeded: true }] },
  { word: 'sample', is: has('sample'), begin: { sample: 'SKU' }, fields: [{ key: 'sample', as: 'text', isNeeded: true }] },
  { word: 'gift_card', is: has('gift_card'), begin: { gift_card: {} }, fields: [{ key: 'gift_card', ...AMOUNTS, isWide: true, isNeeded: true }] },
  { word: 'store_credit', is: has('store_credit'), begin: { store_credit: {} }, fields: [{ key: 'store_credit', ...AMOUNTS, isWide: true, isNeeded: true }] },
  { word: 'entitlement', is: has('entitlement'), begin: { entitlement: '', uses: 1 }, fields: [{ key: 'entitlement', as: 'ref', of: 'entitlement', isNeeded: true }, { key: 'uses', as: 'whole', isNeeded: true }] },
  { word: 'donation', is: has('donation'), begin: { donation: '' }, fields: [{ key: 'donation', as: 'text', isNeeded: true }] },
  { word: 'voucher', is: has('voucher'), begin: { voucher: 'list' }, fields: [{ key: 'voucher', as: 'text', isNeeded: true }] },
]

/** The settings that can be written in several ways. */
export const UNIONS: Readonly<Record<UnionName, readonly Way[]>> = {
  pending: [
    literal('none'),
    { word: 'days', is: has('days'), begin: { days: 14 }, fields: [{ key: 'days', as: 'whole', isNeeded: true }] },
    { word: 'days_after_delivery', is: has('days_after_delivery'), begin: { days_after_delivery: 7, cancel_after: { months: 3 } }, fields: [{ key: 'days_after_delivery', as: 'whole', isNeeded: true }, { key: 'cancel_after', as: 'period', isNeeded: true }] },
    { word: 'by_hand', is: (value) => has('by_hand')(value) && (value as { by_hand: unknown }).by_hand === true, begin: { by_hand: true }, fields: [{ key: 'by_hand', as: 'hidden' }, { key: 'cancel_after', as: 'period' }] },
  ],
  expiry: [NEVER, AFTER, INACTIVITY],
  rule_expiry: [NEVER, AFTER],
  window: [
    literal('lifetime'),
    { word: 'rolling', is: has('rolling'), begin: { rolling: { days: 365 } }, fields: [{ key: 'rolling', as: 'period', isNeeded: true }] },
    { word: 'calendar', is: has('calendar'), begin: { calendar: 'year' }, fields: [{ key: 'calendar', as: 'choice', words: CALENDAR, isNeeded: true }] },
    ANNIVERSARY('joining'), ANNIVERSARY('entry'),
  ],
  rate: [OWN_RATE, POINTS_PER],
  rule_rate: [literal('market'), { ...OWN_RATE, is: (value) => isText(value) && value !== 'market' }, POINTS_PER],
  claw: [literal('within_balance'), literal('only_pending'), literal('unlimited'), { word: 'limit_by_tier', is: has('limit_by_tier'), begin: { limit_by_tier: {} }, fields: [{ key: 'limit_by_tier', as: 'by', by: 'level', each: { as: 'whole' }, isWide: true, isNeeded: true }] }],
  expired_points: [literal('as_expired'), { word: 'grace_days', is: has('grace_days'), begin: { grace_days: 30 }, fields: [{ key: 'grace_days', as: 'whole', isNeeded: true }] }],
  valid_period: [...CALENDAR.map(literal), ANNIVERSARY('entry'), ANNIVERSARY('joining')],
  entitlement_period: [literal('year'), literal('month'), ANNIVERSARY('joining')],
  points_price: [{ word: 'one', is: (value) => !isTree(value), begin: 500, self: { as: 'whole' } }, { word: 'by_market', is: isMap, begin: {}, self: { as: 'by', by: 'market', each: { as: 'whole' } } }],
  cost: [{ word: 'one', is: isText, begin: '1', self: { as: 'money' } }, { word: 'by_market', is: isMap, begin: {}, self: AMOUNTS }],
  floor: [{ word: 'percent', is: isText, begin: '10', self: { as: 'percent' } }, { word: 'amount', is: isMap, begin: { percent: '10' }, fields: [{ key: 'percent', as: 'percent' }, { key: 'amount', ...AMOUNTS, isWide: true }] }],
  gives: GIVES,
  issue: [literal('welcome'), literal('birthday'), literal('anniversary'), { word: 'win_back', is: has('win_back'), begin: { win_back: { days: 60 } }, fields: [{ key: 'win_back', as: 'period', isNeeded: true }] }],
}

/** The way in which a setting is written; undefined where it is none of them, and is shown as text. */
export function wayOf(union: UnionName, value: unknown): Way | undefined {
  return UNIONS[union].find(({ is }) => is(value))
}

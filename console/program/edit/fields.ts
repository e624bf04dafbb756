import type { LeafKind } from './criteria.ts'
import type { Field } from './field.ts'

const isOrder = ({ on }: Readonly<Record<string, unknown>>): boolean => on === 'order.paid'
const isNoOrder = (entry: Readonly<Record<string, unknown>>): boolean => !isOrder(entry)
const isKind = (...kinds: string[]) => ({ kind }: Readonly<Record<string, unknown>>): boolean => kinds.includes(String(kind))

const AMOUNTS = { as: 'by', by: 'market', each: { as: 'money' } } as const
const ON_DAYS: readonly Field[] = [
  { key: 'dates', as: 'dates', isWide: true, isMore: true },
  { key: 'weekdays', as: 'weekdays', isMore: true },
  { key: 'month_days', as: 'month_days', isMore: true },
]
const PER_PERIOD: readonly Field[] = (['day', 'week', 'month', 'year', 'member'] as const).map((key) => ({ key, as: 'whole' }))
const BASE: readonly Field[] = [
  { key: 'sale_items', as: 'choice', words: ['include', 'exclude'], isWide: true },
  { key: 'only_tags', as: 'texts' }, { key: 'exclude_tags', as: 'texts' },
  { key: 'only_skus', as: 'texts' }, { key: 'exclude_skus', as: 'texts' },
]

const MULTIPLIER: readonly Field[] = [
  { key: 'name', as: 'name', isWide: true },
  { key: 'times', as: 'decimal', isNeeded: true },
  { key: 'weekdays', as: 'weekdays' },
  { key: 'dates', as: 'dates', isWide: true, isMore: true },
  { key: 'month_days', as: 'month_days', isMore: true },
  { key: 'when', as: 'condition', isWide: true, isMore: true },
  { key: 'id', as: 'text', isMore: true, isNeeded: true },
]

export const EARN: readonly Field[] = [
  { key: 'name', as: 'name', isWide: true },
  { key: 'on', as: 'event', isNeeded: true },
  { key: 'rate', as: 'union', union: 'rule_rate', when: (rule) => isOrder(rule) && rule['points'] === undefined },
  { key: 'points', as: 'whole', when: ({ rate }) => rate === undefined },
  { key: 'minimum', as: 'money', when: isOrder },
  { key: 'when', as: 'condition', isWide: true },
  { key: 'multipliers', as: 'list', fields: MULTIPLIER, begin: { id: 'double', times: '2' }, isWide: true },
  { key: 'caps', as: 'group', isWide: true, isMore: true, fields: [
    { key: 'order', as: 'whole' }, ...PER_PERIOD, { key: 'program', as: 'whole' }, { key: 'times', as: 'group', fields: PER_PERIOD, isWide: true },
  ] },
  { key: 'base', as: 'group', isWide: true, isMore: true, when: isOrder, fields: BASE.filter(({ key }) => key !== 'only_skus') },
  { key: 'streak', as: 'group', isWide: true, isMore: true, when: isNoOrder, fields: [{ key: 'days', as: 'whole', isNeeded: true }, { key: 'points', as: 'whole', isNeeded: true }] },
  { key: 'every', as: 'whole', isMore: true },
  { key: 'unit', as: 'ref', of: 'unit', isMore: true },
  { key: 'rounding', as: 'choice', words: ['floor', 'half_even', 'ceil'], isMore: true },
  { key: 'per', as: 'choice', words: ['order', 'line'], isMore: true, when: isOrder },
  { key: 'combine', as: 'choice', words: ['multiply', 'best'], isMore: true },
  { key: 'pending', as: 'union', union: 'pending', isWide: true, isMore: true },
  { key: 'expiry', as: 'union', union: 'rule_expiry', isWide: true, isMore: true },
  { key: 'id', as: 'text', isMore: true, isNeeded: true },
]

export const TRACK: readonly Field[] = [
  { key: 'levels', as: 'hidden' },
  { key: 'name', as: 'name', isWide: true },
  { key: 'valid', as: 'group', isWide: true, fields: [{ key: 'period', as: 'union', union: 'valid_period', isNeeded: true }, { key: 'through', as: 'choice', words: ['this', 'next'] }] },
  { key: 'entry', as: 'choice', words: ['at_once', 'next_period'] },
  { key: 'downgrade', as: 'choice', words: ['full', 'one_step', 'never'] },
  { key: 'grace', as: 'group', isWide: true, isMore: true, fields: [{ key: 'days', as: 'whole' }, { key: 'months', as: 'whole' }, { key: 'round_up', as: 'choice', words: ['month', 'quarter', 'half', 'year'] }] },
  { key: 'id', as: 'text', isMore: true, isNeeded: true },
]

export const LEVEL: readonly Field[] = [
  { key: 'name', as: 'name', isWide: true },
  { key: 'colour', as: 'colour' },
  { key: 'entry', as: 'criteria', isWide: true },
  { key: 'keep', as: 'criteria', isWide: true, when: ({ entry }) => entry !== undefined },
  { key: 'benefits', as: 'refs', of: 'benefit', isWide: true },
  { key: 'id', as: 'text', isMore: true, isNeeded: true },
]

export const BENEFIT: readonly Field[] = [
  { key: 'name', as: 'name', isWide: true, isNeeded: true },
  { key: 'kind', as: 'choice', words: ['discount', 'shipping', 'gift', 'service', 'access', 'other'], isNeeded: true },
  { key: 'percent', as: 'percent', when: isKind('discount') },
  { key: 'shipping', as: 'group', isWide: true, when: isKind('shipping'), fields: [{ key: 'free_from', ...AMOUNTS, isWide: true }, { key: 'method', as: 'text' }] },
  { key: 'on', as: 'choice', words: ['birthday', 'anniversary', 'entry'], when: isKind('gift', 'service', 'other') },
  { key: 'per_year', as: 'whole', when: isKind('gift', 'service', 'other') },
  { key: 'description', as: 'name', isWide: true, isMore: true },
]

export const ENTITLEMENT: readonly Field[] = [
  { key: 'name', as: 'name', isWide: true },
  { key: 'uses', as: 'whole', isNeeded: true },
  { key: 'per', as: 'union', union: 'entitlement_period' },
  { key: 'level_uses', as: 'by', by: 'level', each: { as: 'whole' }, isWide: true, isMore: true },
  { key: 'cost', as: 'money', isMore: true },
  { key: 'description', as: 'name', isWide: true, isMore: true },
  { key: 'id', as: 'text', isMore: true, isNeeded: true },
]

export const REWARD: readonly Field[] = [
  { key: 'name', as: 'name', isWide: true },
  { key: 'gives', as: 'union', union: 'gives', isWide: true, isNeeded: true },
  { key: 'points', as: 'union', union: 'points_price', isWide: true, isNeeded: true },
  { key: 'level_points', as: 'by', by: 'level', each: { as: 'union', union: 'points_price' }, isWide: true, isMore: true },
  { key: 'stock', as: 'choice', words: ['unlimited', 'counted'] },
  { key: 'valid', as: 'period' },
  { key: 'limits', as: 'list', begin: { uses: 1, per: 'member', in: 'month' }, isWide: true, fields: [
    { key: 'uses', as: 'whole', isNeeded: true }, { key: 'per', as: 'choice', words: ['member', 'market'] }, { key: 'in', as: 'choice', words: ['day', 'week', 'month', 'year'] },
  ] },
  { key: 'when', as: 'condition', isWide: true, isMore: true },
  ...ON_DAYS,
  { key: 'cost', as: 'union', union: 'cost', isWide: true, isMore: true },
  { key: 'description', as: 'name', isWide: true, isMore: true },
  { key: 'id', as: 'text', isMore: true, isNeeded: true },
]

export const DISCOUNT: readonly Field[] = [
  { key: 'name', as: 'name', isWide: true },
  { key: 'kind', as: 'choice', words: ['member_day', 'promotion', 'coupon'], isNeeded: true },
  { key: 'percent', as: 'percent', when: ({ amount }) => amount === undefined },
  { key: 'amount', ...AMOUNTS, isWide: true, when: ({ percent }) => percent === undefined },
  { key: 'most', ...AMOUNTS, isWide: true, isMore: true, when: ({ percent }) => percent !== undefined },
  { key: 'minimum', ...AMOUNTS, isWide: true },
  { key: 'issue', as: 'union', union: 'issue', when: isKind('coupon') },
  { key: 'codes', as: 'choice', words: ['unique', 'shared', 'auto'], when: isKind('coupon') },
  { key: 'valid', as: 'period', when: isKind('coupon') },
  { key: 'when', as: 'condition', isWide: true },
  ...ON_DAYS,
  { key: 'limits', as: 'list', begin: { uses: 1, per: 'member' }, isWide: true, isMore: true, fields: [
    { key: 'uses', as: 'whole', when: ({ money }) => money === undefined }, { key: 'money', as: 'union', union: 'cost', isWide: true, when: ({ uses }) => uses === undefined },
    { key: 'per', as: 'choice', words: ['member', 'market', 'sku'] }, { key: 'in', as: 'choice', words: ['day', 'week', 'month', 'year'] },
  ] },
  { key: 'free_shipping', as: 'flag', isMore: true },
  { key: 'gift', as: 'text', isMore: true },
  { key: 'base', as: 'group', isWide: true, isMore: true, fields: BASE },
  { key: 'stacks_with', as: 'refs', of: 'discount', isWide: true, isMore: true },
  { key: 'id', as: 'text', isMore: true, isNeeded: true },
]

export const MARKET: readonly Field[] = [
  { key: 'name', as: 'name', isWide: true },
  { key: 'currency', as: 'text', isNeeded: true },
  { key: 'zone', as: 'text' },
  { key: 'earn', as: 'union', union: 'rate' },
  { key: 'redeem', as: 'group', isWide: true, fields: [{ key: 'points', as: 'whole', isNeeded: true }, { key: 'worth', as: 'money', isNeeded: true }] },
  { key: 'reference_rate', as: 'decimal' },
]

export const UNIT: readonly Field[] = [
  { key: 'name', as: 'name', isWide: true },
  { key: 'kind', as: 'choice', words: ['spendable', 'qualifying', 'store_credit'], isNeeded: true },
  { key: 'currency', as: 'text', when: isKind('store_credit') },
  { key: 'pending', as: 'union', union: 'pending', isWide: true, isMore: true },
  { key: 'expiry', as: 'union', union: 'expiry', isWide: true, isMore: true },
]

export const BASICS: readonly Field[] = [
  { key: 'name', as: 'name', isWide: true, isNeeded: true },
  { key: 'description', as: 'name', isWide: true },
  { key: 'currency', as: 'text', isNeeded: true },
  { key: 'zone', as: 'text', isNeeded: true },
  { key: 'market', as: 'ref', of: 'market' },
  { key: 'program', as: 'text', isNeeded: true },
  { key: 'paused', as: 'flag', isWide: true },
]

export const TERMS: readonly Field[] = [
  { key: 'pending', as: 'union', union: 'pending', isWide: true },
  { key: 'expiry', as: 'union', union: 'expiry', isWide: true },
  { key: 'limits', as: 'group', isWide: true, fields: [{ key: 'spend_minimum', as: 'whole' }, { key: 'spend_step', as: 'whole' }, { key: 'transfers_per_month', as: 'whole' }] },
  { key: 'refund', as: 'group', isWide: true, fields: [
    { key: 'claw', as: 'union', union: 'claw', isWide: true }, { key: 'threshold', as: 'choice', words: ['recompute', 'keep'] },
    { key: 'points_share', as: 'choice', words: ['proportional', 'points_first', 'money_first'] }, { key: 'expired_points', as: 'union', union: 'expired_points' },
  ] },
  { key: 'regions', as: 'list', begin: { regions: ['CA-ON'], expiry: 'never' }, isWide: true, isMore: true, fields: [{ key: 'regions', as: 'texts', isWide: true, isNeeded: true }, { key: 'expiry', as: 'union', union: 'expiry', isWide: true, isNeeded: true }] },
  { key: 'companies', as: 'group', isWide: true, isMore: true, fields: [{ key: 'sharing', as: 'group', isWide: true, fields: [{ key: 'most_percent', as: 'percent' }, { key: 'off_for_tags', as: 'texts' }] }] },
]

export const PRICES: readonly Field[] = [
  { key: 'choose', as: 'choice', words: ['lowest', 'first'] },
  { key: 'contracted', as: 'choice', words: ['lowest', 'first'] },
  { key: 'stacking', as: 'choice', words: ['in_order', 'best_of', 'all', 'exclusive'] },
  { key: 'percent_of', as: 'choice', words: ['running', 'original'] },
  { key: 'points_share', as: 'percent' }, { key: 'points_minimum', as: 'whole' }, { key: 'points_step', as: 'whole' },
  { key: 'protection', as: 'group', isWide: true, isMore: true, fields: [{ key: 'days', as: 'whole', isNeeded: true }, { key: 'as', as: 'choice', words: ['points', 'store_credit'], isNeeded: true }] },
]

export const MARGIN: readonly Field[] = [
  { key: 'floor', as: 'union', union: 'floor', isWide: true, isNeeded: true },
  { key: 'order_floor', as: 'union', union: 'floor', isWide: true },
  { key: 'mode', as: 'choice', words: ['drop', 'shadow'] },
  { key: 'breakage', as: 'percent' }, { key: 'unknown_cost', as: 'percent' },
  { key: 'fee', as: 'group', isWide: true, fields: [{ key: 'percent', as: 'percent' }, { key: 'amount', ...AMOUNTS, isWide: true }] },
  { key: 'floors', as: 'list', begin: { floor: '10' }, isWide: true, isMore: true, fields: [
    { key: 'floor', as: 'union', union: 'floor', isWide: true }, { key: 'order_floor', as: 'union', union: 'floor', isWide: true, isMore: true },
    { key: 'when', as: 'condition', isWide: true, isMore: true }, { key: 'lists', as: 'texts', isMore: true }, { key: 'base', as: 'group', isWide: true, isMore: true, fields: BASE },
  ] },
]

const WINDOW: Field = { key: 'window', as: 'union', union: 'window' }

/** What each thing asked of a member says. */
export const LEAF: Readonly<Record<LeafKind, readonly Field[]>> = {
  spend: [{ key: 'spend', as: 'money', isNeeded: true }, WINDOW],
  orders: [{ key: 'orders', as: 'whole', isNeeded: true }, WINDOW],
  points: [{ key: 'points', as: 'whole', isNeeded: true }, { key: 'unit', as: 'ref', of: 'unit' }, WINDOW],
  event: [{ key: 'event', as: 'event', isNeeded: true }, { key: 'count', as: 'whole' }, WINDOW],
  member_age: [{ key: 'member_age', as: 'period', isNeeded: true }],
  tag: [{ key: 'tag', as: 'text', isNeeded: true }],
  company_volume: [{ key: 'company_volume', as: 'money', isNeeded: true }, WINDOW],
}

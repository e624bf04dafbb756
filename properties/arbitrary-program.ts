import fc from 'fast-check'
import type { CriteriaDocument, EarnRuleDocument, ExpiryDocument, PendingDocument, ProgramDocument, TrackDocument, WindowDocument } from '#engine/program/schema'

/** Zones with quarter hours, both edges of the date line, and clocks that skip midnight itself (Havana, Cairo). */
export const ZONES = ['UTC', 'Pacific/Auckland', 'Pacific/Honolulu', 'Asia/Shanghai', 'Europe/Berlin', 'America/Havana', 'Africa/Cairo', 'Asia/Kathmandu'] as const
/** What members do besides buying; `checked_in` may keep a streak. */
export const ACTIVITIES = ['checked_in', 'reviewed', 'subscribed'] as const
export const LEVELS = ['blue', 'silver', 'gold'] as const
export const TAGS = ['sale', 'vip', 'book'] as const

/** The market table of every program: no decimals, two and three of them, with rates that do not divide. */
const MARKETS: ProgramDocument['markets'] = {
  us: { currency: 'USD', zone: 'America/New_York', earn: '1', redeem: { points: 100, worth: '1.00' } },
  de: { currency: 'EUR', zone: 'Europe/Berlin', earn: { points: 10, per: '9' }, redeem: { points: 110, worth: '1.00' }, reference_rate: '1.1' },
  jp: { currency: 'JPY', zone: 'Asia/Tokyo', earn: { points: 1, per: '150' }, redeem: { points: 1, worth: '1' }, reference_rate: '0.0066' },
  kw: { currency: 'KWD', zone: 'Asia/Kuwait', earn: '3.25', redeem: { points: 33, worth: '0.100' }, reference_rate: '3.25' },
}

/** An object with some of its fields left out. */
function some<T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }, required: (keyof T)[] = []): fc.Arbitrary<Partial<T>> {
  return fc.record(fields, { requiredKeys: required, noNullPrototype: true }) as fc.Arbitrary<Partial<T>>
}

const whole = (min: number, max: number) => fc.integer({ min, max })
const oneOf = <T>(...values: T[]) => fc.constantFrom(...values)
const sometimes = <T>(weight: number, value: fc.Arbitrary<T>, otherwise: T) => fc.oneof({ arbitrary: fc.constant(otherwise), weight: 10 - weight }, { arbitrary: value, weight })

const period = fc.oneof(whole(3, 60).map((days) => ({ days })), whole(1, 13).map((months) => ({ months })), fc.constant({ years: 1 }))
/** Longer than any notice and reminder before its end. */
const longer = fc.oneof(whole(5, 60).map((days) => ({ days })), whole(1, 13).map((months) => ({ months })))
const rounding = oneOf('floor', 'half_even', 'ceil')

const pending: fc.Arbitrary<PendingDocument> = fc.oneof(
  { arbitrary: fc.constant<PendingDocument>('none'), weight: 4 },
  { arbitrary: whole(1, 30).map((days) => ({ days })), weight: 3 },
  { arbitrary: whole(0, 14).map((days) => ({ days_after_delivery: days, cancel_after: { days: days + 20 } })), weight: 2 },
  { arbitrary: oneOf<PendingDocument>({ by_hand: true }, { by_hand: true, cancel_after: { days: 20 } }), weight: 1 },
)

const reminders = some<{ days: number[]; above: number }>({ days: oneOf([2, 1], [1]), above: whole(0, 20) }, ['days'])
const byTime = fc.oneof(fc.constant('never'), some({ after: period, from: oneOf('activation', 'earning'), round_up: oneOf('month', 'quarter', 'year'), reminders }, ['after'])) as fc.Arbitrary<ExpiryDocument>
const byInactivity = some({ inactivity: longer, activities: fc.constant(['order.paid', 'reviewed']), notice_days: oneOf(1, 2), reminders }, ['inactivity', 'notice_days']) as fc.Arbitrary<ExpiryDocument>
const expiry = fc.oneof({ arbitrary: byTime, weight: 6 }, { arbitrary: byInactivity, weight: 3 })

const condition = oneOf('order.total >= 20.0', 'member.level == "gold"', 'order.is_first', '"book" in order.tags', 'member.spend < 500.0', 'today.day < 15')
const perPeriod = some({ member: whole(50, 900), day: whole(10, 300), week: whole(10, 300), month: whole(10, 400), year: whole(30, 900) })
const multipliers = fc.array(
  some({ times: oneOf('2', '1.5', '0.5', '3.3'), weekdays: oneOf(['mon', 'sat'], ['sun']), month_days: oneOf([1, 15, 31]), when: oneOf('member.level == "silver"', 'member.orders >= 2') }, ['times']),
  { maxLength: 2 },
).map((list) => list.map((multiplier, n) => ({ id: `double${n}`, ...multiplier })))

const purchase = some({
  rate: oneOf<EarnRuleDocument['rate'] & unknown>('market', '1', '2', '0.35', { points: 3, per: '7' }),
  minimum: oneOf('5', '20', '60'), when: condition, per: oneOf('order', 'line'), rounding, multipliers, combine: oneOf('multiply', 'best'),
  base: some({ sale_items: oneOf('include', 'exclude'), exclude_tags: fc.constant(['vip']) }),
  caps: fc.tuple(perPeriod, some({ order: whole(5, 200), times: some({ day: whole(1, 2), month: whole(1, 3), member: whole(1, 6) }) })).map(([a, b]) => ({ ...a, ...b })),
  pending, expiry: byTime,
}, ['rate'])

/** Rules besides the purchase's own, each of them sometimes there. */
const otherRules = fc.record({
  bonus: some({ points: whole(1, 80), minimum: oneOf('10', '40'), caps: perPeriod, pending }, ['points', 'minimum']).map((rule) => ({ id: 'bonus', on: 'order.paid', ...rule })),
  qualifying: some({ rate: oneOf('1', '0.1'), per: oneOf('order', 'line'), rounding }, ['rate']).map((rule) => ({ id: 'qualifying', on: 'order.paid', unit: 'qp', ...rule })),
  nth: some({ points: whole(5, 60), every: whole(2, 3), pending }, ['points', 'every']).map((rule) => ({ id: 'nth', on: 'order.paid', ...rule })),
  check_in: some({ points: whole(1, 9), caps: perPeriod, streak: fc.record({ days: whole(2, 4), points: whole(1, 30) }, { noNullPrototype: true }), expiry: byTime }, ['points']).map((rule) => ({ id: 'check_in', on: 'checked_in', ...rule })),
  review: some({ points: whole(5, 40), caps: fc.constant({ times: { month: 2 } }), pending }, ['points']).map((rule) => ({ id: 'review', on: 'reviewed', ...rule })),
  birthday: whole(5, 50).map((points) => ({ id: 'birthday', on: 'birthday', points })),
  anniversary: whole(5, 50).map((points) => ({ id: 'anniversary', on: 'anniversary', points })),
  entry: whole(5, 90).map((points) => ({ id: 'entry', on: 'tier.entered', points })),
  welcome: some({ points: whole(1, 30), expiry: byTime }, ['points']).map((rule) => ({ id: 'welcome', on: 'member.joined', ...rule })),
}, { requiredKeys: [], noNullPrototype: true }).map((rules) => Object.values(rules) as EarnRuleDocument[])

const window = fc.oneof(
  fc.constant<WindowDocument>('lifetime'), whole(20, 400).map((days) => ({ rolling: { days } })), whole(1, 12).map((months) => ({ rolling: { months } })),
  oneOf('month', 'quarter', 'half', 'year').map((calendar) => ({ calendar })), oneOf('joining', 'entry').map((anniversary) => ({ anniversary })),
) as fc.Arbitrary<WindowDocument>

function leaf(rank: number): fc.Arbitrary<CriteriaDocument> {
  return fc.oneof(
    { arbitrary: fc.record({ spend: whole(10, 150).map((amount) => String(amount * rank)), window }), weight: 5 },
    { arbitrary: fc.record({ orders: whole(1, 3).map((n) => n * rank), window }), weight: 2 },
    { arbitrary: fc.record({ points: whole(5, 120).map((n) => n * rank), unit: oneOf('qp', 'points'), window }), weight: 3 },
    { arbitrary: fc.record({ event: oneOf(...ACTIVITIES), count: whole(1, 2).map((n) => n * rank), window }), weight: 1 },
    { arbitrary: whole(10, 200).map((days) => ({ member_age: { days: days * rank } })), weight: 1 },
    { arbitrary: fc.constant({ tag: 'vip' }), weight: 1 },
    { arbitrary: fc.record({ company_volume: fc.constant(String(100 * rank)), window }), weight: 1 },
  ) as fc.Arbitrary<CriteriaDocument>
}

function criteria(rank: number): fc.Arbitrary<CriteriaDocument> {
  const pair = fc.array(leaf(rank), { minLength: 2, maxLength: 2 })
  return fc.oneof({ arbitrary: leaf(rank), weight: 4 }, { arbitrary: pair.map((all) => ({ all })), weight: 1 }, { arbitrary: pair.map((any) => ({ any })), weight: 1 }) as fc.Arbitrary<CriteriaDocument>
}

function level(id: string, rank: number): fc.Arbitrary<TrackDocument['levels'][number]> {
  return some({ entry: criteria(rank), keep: criteria(rank) }, ['entry']).map((rules) => ({ id, ...rules }) as TrackDocument['levels'][number])
}

/** A window since entry is for a level that has a period: without one it would be judged on the day of the entry. */
function closed(track: TrackDocument): TrackDocument {
  return track.valid === undefined ? (JSON.parse(JSON.stringify(track).replaceAll('"anniversary":"entry"', '"anniversary":"joining"')) as TrackDocument) : track
}

function track(id: string): fc.Arbitrary<TrackDocument> {
  const levels = fc.tuple(sometimes(2, level(LEVELS[0], 1), { id: LEVELS[0] }), level(LEVELS[1], 1), level(LEVELS[2], 2)).map((list) => list as TrackDocument['levels'])
  return some({
    levels, entry: oneOf('at_once', 'next_period'),
    valid: some({ period: oneOf<string | { anniversary: string }>('month', 'quarter', 'year', { anniversary: 'entry' }, { anniversary: 'joining' }), through: oneOf('this', 'next') }, ['period']),
    grace: some({ days: whole(1, 40), months: whole(1, 2), round_up: oneOf('month', 'quarter') }, ['days']), downgrade: oneOf('full', 'one_step', 'never'),
  }, ['levels']).map((rules) => closed({ id, ...rules } as TrackDocument))
}

const refund = some({
  claw: fc.oneof(oneOf('within_balance', 'only_pending', 'unlimited'), fc.constant({ limit_by_tier: { blue: 20, silver: 100, gold: 500 } })),
  threshold: oneOf('recompute', 'keep'), points_share: oneOf('proportional', 'points_first', 'money_first'), expired_points: oneOf<string | { grace_days: number }>('as_expired', { grace_days: 5 }),
})

const terms = some({
  pending, expiry, refund, level: oneOf('highest', 'lowest', 'apart'), market: oneOf('us', 'de', 'jp'),
  tiers: fc.oneof(fc.tuple(track('spend')), fc.tuple(track('spend'), track('engagement'))),
  regions: expiry.map((law) => [{ regions: ['CA-ON', 'DE'], expiry: law }]),
  limits: some({ spend_minimum: whole(1, 20), spend_step: oneOf(1, 5), transfers_per_month: whole(0, 300) }),
}, ['refund', 'tiers'])

/** What points buy in every program: a product, uses of a service, store credit, and something that is rare. */
export const REWARDS = ['mug', 'talk', 'credit', 'rare'] as const

const price = whole(1, 60)
const valid = some({ days: whole(1, 40) }, ['days'])
const rewards = fc.tuple(
  some({ points: price, level_points: fc.record({ [LEVELS[2]]: whole(1, 20) }, { noNullPrototype: true }), limits: fc.tuple(whole(1, 3).map((uses) => ({ uses, per: 'member', in: 'week' }))) }, ['points']).map((rest) => ({ id: 'mug', gives: { product: 'MUG' }, ...rest })),
  some({ points: price, valid }, ['points']).map((rest) => ({ id: 'talk', gives: { entitlement: 'talks', uses: 2 }, ...rest })),
  some({ points: price, valid }, ['points']).map((rest) => ({ id: 'credit', gives: { store_credit: { us: '1.00', de: '1.00' } }, ...rest })),
  price.map((points) => ({ id: 'rare', gives: { sample: 'SERUM' }, points, limits: [{ uses: 2 }, { uses: 1, per: 'member', in: 'month' }] })),
)
const entitlement = some({ uses: whole(1, 3), per: oneOf<string | { anniversary: string }>('year', 'month', { anniversary: 'joining' }), cost: oneOf('1.50', '0') }, ['uses'])

/** The highest level of each track gives the service. */
function withService({ tiers, ...rest }: { tiers?: readonly TrackDocument[] }): object {
  return tiers === undefined ? rest : { ...rest, tiers: tiers.map((track) => ({ ...track, levels: track.levels.map((level) => (level.id === LEVELS[2] ? { ...level, benefits: ['talks'] } : level)) })) }
}

export type ProgramChoices = {
  /** Whether rules may have a limit that all members share. */
  hasProgramCaps?: boolean
  /** Whether companies may share their points. */
  hasSharing?: boolean
}

/** A program of any shape that the document allows, over one market table, so that a later version of the store may be any other. */
export function programDocument({ hasProgramCaps = false, hasSharing = false }: ProgramChoices = {}): fc.Arbitrary<ProgramDocument> {
  const capped = hasProgramCaps ? purchase.chain((rule) => whole(20, 200).map((program) => ({ ...rule, caps: { ...rule.caps, program } }))) : purchase
  return fc.record({ zone: oneOf(...ZONES), rule: capped, others: otherRules, unit: some({ pending, expiry }), terms, rewards, entitlement, isPaused: sometimes(1, fc.boolean(), false) }, { noNullPrototype: true })
    .map(({ zone, rule, others, unit, terms: rest, rewards: bought, entitlement: service, isPaused }) => ({
      program: 'any', name: 'Any', currency: 'USD', zone, ...(isPaused ? { paused: true } : {}), markets: MARKETS, events: { reviewed: {} }, ...withService(rest), ...(hasSharing ? { companies: { sharing: { most_percent: '60', off_for_tags: ['staff'] } } } : {}),
      units: { points: { kind: 'spendable', ...unit }, qp: { kind: 'qualifying' }, wallet: { kind: 'store_credit', currency: 'USD' } }, rewards: bought, entitlements: [{ id: 'talks', ...service }],
      earn: [{ id: 'purchase', on: 'order.paid', ...rule }, ...others],
    }) as ProgramDocument)
}

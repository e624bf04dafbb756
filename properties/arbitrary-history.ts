import fc from 'fast-check'
import type { Profile } from '#engine/member/event'
import { ACTIVITIES, LEVELS, programDocument, REWARDS, TAGS, ZONES, type ProgramChoices } from './arbitrary-program.ts'
import { BEGINNINGS, type Deed, type LinePlan, type OrderPlan, type Plan, type RefundPlan, type Step, type Wait } from './plan.ts'

const whole = (min: number, max: number) => fc.integer({ min, max })
const oneOf = <T>(...values: T[]) => fc.constantFrom(...values)
const rarely = fc.nat(9).map((n) => n === 9)
/** Mostly nothing, else some per mille. */
const somePerMille = (most: number) => fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, { arbitrary: whole(1, most), weight: 1 })
const record = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(fields, { noNullPrototype: true }) as fc.Arbitrary<T>

const line: fc.Arbitrary<LinePlan> = record<LinePlan>({
  amountMinor: fc.oneof({ arbitrary: whole(1, 9_999), weight: 6 }, { arbitrary: oneOf(0, 1, -150, 100_000), weight: 1 }), quantity: whole(1, 4), discount: somePerMille(999), tax: somePerMille(250),
  tags: fc.subarray([...TAGS], { maxLength: 2 }), isGiftCard: rarely, isSaleItem: rarely,
})

/** An order of one to four lines. */
export const orderPlan: fc.Arbitrary<OrderPlan> = record<OrderPlan>({
  lines: fc.array(line, { minLength: 1, maxLength: 4 }), discount: somePerMille(1_000), shippingMinor: oneOf(0, 0, 600), market: oneOf('us', 'us', 'de', 'jp', 'kw'),
  rate: oneOf('1.0834', '0.0066', '3.257', '1'), taxIncluded: fc.boolean(), paidByPoints: somePerMille(1_000), storeCredit: somePerMille(500),
})

const share = fc.oneof({ arbitrary: fc.constant(1_000), weight: 2 }, { arbitrary: whole(1, 999), weight: 3 })

/** A refund that leaves something, most of the time. */
export const partialRefund: fc.Arbitrary<RefundPlan> = fc.oneof(
  { arbitrary: record<RefundPlan & { kind: 'units' }>({ kind: fc.constant('units'), line: fc.nat(3), share }), weight: 4 },
  { arbitrary: record<RefundPlan & { kind: 'line_amount' }>({ kind: fc.constant('line_amount'), line: fc.nat(3), share }), weight: 2 },
  { arbitrary: record<RefundPlan & { kind: 'amount' }>({ kind: fc.constant('amount'), share }), weight: 3 },
  { arbitrary: fc.constant<RefundPlan>({ kind: 'shipping' }), weight: 1 },
)
const refund = fc.oneof({ arbitrary: partialRefund, weight: 3 }, { arbitrary: fc.constant<RefundPlan>({ kind: 'whole' }), weight: 1 })

const profile = fc.record({
  zone: oneOf<string | null>(...ZONES, null), market: oneOf<string | null>('us', 'de', 'jp', null), region: oneOf<string | null>('CA-ON', 'DE-BE', 'US', null),
  birthday: oneOf('02-29', '12-31', '06-15'), tags: fc.subarray(['vip', 'staff']),
}, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Profile>

const which = fc.nat(5)
type Of<K extends Deed['kind']> = Extract<Deed, { kind: K }>
const deed = <K extends Deed['kind']>(kind: K, fields: { [F in Exclude<keyof Of<K>, 'kind'>]: fc.Arbitrary<Of<K>[F]> }) =>
  fc.record({ kind: fc.constant(kind), ...fields }, { noNullPrototype: true }) as unknown as fc.Arbitrary<Deed>

/** How often each deed is drawn; a deed of weight 0 never is. */
const WEIGHTS: Record<Deed['kind'], number> = {
  order: 10, refund: 8, exchange: 2, deliver: 3, settle: 2, spend: 6, hold: 3, end_hold: 3, cancel: 3, redeem: 4, give_back: 2, use: 2, grant: 1, withdraw: 1, adjust: 2, forgive: 1, activity: 4, join: 1, profile: 2, tier: 1, send: 2,
  credit: 1, volume: 1, publish: 2, merge: 0, unmerge: 0, company_order: 0, hire: 0, share: 0,
}

const DEEDS: { [K in Deed['kind']]: fc.Arbitrary<Deed> } = {
  order: deed('order', { order: orderPlan, early: oneOf('nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'refund', 'delivery', 'exchange') }),
  refund: deed('refund', { which, refund, isChargeback: rarely }),
  exchange: deed('exchange', { which, refund, order: orderPlan }),
  deliver: deed('deliver', { which }),
  settle: deed('settle', { which, approves: fc.boolean() }),
  spend: deed('spend', { share: fc.oneof({ arbitrary: share, weight: 9 }, { arbitrary: fc.constant(1_100), weight: 1 }), purpose: oneOf('checkout', 'reward', 'donation'), hasCode: fc.boolean() }),
  hold: deed('hold', { share, minutes: oneOf(15, 1_440, 100_000) }),
  end_hold: deed('end_hold', { which, commits: fc.boolean() }),
  cancel: deed('cancel', { which, share }),
  redeem: deed('redeem', { reward: oneOf(...REWARDS) }),
  give_back: deed('give_back', { which }),
  use: deed('use', {}),
  grant: deed('grant', { uses: whole(1, 3), days: oneOf<number | null>(null, 0, 1, 30, 300) }),
  withdraw: deed('withdraw', { which }),
  adjust: deed('adjust', { points: fc.oneof(whole(1, 300), whole(-100, -1)), unit: oneOf('points', 'points', 'qp') }),
  forgive: deed('forgive', { share }),
  activity: deed('activity', { name: oneOf(...ACTIVITIES), times: whole(1, 5) }),
  join: deed('join', { profile }),
  profile: deed('profile', { profile }),
  tier: deed('tier', { level: oneOf(...LEVELS), days: whole(1, 120) }),
  send: deed('send', { to: fc.nat(2), share }),
  credit: deed('credit', { amountMinor: whole(1, 5_000) }),
  volume: deed('volume', { baseMinor: whole(-5_000, 30_000) }),
  company_order: deed('company_order', { order: orderPlan, buyer: fc.nat(2) }),
  hire: deed('hire', { buyer: fc.nat(2), leaves: fc.boolean() }),
  share: deed('share', { percent: oneOf('0', '12.5', '50', '60'), perMonth: oneOf<number | null>(null, null, 5, 40), leaver: oneOf('keep', 'forfeit', 'forfeit') }),
  publish: deed('publish', { mode: oneOf('all', 'new_periods', 'upgrades_only'), inMinutes: oneOf(1, 1_440, 60_000) }),
  merge: deed('merge', { absorbed: fc.nat(2) }),
  unmerge: deed('unmerge', { which: fc.nat(1) }),
}

const HOUR = 60
const DAY = 24 * HOUR
const wait: fc.Arbitrary<Wait> = fc.oneof(
  { arbitrary: fc.constant<Wait>({ minutes: 0 }), weight: 3 },
  { arbitrary: whole(1, 3 * DAY).map((minutes) => ({ minutes })), weight: 3 },
  { arbitrary: whole(3 * DAY, 60 * DAY).map((minutes) => ({ minutes })), weight: 4 },
  { arbitrary: oneOf<Wait>({ due: -1 }, { due: 0 }, { due: 1 }), weight: 3 },
)

export type Choices = ProgramChoices & {
  /** How often deeds are drawn, where that is not as usual. */
  weights?: Partial<Record<Deed['kind'], number>>
  members?: number
  steps?: number
}

/** Up to so many steps of a few members. */
export function stepsOf({ weights = {}, members = 2, steps = 30 }: Choices): fc.Arbitrary<Step[]> {
  const drawn = Object.entries({ ...WEIGHTS, ...weights }).filter(([, weight]) => weight > 0)
  const deeds = drawn.map(([kind, weight]) => ({ arbitrary: DEEDS[kind as Deed['kind']], weight }))
  const step: fc.Arbitrary<Step> = record<Step>({ who: fc.nat(members - 1), wait, from: fc.nat(2), deed: fc.oneof(...deeds) })
  return fc.array(step, { maxLength: steps, size: 'max' })
}

/** Any history of a few members over about two years: at most three programs and thirty steps. */
export function history(choices: Choices = {}): fc.Arbitrary<Plan> {
  const publishes = { ...WEIGHTS, ...choices.weights }.publish > 0
  return record<Plan>({
    programs: fc.array(programDocument(choices), { minLength: 1, maxLength: publishes ? 3 : 1 }), begins: fc.nat(BEGINNINGS.length - 1), steps: stepsOf(choices), salt: fc.nat(),
  })
}

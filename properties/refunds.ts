import { assert } from '#engine/assert'
import { fold } from '#engine/member/fold'
import type { Award, MemberState, PaidOrder, Series } from '#engine/member/state'
import fc from 'fast-check'
import { history, orderPlan, partialRefund, stepsOf } from './arbitrary-history.ts'
import type { Deed, OrderPlan, Plan, RefundPlan, Step } from './plan.ts'
import { property, type Property } from './property.ts'
import { drawFrom, shuffled } from './random.ts'
import { keyOf, memberOf } from './scene.ts'
import { eventsByMember, tell, type Story } from './story.ts'

/** What may happen around the refunds of one order: anything but what is about another order, or takes its spend or its award away. */
const MEANWHILE: Partial<Record<Deed['kind'], number>> = { order: 0, exchange: 0, refund: 0, cancel: 0, send: 0, credit: 0 }

type Case = { plan: Plan; order: OrderPlan; refunds: RefundPlan[]; meanwhile: Step[] }

const returnedInParts: fc.Arbitrary<Case> = fc.record({
  plan: history({ members: 1, steps: 8 }), order: orderPlan, refunds: fc.array(partialRefund, { maxLength: 5 }), meanwhile: stepsOf({ members: 1, steps: 8, weights: MEANWHILE }),
}, { noNullPrototype: true })

/** What comes back takes back exactly what it gave (R5, R6, R10, R11). */
export const refundProperties: readonly Property[] = [
  property('an order that came back in any parts leaves no points, no spend and no count', returnedInParts, leavesNothing),
  property('an order never takes more points than it gave, whether they came back, were rejected or waited too long', returnedInParts, takesNoMore),
  property('money and points that come back are what was paid of each', returnedInParts, paysBackWhatWasPaid),
  property('units that come back take the same, in whatever order they do', returnedInParts, orderOfUnitsIsNothing),
]

const ADA = memberOf(0)

/** The history, then the order, its refunds among whatever else happens, and a refund of all that is left. */
function tellCase({ plan, order, refunds, meanwhile }: Case, isWhole = true): { story: Story; state: MemberState; award: (Award & { paid: PaidOrder }) | null; orderId: string } {
  const draw = drawFrom(plan.salt)
  const parts = refunds.map((refund): Step => ({ who: 0, wait: { minutes: draw(3) * 700 }, from: draw(3), deed: { kind: 'refund', which: 0, refund, isChargeback: draw(4) === 0 } }))
  const among: Step[] = [...meanwhile]
  for (const part of parts) among.splice(draw(among.length + 1), 0, part)
  const step = (deed: Deed): Step => ({ who: 0, wait: { minutes: 700 }, from: 0, deed })
  const last = isWhole ? [step({ kind: 'refund', which: 0, refund: { kind: 'whole' }, isChargeback: false })] : []
  const story = tell({ ...plan, steps: [...plan.steps, step({ kind: 'order', order, early: 'nothing' }), ...among, ...last] })
  const orderId = story.told.flatMap((one) => (one.act === 'event' && one.event.kind === 'order.paid' ? [one.event.order.id] : [])).at(-1) ?? ''
  const state = story.store.member(ADA)
  const award = state.awards.get(`order:${orderId}`)
  return { story, state, orderId, award: award !== undefined && award.paid !== null ? (award as Award & { paid: PaidOrder }) : null }
}

function leavesNothing(tried: Case): void {
  const { story, state, award, orderId } = tellCase(tried)
  if (award === null) return
  assert(award.isWhollyRefunded, 'what is left of an order is all of it', award)
  for (const earning of award.earnings) assert(earning.clawed + earning.waived === earning.earned, 'all that was earned is taken back or waived', earning)
  const events = (eventsByMember(story.told).get(ADA) ?? []).filter((event) => !isAbout(event, orderId))
  const without = fold(story.store.timeline(), ADA, { events, until: story.ended }).state
  for (const name of ['spend', 'orders']) {
    assert(seriesText(state.head.series[name]) === seriesText(without.head.series[name]), `${name} is as if the order had never been`, { found: seriesText(state.head.series[name]), expected: seriesText(without.head.series[name]) })
  }
}

/** Without rules whose points are undone together with other orders'. */
function takesNoMore(tried: Case): void {
  const programs = tried.plan.programs.map((program) => ({ ...program, earn: program.earn.filter(({ id }) => id !== 'nth' && id !== 'entry') }))
  const { story, award, orderId } = tellCase({ ...tried, plan: { ...tried.plan, programs } })
  if (award === null) return
  const refunds = new Set(story.told.flatMap((one) => (one.act === 'event' && isAbout(one.event, orderId) ? [keyOf(one.event)] : [])))
  const lots = new Set(award.earnings.flatMap((earning) => earning.lots))
  const taken = story.store.postings(ADA).filter(({ reason, source, sourceId, lot }) => (reason === 'claw' && refunds.has(keyOf({ source, id: sourceId }))) || (reason === 'cancel_pending' && lot !== null && lots.has(lot)))
  const revoked = taken.reduce((sum, { to, points }) => sum + (to === 'revoked' ? points : -points), 0)
  const earned = award.earnings.reduce((sum, one) => sum + one.earned, 0)
  assert(revoked <= earned, 'an order never takes more points than it gave', { revoked, earned })
}

function isAbout(event: object, orderId: string): boolean {
  return ('orderId' in event && event.orderId === orderId) || ('order' in event && (event.order as { id: string }).id === orderId)
}

function seriesText(series: Series | undefined): string {
  if (series === undefined) return '0 '
  return `${series.total} ${series.days.map((day, n) => ((series.amounts[n] as number) === 0 ? '' : `${day}:${series.amounts[n]}`)).filter(Boolean).join(' ')}`
}

function paysBackWhatWasPaid(tried: Case): void {
  const { state, award } = tellCase(tried)
  if (award === null) return
  const { paid, moneyRefundedMinor, pointsReturned } = award
  const money = paid.lines.reduce((sum, { netMinor, pointsMinor }) => sum + netMinor - pointsMinor, 0)
  assert(moneyRefundedMinor === money, 'all the money paid, and no more, comes back as money', { moneyRefundedMinor, money, paid })
  const spend = paid.spendId === null ? undefined : state.spends.get(paid.spendId)
  if (spend !== undefined && paid.pointsMinor > 0) assert(pointsReturned === spend.points && spend.returned === spend.points, 'all the points paid come back as points', { pointsReturned, spend })
}

/** R6: the same units in another order; what they take in all is the same, for every earning. A line that took money off may raise what is left, and nothing clawed is given back: none here. */
function orderOfUnitsIsNothing(drawn: Case): void {
  const tried = { ...drawn, order: { ...drawn.order, lines: drawn.order.lines.map((line) => ({ ...line, amountMinor: Math.abs(line.amountMinor) })) } }
  const refunds = tried.refunds.map((refund): RefundPlan => ({ kind: 'units', line: 'line' in refund ? refund.line : 0, share: 1 }))
  const one = tellCase({ ...tried, refunds, meanwhile: [] }, false)
  // Neither is a line whose tax is more than what discounts left of it.
  if (one.award?.paid.lines.some(({ netMinor }) => netMinor < 0)) return
  const other = tellCase({ ...tried, refunds: shuffled(refunds, drawFrom(tried.plan.salt + 1)), meanwhile: [] }, false)
  const taken = ({ award }: typeof one) => award?.earnings.map(({ rule, earned, clawed, waived }) => ({ rule, earned, taken: clawed + waived }))
  assert(JSON.stringify(taken(one)) === JSON.stringify(taken(other)), 'the same units take the same points', { one: taken(one), other: taken(other) })
  assert(one.state.head.series['spend']?.total === other.state.head.series['spend']?.total, 'the same units take the same spend')
}

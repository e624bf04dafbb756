import { endOfDay, type Day } from '#engine/calendar'
import { expectOccasions } from './activities.ts'
import { announce, changeTotals, earliest, explainStep, keepReviewDay, openDraft, openLots, post, putAward, putLot, putSpend, reviewDay, type Draft } from './draft.ts'
import { uniteEntitlements } from './entitlements.ts'
import { lastDayOf } from './lot-ends.ts'
import { lotsToSpend, repayDebt } from './lots.ts'
import { expectLots } from './lot-timers.ts'
import { NO_COMPANY } from './company.ts'
import { emptyMember, stateOf, totalsOf } from './parts.ts'
import type { Account } from './outcome.ts'
import type { Head, Lot, Milestone, Series, Snapshot, Standing, UnitTotals } from './state.ts'

/** R43: takes over another member: lots keep their dates, orders stay refundable, and tiers are judged on the union. */
export function absorb(draft: Draft, absorbed: Snapshot): void {
  freezeEnds(draft)
  const other = openDraft(draft.timeline, stateOf(absorbed))
  other.at = draft.at
  freezeEnds(other)
  for (const lot of absorbed.lots) putLot(draft, other.lots.get(lot.id) ?? lot)
  for (const award of absorbed.awards) putAward(draft, award)
  for (const spend of absorbed.spends) putSpend(draft, spend)
  for (const unit in absorbed.head.units) handOver(draft, unit, { of: absorbed.head.units[unit] as UnitTotals, way: 'in' })
  const reached = Math.max(reviewDay(draft), reviewDay(other))
  uniteHeads(draft.head, absorbed.head)
  keepReviewDay(draft, reached)
  for (const unit in draft.head.units) for (const lot of lotsToSpend(draft, unit)) repayDebt(draft, lot.id)
  draft.head.due = { ...draft.head.due, holds: earliest(draft.head.due.holds, absorbed.head.due.holds) }
  expectLots(draft)
  expectOccasions(draft)
  announce(draft, 'member.merged', { absorbed: absorbed.head.member })
  explainStep(draft, 'member.merged', { absorbed: absorbed.head.member })
}

/** The other side of a merge: all that this member has goes to the one that goes on, and nothing more comes of time, a publication or a review. */
export function leaveInto(draft: Draft, into: string): void {
  for (const unit in draft.head.units) handOver(draft, unit, { of: totalsOf(draft.head, unit), way: 'out' })
  for (const lot of openLots(draft)) putLot(draft, { ...lot, left: 0, held: 0 })
  const { member, advancedTo, units } = draft.head
  delete draft.head.notBefore
  delete draft.head.entitlements
  delete draft.head.company
  Object.assign(draft.head, { ...emptyMember(member).head, version: draft.head.version, advancedTo, units })
  explainStep(draft, 'member.absorbed', { into })
}

/** Where a member's points are, and where they came from and went: both sides of a merge hand all of it on, so that postings and totals stay one. */
const HELD = ['pending', 'active', 'reserved', 'spent', 'expired', 'revoked'] as const
const COUNTED = ['clawedBack', 'waived'] as const

/** Postings between each account and `merged`, this way or that. */
function handOver(draft: Draft, unit: string, { of, way }: { of: UnitTotals; way: 'in' | 'out' }): void {
  const { debt, forgiven, earned, ...points } = { ...of }
  const move = (account: Account, amount: number, isInto: boolean) => {
    const [from, to]: [Account, Account] = isInto ? ['merged', account] : [account, 'merged']
    post(draft, { unit, from, to, points: amount, reason: 'merge' })
  }
  for (const account of HELD) move(account, points[account], way === 'in')
  move('debt', debt, way === 'out')
  move('issued', earned - forgiven, way === 'out')
  move('forgiven', forgiven, way === 'out')
  const totals = changeTotals(draft, unit)
  for (const counter of COUNTED) totals[counter] += way === 'in' ? points[counter] : -points[counter]
}

/** Gives every open lot, as its own, the end that a sliding expiry or a publication gave it: the other's activity moves it no more. */
function freezeEnds(draft: Draft): void {
  for (const lot of openLots(draft)) {
    const expiresOn = lastDayOf(draft, lot)
    if (expiresOn !== null && expiresOn !== lot.expiresOn) putLot(draft, ended(lot, expiresOn))
  }
  draft.head.slides = {}
  draft.head.endsGiven = {}
}

function ended(lot: Lot, expiresOn: Day): Lot {
  return { ...lot, expiresOn, expiresAt: endOfDay(expiresOn, lot.zone) }
}

function uniteHeads(head: Head, other: Head): void {
  head.joinedAt = earliest(head.joinedAt, other.joinedAt)
  head.zone ??= other.zone
  head.market ??= other.market
  head.region ??= other.region
  head.birthday ??= other.birthday
  head.tags = [...new Set([...head.tags, ...other.tags])].sort()
  for (const name in other.series) head.series[name] = unite(head.series[name], other.series[name] as Series)
  head.used = byKey(head.used, other.used, (a, b) => a + b)
  head.countedDays = byKey(head.countedDays, other.countedDays, Math.max)
  head.streaks = byKey(head.streaks, other.streaks, (a, b) => (b.day > a.day || (b.day === a.day && b.length > a.length) ? b : a))
  const company = uniteCompanies(head.company, other)
  if (company !== undefined) head.company = company
  head.milestones = byKey(head.milestones, other.milestones, uniteMilestones)
  head.standings = byKey(head.standings, other.standings, uniteStandings)
  const entitlements = byKey(head.entitlements ?? {}, other.entitlements ?? {}, uniteEntitlements)
  if (Object.keys(entitlements).length > 0) head.entitlements = entitlements
}

/** Those who buy for either buy for both (R45). What is shared from now on is what the one that goes on has decided. */
function uniteCompanies(ours: Head['company'] = NO_COMPANY, { member, company: theirs }: Head): Head['company'] {
  if (theirs === undefined) return ours === NO_COMPANY ? undefined : ours
  const buyers = [...new Set([...ours.buyers, ...theirs.buyers])].sort()
  return { buyers, left: { ...theirs.left, ...ours.left }, sharing: ours.sharing, selves: [...new Set([...ours.selves, member, ...theirs.selves])].sort() }
}

/** What both counted towards each nth is counted together: their payments stand behind ours, each on as many as it took (R11). */
function uniteMilestones(ours: Milestone, theirs: Milestone): Milestone {
  const taken = ours.paid.at(-1)?.at ?? 0
  return { count: ours.count + theirs.count, paid: [...ours.paid, ...theirs.paid.map(({ at, award }) => ({ at: taken + at, award }))] }
}

/** The holds of both, the lower below; the union is reviewed right after. */
function uniteStandings(ours: Standing, theirs: Standing): Standing {
  const [low, high] = theirs.level > ours.level ? [ours, theirs] : [theirs, ours]
  return { ...high, version: ours.version, next: ours.next, waiting: high.waiting ?? low.waiting, holds: [...low.holds, ...high.holds] }
}

function unite(a: Series | undefined, b: Series): Series {
  if (a === undefined) return b
  const byDay = new Map(a.days.map((day, i) => [day, a.amounts[i] as number]))
  for (const [i, day] of b.days.entries()) byDay.set(day, (byDay.get(day) ?? 0) + (b.amounts[i] as number))
  const days = [...byDay.keys()].sort((x, y) => x - y)
  return { total: a.total + b.total, days, amounts: days.map((day) => byDay.get(day) as number) }
}

function byKey<T>(ours: Readonly<Record<string, T>>, theirs: Readonly<Record<string, T>>, both: (a: T, b: T) => T): Record<string, T> {
  const united = { ...ours }
  for (const key in theirs) united[key] = key in ours ? both(ours[key] as T, theirs[key] as T) : (theirs[key] as T)
  return united
}

import { dayText, localDay, type Day, type Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { PASSED_ON, TAKEN, type Account, type Outcome, type Posting } from '#engine/member/outcome'
import type { Lot, MemberState } from '#engine/member/state'
import { marketOf } from '#engine/member/policy'
import type { Program } from '#engine/program/program'
import { scale, type Ratio } from '#engine/ratio'
import { chargesIn, type Charge } from './charges.ts'
import { addCost, type CostSum } from './cost.ts'
import { standingDiscounts } from './discounts.ts'
import { openLevelHistory, type LevelHistory } from './level-history.ts'
import { movesIn, type Move } from './level-keys.ts'

/** What happened in one month of the program's calendar, in points of its main unit; levels as `from>to`. */
export type MonthTally = {
  issued: number
  clawed: number
  expired: number
  spent: number
  joined: number
  up: number
  down: number
  moves: Record<string, number>
  /** By how much pending + active + reserved rose; may be negative. */
  owed: number
  /** The same of every spendable unit, by what its points cost. */
  owedCost: CostSum
  /** By how much the members' debt rose. */
  debt: number
}

/** What was bought on one level, and what that came to later; amounts in minor units of the base currency. */
export type LevelTally = {
  orders: number
  /** Net of discounts, tax and refunds. */
  spendMinor: number
  /** The level's standing discount as a share of the price, and what it would have taken off that. */
  discount: Ratio | null
  discountMinor: number
  /** Points issued less those taken back or expired: what was used, or may be; and the same by what they cost. */
  kept: number
  keptCost: CostSum
}

/** In how many events, and for how many points, something happened: an earn rule, or the reason of a posting. `last` is the latest event. */
export type ReasonTally = { times: number; points: number; last: string }

/** Sums of what outcomes tell, kept while a history runs. */
export type Tally = {
  orders: number
  refunds: number
  /** What members bought, net of discounts, tax and refunds, by currency. */
  netMinor: Record<string, number>
  moves: Record<string, number>
  months: Map<string, MonthTally>
  levels: Map<string, LevelTally>
  /** Points of the main unit: what each rule earned, and why points left. */
  earned: Map<string, ReasonTally>
  left: Map<string, ReasonTally>
  /** The same in the base currency, by member. */
  spendOf: Map<string, number>
}

/** What one event (or, when null, time alone) does to a member; `before` is the state it was applied to. */
export type Step = { before: MemberState; event: MemberEvent | null; outcome: Outcome }

export type TallyOptions = { program: Program; from?: Instant | undefined }

/** Nothing counted yet, the function that counts a step, and the levels that it has seen. Moves are counted from `from` on, everything else always. */
export function openTally({ program, from = -Infinity }: TallyOptions): { tally: Tally; count: (step: Step) => void; history: LevelHistory } {
  const tally: Tally = {
    orders: 0, refunds: 0, netMinor: {}, moves: {}, months: new Map(), levels: new Map(), earned: new Map(), left: new Map(), spendOf: new Map(),
  }
  const discounts = standingDiscounts(program)
  const history = openLevelHistory(program)
  const monthAt = openMonths(tally.months, program)

  const levels = new Map<readonly string[], LevelTally[]>()
  const levelsAt = (member: string, at: Instant): readonly LevelTally[] => {
    const held = history.before(member, at)
    return opened(levels, held, () => held.map((key) => opened(tally.levels, key, () => emptyLevel(discounts.get(key)))))
  }

  function count(step: Step): void {
    const { before, event, outcome } = step
    const { member } = before.head
    const moves = movesIn(program, before, outcome)
    history.record(member, moves)
    for (const move of moves) if (move.at >= from) countMove(tally, monthAt(move.at), move)
    if (before.head.joinedAt === null && outcome.head.joinedAt !== null) monthAt(outcome.head.joinedAt).joined += 1
    if (event) countEvent(tally, event, levelsAt(member, event.at))
    for (const charge of chargesIn(step, program.currency)) countCharge(tally, charge, { member, levels: levelsAt(member, charge.at) })
    for (const posting of outcome.postings) {
      const lot = lotOf(posting, step)
      const cost = lot?.costPerPoint ?? marketOf(before.head, program).pointCost
      const month = monthAt(posting.effectiveAt)
      if (isSpendable(program, posting.unit)) addCost(month.owedCost, cost, owedMore(posting))
      if (posting.unit !== program.mainUnit) continue
      countPosting(tally, { posting, month, lot, cost, levels: keptSign(posting) === 0 ? [] : levelsAt(member, lot?.earnedAt ?? posting.effectiveAt) })
    }
  }
  return { tally, count, history }
}

/** A month in which nothing happened. */
export const QUIET_MONTH: Readonly<MonthTally> = { issued: 0, clawed: 0, expired: 0, spent: 0, joined: 0, up: 0, down: 0, moves: {}, owed: 0, owedCost: [], debt: 0 }

const emptyLevel = (discount: Ratio | null = null): LevelTally => ({ orders: 0, spendMinor: 0, discount, discountMinor: 0, kept: 0, keptCost: [] })
const emptyReason = (): ReasonTally => ({ times: 0, points: 0, last: '' })

/** What a map has under a key, or what is put there for it. */
export function opened<K, V>(map: Map<K, V>, key: K, empty: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = empty()))
  return value
}

function openMonths(months: Tally['months'], program: Program): (at: Instant) => MonthTally {
  const byDay = new Map<Day, MonthTally>()
  return (at) => {
    const day = localDay(at, program.zone)
    return opened(byDay, day, () => opened(months, dayText(day).slice(0, 7), () => ({ ...QUIET_MONTH, moves: {}, owedCost: [] })))
  }
}

function countEvent(tally: Tally, { kind }: MemberEvent, levels: readonly LevelTally[]): void {
  if (kind === 'order.paid' || kind === 'order.exchanged') {
    tally.orders += 1
    for (const level of levels) level.orders += 1
  }
  if (kind === 'order.refunded' || kind === 'order.charged_back' || kind === 'order.exchanged' || kind === 'credit.noted') tally.refunds += 1
}

function countMove(tally: Tally, month: MonthTally, { from, to, isUp }: Move): void {
  const key = `${from}>${to}`
  for (const moves of [tally.moves, month.moves]) moves[key] = (moves[key] ?? 0) + 1
  if (isUp) month.up += 1
  else month.down += 1
}

type Charging = { member: string; levels: readonly LevelTally[] }

function countCharge(tally: Tally, { currency, minor, baseMinor }: Charge, { member, levels }: Charging): void {
  tally.netMinor[currency] = (tally.netMinor[currency] ?? 0) + minor
  tally.spendOf.set(member, (tally.spendOf.get(member) ?? 0) + baseMinor)
  for (const level of levels) {
    level.spendMinor += baseMinor
    if (level.discount !== null) level.discountMinor += scale(baseMinor, level.discount, 'half_even')
  }
}

type Movement = { posting: Posting; month: MonthTally; lot: Lot | undefined; cost: Ratio; levels: readonly LevelTally[] }

function countPosting(tally: Tally, { posting, month, lot, cost, levels }: Movement): void {
  const { from, to, points, reason } = posting
  month.owed += owedMore(posting)
  month.debt += (from === 'debt' ? points : 0) - (to === 'debt' ? points : 0)
  if (PASSED_ON.has(reason)) return
  if (from === 'issued') month.issued += points
  if (to === 'revoked' && reason === 'claw') month.clawed += points
  if (to === 'expired') month.expired += points
  if (to === 'spent' && !TAKEN.has(reason)) month.spent += points
  if (from === 'spent' && !TAKEN.has(reason)) month.spent -= points
  if (from === 'issued') addReason(tally.earned, reason === 'earn' && lot ? lot.rule : reason, posting)
  else if (to === 'expired' || to === 'spent' || to === 'revoked') addReason(tally.left, reason, posting)
  for (const level of levels) {
    level.kept += keptSign(posting) * points
    addCost(level.keptCost, cost, keptSign(posting) * points)
  }
}

/** 1 for points that members get, −1 for points that they lose, 0 for those that only move or are used; what one hands to another is nothing of these. */
function keptSign({ from, to }: Posting): 1 | 0 | -1 {
  return from === 'issued' ? 1 : to === 'expired' || to === 'revoked' ? -1 : 0
}

/** An event that takes from three lots happened once. */
function addReason(reasons: Map<string, ReasonTally>, id: string, { points, sourceId }: Posting): void {
  const reason = opened(reasons, id, emptyReason)
  if (reason.last !== sourceId) reason.times += 1
  reason.last = sourceId
  reason.points += points
}

/** Whether a unit's points are owed to members as money's worth; what only counts for levels is not, and store credit is money itself. */
export function isSpendable(program: Program, unit: string): boolean {
  return program.units[unit]?.kind === 'spendable'
}

function owedMore({ from, to, points }: Posting): number {
  return (isOwed(to) ? points : 0) - (isOwed(from) ? points : 0)
}

function isOwed(account: Account): boolean {
  return account === 'pending' || account === 'active' || account === 'reserved'
}

function lotOf({ lot }: Posting, { before, outcome }: Step): Lot | undefined {
  if (lot === null) return undefined
  return outcome.lots.find(({ id }) => id === lot) ?? before.lots.get(lot) ?? before.closedLots.get(lot)
}

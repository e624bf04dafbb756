import type { Instant } from '#engine/calendar'
import type { MemberState, UnitTotals } from '#engine/member/state'
import type { Program } from '#engine/program/program'
import { addCost, addCosts, costMinor, type CostSum } from './cost.ts'
import { levelKeys, levelsHeld, type LevelKey } from './level-keys.ts'
import type { PricesReport } from './price-report.ts'
import type { RewardsReport } from './reward-report.ts'
import { isSpendable, QUIET_MONTH, type LevelTally, type ReasonTally, type Tally } from './tally.ts'

/** What guests bought: they make no member. Net by currency. */
export type GuestTotals = { orders: number; netMinor: Record<string, number> }

/** What a program would have made of a history. Points are those of the program's main unit; amounts are whole minor units. */
export type BacktestReport = {
  program: Program
  /** Moves are told from here on; null: from the beginning. */
  from: Instant | null
  firstAt: Instant | null
  /** The report tells what was before this instant. */
  asOf: Instant
  orders: number
  refunds: number
  guests: GuestTotals
  members: number
  netMinor: Record<string, number>
  /** The members' net in the base currency, each order at its own rate. */
  spendMinor: number
  points: PointTotals
  /** Members by level, and how often a member went from one to another (`from>to`), not netted. */
  tiers: Record<string, number>
  tierMoves: Record<string, number>
  /** What the points that members have cost if all are used, in the base currency; debt is not taken off. */
  liability: { minor: number; currency: string }
  debtors: number
  levels: readonly LevelRow[]
  months: readonly MonthRow[]
  earned: readonly ReasonRow[]
  left: readonly ReasonRow[]
  balances: readonly BalanceRow[]
  /** What the program's prices would have cost; null where nobody asked. */
  prices: PricesReport | null
  /** What rewards and the services of levels would have cost; null where nobody asked. */
  rewards: RewardsReport | null
}

/** R2's accounts; `balance` = active − debt. */
export type PointTotals = Pick<UnitTotals, 'earned' | 'clawedBack' | 'waived' | 'expired' | 'spent' | 'revoked' | 'pending' | 'active' | 'reserved' | 'debt'> & { balance: number }

/**
 * A level: who stands there at the end and what they spent in all (`memberSpendMinor`); and what was spent and given while members
 * stood there, whoever they were. `discountMinor` is what its standing discount would have taken off, `pointsMinor` what `kept` costs.
 */
export type LevelRow = LevelKey & Omit<LevelTally, 'keptCost' | 'discount'> & { members: number; memberSpendMinor: number; pointsMinor: number }

/** A month, `2026-11`; `owed`, `debt` and `liabilityMinor` are as it ended. */
export type MonthRow = {
  month: string
  joined: number
  issued: number
  clawed: number
  expired: number
  spent: number
  owed: number
  debt: number
  liabilityMinor: number
  up: number
  down: number
  moves: Readonly<Record<string, number>>
}

/** Points by rule or by reason, the largest first. */
export type ReasonRow = { id: string } & Pick<ReasonTally, 'times' | 'points'>

/** How many members have a balance within [from, to]; null is without end. */
export type BalanceRow = { from: number | null; to: number | null; members: number }

/** What is known once a history has been read. */
export type Ending = {
  program: Program
  members: Iterable<MemberState>
  tally: Tally
  guests: GuestTotals
  from: Instant | null
  firstAt: Instant | null
  asOf: Instant
  prices: PricesReport | null
  rewards: RewardsReport | null
}

/** The report of a history that has ended, from its tally and the members as they are then. */
export function reportOf({ program, members, tally, guests, from, firstAt, asOf, prices, rewards }: Ending): BacktestReport {
  const count = censusOf(program, members, tally)
  return {
    program, from, firstAt, asOf,
    orders: tally.orders, refunds: tally.refunds, guests, members: count.members, netMinor: tally.netMinor,
    spendMinor: [...tally.spendOf.values()].reduce((sum, minor) => sum + minor, 0),
    points: count.points, tiers: count.tiers, tierMoves: tally.moves,
    liability: { minor: costMinor(count.owed), currency: program.currency },
    debtors: count.debtors,
    levels: levelKeys(program).map((level) => levelRow(level, tally, count)),
    months: monthRows(tally),
    earned: reasonRows(tally.earned),
    left: reasonRows(tally.left),
    balances: balanceRows(count.balances),
    prices,
    rewards,
  }
}

type Census = {
  members: number
  debtors: number
  points: PointTotals
  tiers: Record<string, number>
  spendMinor: Record<string, number>
  owed: CostSum
  balances: number[]
}

function censusOf(program: Program, members: Iterable<MemberState>, tally: Tally): Census {
  const points = { earned: 0, clawedBack: 0, waived: 0, expired: 0, spent: 0, revoked: 0, pending: 0, active: 0, reserved: 0, debt: 0, balance: 0 }
  const census: Census = { members: 0, debtors: 0, points, tiers: {}, spendMinor: {}, owed: [], balances: [] }
  for (const { key } of levelKeys(program)) census.tiers[key] = 0
  for (const { head, lots } of members) {
    const unit = head.units[program.mainUnit]
    for (const name of TOTALS) points[name] += unit?.[name] ?? 0
    const balance = (unit?.active ?? 0) - (unit?.debt ?? 0)
    points.balance += balance
    census.members += 1
    if (balance < 0) census.debtors += 1
    census.balances.push(balance)
    for (const key of levelsHeld(program, head)) {
      census.tiers[key] = (census.tiers[key] ?? 0) + 1
      census.spendMinor[key] = (census.spendMinor[key] ?? 0) + (tally.spendOf.get(head.member) ?? 0)
    }
    for (const lot of lots.values()) if (isSpendable(program, lot.unit)) addCost(census.owed, lot.costPerPoint, lot.left)
  }
  return census
}

const TOTALS = ['earned', 'clawedBack', 'waived', 'expired', 'spent', 'revoked', 'pending', 'active', 'reserved', 'debt'] as const

function levelRow(level: LevelKey, tally: Tally, census: Census): LevelRow {
  const { orders = 0, spendMinor = 0, discountMinor = 0, kept = 0, keptCost = [] } = tally.levels.get(level.key) ?? {}
  return { ...level, orders, spendMinor, discountMinor, kept, members: census.tiers[level.key] ?? 0, memberSpendMinor: census.spendMinor[level.key] ?? 0, pointsMinor: costMinor(keptCost) }
}

/** Every month from the first to the last in which something happened, the quiet ones between them too. */
function monthRows({ months }: Tally): MonthRow[] {
  const told = [...months.keys()].sort()
  const rows: MonthRow[] = []
  const cost: CostSum = []
  let owed = 0
  let debt = 0
  for (let month = told[0]; month !== undefined && month <= told.at(-1)!; month = nextMonth(month)) {
    const { owed: owedMore, owedCost, debt: debtMore, ...row } = months.get(month) ?? QUIET_MONTH
    addCosts(cost, owedCost)
    owed += owedMore
    debt += debtMore
    rows.push({ month, ...row, owed, debt, liabilityMinor: costMinor(cost) })
  }
  return rows
}

function nextMonth(month: string): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5))
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}

function reasonRows(reasons: ReadonlyMap<string, ReasonTally>): ReasonRow[] {
  return [...reasons].map(([id, { times, points }]) => ({ id, times, points })).sort((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1))
}

/** Members by balance: in debt, nothing, then from 1, 50, 100, 500, 1,000 … as far as the largest balance goes. */
function balanceRows(balances: readonly number[]): BalanceRow[] {
  const highest = balances.reduce((most, balance) => Math.max(most, balance), 0)
  const starts = [1]
  for (let next = 50; next <= highest; next *= String(next).startsWith('5') ? 2 : 5) starts.push(next)
  const rows: BalanceRow[] = [{ from: null, to: -1, members: 0 }, { from: 0, to: 0, members: 0 }]
  for (const [index, from] of starts.entries()) rows.push({ from, to: starts[index + 1] === undefined ? null : starts[index + 1]! - 1, members: 0 })
  for (const balance of balances) rows.findLast(({ from }) => from === null || from <= balance)!.members += 1
  return rows
}

import type { Day, Instant } from '#engine/calendar'
import type { EventOf } from '#engine/member/event'
import type { Trace } from '#engine/member/outcome'
import { marketOf } from '#engine/member/policy'
import type { Market, Program } from '#engine/program/program'
import type { Reward } from '#engine/program/rewards'
import { scale, type Ratio } from '#engine/ratio'
import { addCost, type CostSum } from './cost.ts'
import type { LevelHistory } from './level-history.ts'
import { NO_LEVEL } from './level-keys.ts'
import { landedMinor, type PastGoods } from './past-cart.ts'
import type { Redeem } from './redeeming.ts'
import { opened, type Step } from './tally.ts'

/** What is counted of rewards and services from an instant on: how members take them (`redeem` null: nobody does), and which part of the uses that levels give is used. */
export type RewardsAsked = { from: Instant; goods: PastGoods; redeem: Redeem | null; usedPart: Ratio }

/** What rewards and the services of levels come to, in minor units of the base currency. */
export type RewardSums = {
  redemptions: number
  points: number
  /** The same by what they are worth at checkout. */
  pointsCost: CostSum
  /** What the rewards cost the store. */
  costMinor: number
  /** Uses that levels gave, and what they cost if all are used. */
  uses: number
  usesMinor: number
}

/** A reward that members of a level took; of `assumed` of these nobody told what they cost. */
export type Redeemed = { reward: string; level: string; redemptions: number; points: number; costMinor: number; assumed: number }
/** Uses of an entitlement that a level gave. */
export type Issued = { entitlement: string; level: string; uses: number }

export type RewardTally = { all: RewardSums; levels: Map<string, RewardSums>; rewards: Map<string, Redeemed>; entitlements: Map<string, Issued> }

/** Nothing counted yet, and the function that counts a step, whose moves the history of levels has taken already. */
export function openRewardTally(program: Program, { from, goods }: RewardsAsked, history: LevelHistory): { tally: RewardTally; count: (step: Step) => void } {
  const tally: RewardTally = { all: noRewardSums(), levels: new Map(), rewards: new Map(), entitlements: new Map() }
  const issued = new Map<string, { through: Day; uses: number }>()

  /** The levels held at an instant, and the sums that something then counts in. */
  function heldAt({ before: { head } }: Step, at: Instant): { held: readonly string[]; sums: RewardSums[] } {
    const levels = history.before(head.member, at + 1)
    const held = levels.length === 0 ? [NO_LEVEL] : levels
    return { held, sums: [tally.all, ...held.map((level) => opened(tally.levels, level, noRewardSums))] }
  }

  function countRedemption(step: Step, { at, reward: id, market: named, points = 0 }: EventOf<'reward.redeemed'>): void {
    const market = marketOf(step.before.head, program, named)
    const reward = program.rewards.find((one) => one.id === id)
    const told = reward === undefined ? null : toldCost(program, reward, { market, goods })
    const costMinor = told ?? scale(points, market.pointCost, 'half_even')
    const { held, sums } = heldAt(step, at)
    for (const sum of sums) {
      sum.redemptions += 1
      sum.points += points
      addCost(sum.pointsCost, market.pointCost, points)
      sum.costMinor += costMinor
    }
    for (const level of held) {
      const row = opened(tally.rewards, JSON.stringify([id, level]), () => ({ reward: id, level, redemptions: 0, points: 0, costMinor: 0, assumed: 0 }))
      row.redemptions += 1
      row.points += points
      row.costMinor += costMinor
      row.assumed += told === null ? 1 : 0
    }
  }

  /** A period's uses are told again whenever a level reached within it gives more. */
  function countIssue(step: Step, { at, entitlement, uses: all, through: { day } }: Issue): void {
    const key = `${step.outcome.head.member} ${entitlement}`
    const known = issued.get(key)
    const uses = all - (known?.through === day ? known.uses : 0)
    issued.set(key, { through: day, uses: all })
    if (at < from) return
    const { held, sums } = heldAt(step, at)
    const costMinor = program.entitlements.find(({ id }) => id === entitlement)?.costMinor ?? 0
    for (const sum of sums) {
      sum.uses += uses
      sum.usesMinor += uses * costMinor
    }
    for (const level of held) opened(tally.entitlements, JSON.stringify([entitlement, level]), () => ({ entitlement, level, uses: 0 })).uses += uses
  }

  return {
    tally,
    count(step) {
      const { event, outcome } = step
      if (event?.kind === 'reward.redeemed' && event.at >= from) countRedemption(step, event)
      for (const told of outcome.trace) if (told.code === 'entitlement.issued') countIssue(step, told as Issue)
    },
  }
}

type Issue = Trace & { entitlement: string; uses: number; through: { day: Day } }

/** What a reward costs the store, in the base currency: what the program says, else what is known of the product, the amount that it gives, or what its uses cost. */
function toldCost(program: Program, { gives, cost }: Reward, { market, goods }: { market: Market; goods: PastGoods }): number | null {
  const inBase = (minor: number, currency: string) => (currency === program.currency ? minor : market.reference && scale(minor, market.reference, 'half_even'))
  const told = cost[market.id]
  if (told !== undefined) return inBase(told.minor, told.currency)
  switch (gives.kind) {
    case 'product':
    case 'sample': return landedMinor(goods.get(gives.sku))
    case 'gift_card':
    case 'store_credit': return inBase(gives.amountMinor[market.id] ?? 0, market.currency)
    case 'entitlement': {
      const useMinor = program.entitlements.find(({ id }) => id === gives.entitlement)?.costMinor ?? null
      return useMinor === null ? null : useMinor * gives.uses
    }
    default: return null
  }
}

/** Nothing taken yet. */
export function noRewardSums(): RewardSums {
  return { redemptions: 0, points: 0, pointsCost: [], costMinor: 0, uses: 0, usesMinor: 0 }
}

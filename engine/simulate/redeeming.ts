import type { Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { rewardOffers } from '#engine/member/offers'
import { availableOf } from '#engine/member/parts'
import { REDEMPTIONS, stockKey } from '#engine/member/rewards'
import type { MemberState } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import type { Budgets } from './budgets.ts'

/** Takes the cheapest reward that can be had, whichever that is. */
export const CHEAPEST = 'cheapest'

/** How members take rewards that nobody could have then: one by its id, or the cheapest that each can have; `stock` is what there is of those that are counted, any number where it is not told. */
export type Redeem = { reward: string; stock: ReadonlyMap<string, number> }

/** Members who take rewards: the next one that a member can have, as a fact, and the count of what was taken. */
export type Redeeming = { next: (member: MemberState, at: Instant) => MemberEvent | null; count: (event: MemberEvent) => void }

/** R3, R35: what a member takes they can pay for and may have, by the answer that a request would get: limits, days, audience, stock. */
export function openRedeeming(timeline: Timeline, { reward: wanted, stock }: Redeem, budgets: Budgets): Redeeming {
  const program = timeline.at(-1)!.program
  const rewards = program.rewards.filter(({ id }) => wanted === CHEAPEST || id === wanted)
  const leastPoints = Math.min(...rewards.flatMap(({ price, levelPrices }) => [price, ...Object.values(levelPrices)].flatMap((points) => Object.values(points))))
  const shelf = new Map(program.rewards.filter(({ isCounted }) => isCounted).map(({ id }) => [id, stock.get(id) ?? Infinity]))
  const onShelf = () => Object.fromEntries([...shelf].map(([id, left]) => [stockKey(id), left]))
  return {
    next(member, at) {
      // Most cannot pay for any: nobody need look further.
      if (availableOf(member.head, program.mainUnit) < leastPoints) return null
      const granted = onShelf()
      const { market, offers } = rewardOffers(timeline, member, { at, granted: { ...budgets.leftOfRewards(timeline, at), ...granted } })
      const open = offers.flatMap(({ reward: { id }, points, refusal }) => (refusal === null && points !== null && rewards.some((reward) => reward.id === id) ? [{ id, points }] : []))
      const first = open.reduce<(typeof open)[number] | null>((best, one) => (best === null || one.points < best.points ? one : best), null)
      if (first === null) return null
      return { source: REDEMPTIONS, id: `redeemed-${member.spends.size + 1}`, at, kind: 'reward.redeemed', reward: first.id, market, points: first.points, granted }
    },
    count(event) {
      if (event.kind === 'reward.redeemed' && shelf.has(event.reward)) shelf.set(event.reward, shelf.get(event.reward)! - 1)
    },
  }
}

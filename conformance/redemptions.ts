import { dayText, parseInstant, type Day, type Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { entitlementsAt, rewardOffers, type Looking } from '#engine/member/offers'
import type { Fact } from '#engine/member/outcome'
import { cancellationOf, REDEMPTIONS, stockKey } from '#engine/member/rewards'
import type { MemberState } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import type { EntitlementView, OfferView, Redemption } from './driver.ts'

/** What a store in memory has of rewards whose stock is counted. */
export type Shelf = {
  put: (reward: string, left: number) => void
  /** What an event is granted of it. */
  granted: () => Readonly<Record<string, number>>
  /** Takes one of what was redeemed from the shelf, and puts back what was given back. */
  count: (facts: readonly Fact[]) => void
}

export function openShelf(): Shelf {
  const left = new Map<string, number>()
  const move = (reward: unknown, by: number) => {
    if (typeof reward === 'string' && left.has(reward)) left.set(reward, (left.get(reward) as number) + by)
  }
  return {
    put: (reward, count) => void left.set(reward, count),
    granted: () => Object.fromEntries([...left].map(([reward, count]) => [stockKey(reward), count])),
    count: (facts) => {
      for (const { name, reward } of facts) move(reward, name === 'reward.redeemed' ? -1 : name === 'reward.returned' ? 1 : 0)
    },
  }
}

/** What a story tells of a reward, as the event that a store makes of it. */
export function redemptionOf({ source: _, id, occurredAt, ...told }: Redemption, shelf: Shelf): MemberEvent {
  const at = parseInstant(occurredAt)
  if (told.type === 'reward.returned') return { ...cancellationOf(told.redemption), at, kind: 'spend.cancelled', spendId: told.redemption, ofRedemption: true }
  return { source: REDEMPTIONS, id, at, kind: 'reward.redeemed', reward: told.reward, ...(told.market === undefined ? {} : { market: told.market }), granted: shelf.granted() }
}

export function offerViews(timeline: Timeline, member: MemberState, looking: Looking): Record<string, OfferView> {
  return Object.fromEntries(rewardOffers(timeline, member, looking).offers.map(({ reward, points, refusal }) => [reward.id, { points: points ?? 'none', why: refusal?.code ?? 'none' }]))
}

export function entitlementViews(timeline: Timeline, member: MemberState, at: Instant): Record<string, EntitlementView> {
  const last = (day: Day | null) => (day === null ? 'never' : dayText(day))
  return Object.fromEntries(entitlementsAt(timeline, member, at).map(({ id, issued, used, left, through, before, costMinor, grants }) => [id, {
    issued, used, left, through: last(through), before, cost: costMinor, grants: grants.map((grant) => ({ uses: grant.uses, used: grant.used, through: last(grant.through) })),
  }]))
}

import type { Instant } from '#engine/calendar'
import type { Timeline } from '#engine/program/program'
import type { Reward } from '#engine/program/rewards'
import { publicationAt } from '#engine/program/timeline'
import { advance } from './advance.ts'
import { openDraft, type Draft } from './draft.ts'
import { entitlementsIn, type EntitlementView } from './entitlements.ts'
import type { Refusal } from './outcome.ts'
import { commit, copyState } from './parts.ts'
import { marketOf } from './policy.ts'
import { offerRefusal, priceOf } from './rewards.ts'
import type { MemberState } from './state.ts'

/** A reward as a member, or a guest, sees it: what it costs them (null: it is not had in this market), and why they cannot have it now, if they cannot. */
export type Offer = { reward: Reward; points: number | null; refusal: Refusal | null }

/** Where and when a member looks, and what is left for all members together, of limits and of stock. */
export type Looking = { at: Instant; market?: string | undefined; granted: Readonly<Record<string, number>> }

/** What points buy a member at an instant that is not before the state's: the answer that a request would have. */
export function rewardOffers(timeline: Timeline, member: MemberState, { at, market: named, granted }: Looking): { market: string; offers: Offer[] } {
  const draft = { ...draftAt(timeline, member, at), granted }
  const market = marketOf(draft.head, draft.program, named)
  return { market: market.id, offers: draft.program.rewards.map((reward) => ({ reward, points: priceOf(draft, reward, market.id) ?? null, refusal: offerRefusal(draft, reward, market) })) }
}

/** R57: what a member has of each entitlement at an instant that is not before the state's. */
export function entitlementsAt(timeline: Timeline, member: MemberState, at: Instant): EntitlementView[] {
  return entitlementsIn(draftAt(timeline, member, at))
}

function draftAt(timeline: Timeline, member: MemberState, at: Instant): Draft {
  const copy = copyState(member)
  const draft = openDraft(timeline, commit(copy, advance(timeline, copy, at)))
  draft.at = at
  // Who has no past has crossed no publication.
  if (member.head.version === 0) draft.program = publicationAt(timeline, at).program
  return draft
}

import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { advance } from '#engine/member/advance'
import { openDraft, type Draft } from '#engine/member/draft'
import { commit, copyState, emptyMember } from '#engine/member/parts'
import type { MemberState } from '#engine/member/state'
import type { Pricing } from '#engine/program/pricing'
import type { Market, Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { benefitsOf, type Benefits } from './benefits.ts'
import type { Cart } from './cart.ts'

/** A shopper who is no member. */
export const guest = (): MemberState => emptyMember('')

/** Whether it is a guest who shops: a member may have no past yet either. */
export const isGuest = ({ head }: MemberState): boolean => head.member === ''

/** A cart, at an instant that is not before the state's; `isOverridden` keeps what the floor would take away, and says so. */
export type Asked = { cart: Cart; at: Instant; isOverridden?: boolean }

/** Everything that one pricing of the cart stands on. */
export type Scene = { timeline: Timeline; state: MemberState; draft: Draft; pricing: Pricing; market: Market; cart: Cart; benefits: Benefits; isOverridden: boolean }

/** What a cart is priced on: the member as of then, whom nothing is changed of, and the program in force. */
export function openScene(timeline: Timeline, member: MemberState, { cart, at, isOverridden = false }: Asked): Scene {
  const copy = copyState(member)
  const state = commit(copy, advance(timeline, copy, at))
  const draft = openDraft(timeline, state)
  draft.at = at
  // Who has no past has crossed no publication.
  if (state.head.version === 0) draft.program = publicationAt(timeline, at).program
  const market = draft.program.markets[cart.market]
  assert(market, 'a cart is of a market of the program', { market: cart.market })
  return { timeline, state, draft, pricing: draft.program.pricing, market, cart, benefits: benefitsOf(draft, market.id), isOverridden }
}

import type { MemberEvent } from '#engine/member/event'
import type { Refusal } from '#engine/member/outcome'

/**
 * A request to record an event of a member, whom the shop knows by its own id, or whom we name ourselves. The time of one `isOfRequest` is
 * the request's own: a repetition has another, and is the same. One that `namesOurs` names others by our ids too.
 */
export type Recording = { member: { externalId: string } | { memberId: string }; event: MemberEvent; isOfRequest?: boolean; namesOurs?: boolean }

/** The same with our own ids. */
export type Placed = { memberId: string; event: MemberEvent; isOfRequest: boolean }

/** What a member has of each unit, right after an event. */
export type Balances = Record<string, { available: number; active: number; pending: number; reserved: number; debt: number }>

/** What became of one event of a batch. A repetition has the first answer again (R40). */
export type Answer =
  | { status: 'accepted' | 'duplicate'; memberId: string; balances: Balances }
  | { status: 'conflict' }
  | { status: 'refused'; code: string; details: Refusal['details'] }

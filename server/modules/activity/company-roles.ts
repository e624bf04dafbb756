import type { MemberEvent } from '#engine/member/event'
import type { Refusal } from '#engine/member/outcome'
import { selectRoles, type Role } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import type { Placed } from './recording.ts'

/** In which role a person buys for a company, and since when no more. */
export type Roles = ReadonlyMap<string, { role: Role; leftAt: number | null }>

/** Whom an event of a company says to have acted for it: bought an order, used its points, or decided about them (R45). */
export function actorOf(event: MemberEvent): string | undefined {
  if (event.kind === 'order.paid' || event.kind === 'order.exchanged') return event.order.buyer
  return 'by' in event ? event.by : undefined
}

/** The event with another id of whom it names so. */
export function withActor(event: MemberEvent, actor: string): MemberEvent {
  if (event.kind === 'order.paid' || event.kind === 'order.exchanged') return { ...event, order: { ...event.order, buyer: actor } }
  return 'by' in event ? { ...event, by: actor } : event
}

/** The roles that these events ask for. */
export async function readRoles(ctx: ReadContext, placed: Iterable<Placed>): Promise<Roles> {
  const pairs = [...placed].flatMap(({ memberId, event }) => (actorOf(event) === undefined ? [] : [{ companyId: memberId, buyerId: actorOf(event) as string }]))
  if (pairs.length === 0) return new Map()
  return new Map((await selectRoles(ctx, pairs)).map(({ companyId, buyerId, role, leftAt }) => [`${companyId} ${buyerId}`, { role, leftAt }]))
}

/**
 * R45: whoever bought an order bought for the company then; its points are used, and shared, by its owner. null where that is so, or where an
 * event names nobody.
 */
export function roleRefusal(roles: Roles, { memberId, event }: Placed): Refusal | null {
  const actor = actorOf(event)
  if (actor === undefined) return null
  const found = roles.get(`${memberId} ${actor}`)
  const isOrder = event.kind === 'order.paid' || event.kind === 'order.exchanged'
  const isThere = found !== undefined && (found.leftAt === null || (isOrder && event.at < found.leftAt))
  if (!isThere) return { code: 'members.buyer_unknown', details: { company: memberId, buyer: actor } }
  return isOrder || found.role === 'owner' ? null : { code: 'members.role_may_not', details: { buyer: actor, role: found.role, needed: 'owner' } }
}

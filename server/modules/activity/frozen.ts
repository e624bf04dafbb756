import type { MemberEvent } from '#engine/member/event'
import type { Refusal } from '#engine/member/outcome'
import { selectFrozen } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import type { Placed } from './recording.ts'
import { actorOf } from './company-roles.ts'

/** Since when members who spend are frozen. */
export type Frozen = ReadonlyMap<string, number>

/** What uses up what a member has. What was held before is paid: the checkout was under way. */
const SPENDS = new Set<MemberEvent['kind']>(['points.spent', 'points.held', 'points.sent', 'reward.redeemed', 'entitlement.used'])

/** Who of those who spend, or for whom a company does, is frozen. */
export async function readFrozen(ctx: ReadContext, placed: Iterable<Placed>): Promise<Frozen> {
  const who = [...placed].filter(({ event }) => SPENDS.has(event.kind)).flatMap(({ memberId, event }) => [memberId, actorOf(event) ?? memberId])
  return who.length === 0 ? new Map() : new Map((await selectFrozen(ctx, [...new Set(who)])).map(({ memberId, frozenAt }) => [memberId, frozenAt]))
}

/** Whoever is frozen spends nothing from then on; what was spent before, and is told late, was theirs to spend. */
export function frozenRefusal(frozen: Frozen, { memberId, event }: Placed): Refusal | null {
  if (frozen.size === 0 || !SPENDS.has(event.kind)) return null
  const who = [memberId, actorOf(event) ?? memberId].find((id) => event.at >= (frozen.get(id) ?? Infinity))
  return who === undefined ? null : { code: 'members.frozen', details: { member: who } }
}

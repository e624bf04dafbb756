import { dayText, type Day } from '#engine/calendar'
import { isByHand } from '#engine/member/entitlements'
import { entitlementsAt } from '#engine/member/offers'
import { nameIn } from '#engine/text'
import { readState } from '#server/modules/activity/index'
import { requirePerson } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { hasPermission } from '#server/platform/require-permission'
import { readPrograms } from './require-reward.ts'
import type { Entitlements, ReadEntitlements } from './schemas.ts'

/** R57: what a member has of each entitlement now, and what became of all before. @throws AppError members.unknown, members.erased, programs.none_published */
export async function readEntitlements(ctx: ReadContext, { member, locale }: ReadEntitlements): Promise<Entitlements> {
  const { memberId } = await requirePerson(ctx, member)
  const { timeline, program } = await readPrograms(ctx)
  const { state } = await readState(ctx, { memberId, allLots: false })
  const nameOf = (id: string) => nameIn(program.entitlements.find((one) => one.id === id)?.name ?? id, locale)
  const showsCosts = hasPermission(ctx.actor, 'catalogue:costs')
  return {
    memberId,
    entitlements: entitlementsAt(timeline, state, ctx.now).map(({ id, issued, used, left, through, grants, before, costMinor }) => ({
      entitlement: id, name: nameOf(id), issued, used, left, through: dayOrNull(through), before,
      grants: grants.map((grant) => ({ grant: grant.spend, redemption: isByHand(grant) ? null : grant.spend, uses: grant.uses, used: grant.used, through: dayOrNull(grant.through) })), ...(showsCosts ? { costMinor } : {}),
    })),
  }
}

const dayOrNull = (day: Day | null): string | null => (day === null ? null : dayText(day))

import { readProfiles } from '#server/modules/activity/index'
import { masked, maskId, readIdentity, readSource, readTies, requirePerson, type Identity, type MemberRow } from '#server/modules/members/index'
import type { Actor, ReadContext } from '#server/platform/context'
import { isImpersonated, isShopper, mayReveal } from '#server/platform/require-permission'
import type * as shapes from './schemas.ts'

/** What the store notes about a member for itself is not shown to them here. */
const STORES_OWN = { tags: [], attributes: {}, notes: null, isTest: false, source: null }

/** What is known of a member apart from what they have; address and number, as ids of the shop too, and the year of the birthday masked for whoever may not see them. @throws AppError members.unknown, members.erased */
export async function readProfile(ctx: ReadContext, { member }: shapes.ReadProfile): Promise<shapes.Profile> {
  return profileOf(ctx, await requirePerson(ctx, member))
}

/** The same of a member who was found already. */
export async function profileOf(ctx: ReadContext, member: MemberRow): Promise<shapes.Profile> {
  const { memberId } = member
  const identity = await readIdentity(ctx, memberId)
  const known = (await readProfiles(ctx, [memberId])).get(memberId) ?? {}
  const { externalIds, companies: rows } = await readTies(ctx, memberId)
  const companies: Whole['companies'][number][] = []
  for (const { companyId, role } of rows) companies.push({ companyId, role, name: (await readIdentity(ctx, companyId)).name })
  return tellWhole(ctx.actor, member, { identity, known, source: await readSource(ctx, memberId), externalIds, companies })
}

type Whole = { identity: Identity; known: Partial<Pick<shapes.Profile, 'joinedAt' | 'zone' | 'market' | 'region' | 'birthday' | 'tags'>>; externalIds: string[]; companies: readonly { companyId: string; role: string; name: string | null }[]; source: shapes.Profile['source'] }

/** A profile by its parts, masked for whoever may not see it whole: of the birthday the day stays, which says how old nobody is. */
export function tellWhole(actor: Actor, { memberId, kind, createdAt, isTest }: MemberRow, { identity: whole, known, externalIds, companies, source }: Whole): shapes.Profile {
  const isOwn = isShopper(actor)
  const isMasked = isOwn ? isImpersonated(actor) : !mayReveal(actor)
  const { birthYear, ...identity } = isMasked ? masked(whole) : whole
  const { joinedAt = null, zone = null, market = null, region = null, birthday = null, tags = [] } = known
  return {
    memberId, kind, externalIds: isMasked ? externalIds.map(maskId) : [...externalIds], createdAt, joinedAt, ...identity, isMasked, birthday: birthday !== null && birthYear !== null && !isMasked ? `${birthYear}-${birthday}` : birthday,
    zone, market, region, tags, isTest, source, ...(isOwn ? STORES_OWN : {}), companies: companies.map(({ companyId, role, name }) => ({ company: companyId, role, name })),
  }
}

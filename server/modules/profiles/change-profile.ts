import type { Instant } from '#engine/calendar'
import type { Profile } from '#engine/member/event'
import { lockProfile, noteChanged, tellProfile } from '#server/modules/activity/index'
import { tellEmailReplaced } from '#server/modules/logins/index'
import { changeIdentity, lockPerson, readIdentity, replacedContacts, saveIdentity, updateTest } from '#server/modules/members/index'
import type { Actor, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { hasPermission, mayReveal } from '#server/platform/require-permission'
import { requireRight } from './create-member.ts'
import { profileOf } from './read-profile.ts'
import { readProfileInput } from './read-profile-input.ts'
import type * as shapes from './schemas.ts'

/**
 * Changes what is known of a member; what is not named stays, null takes away. What the engine must know it is told, where it is new; and whoever has the address that another one replaces, `at` the world's time.
 * @throws AppError http.wrong_shape, members.unknown, members.erased, members.email_taken, members.phone_taken, profiles.not_own, audit.contact_stands, audit.contact_reason, activity.told_later
 */
export async function changeProfile(ctx: WriteContext, { member, isTest, ...said }: shapes.ChangeProfile, at: Instant): Promise<shapes.Profile> {
  if (ctx.actor.kind === 'member') requireOwnFields({ ...said, ...(isTest === undefined ? {} : { isTest }) })
  const found = await lockPerson(ctx, member)
  const { memberId, selves } = found
  const { profile, birthYear, problems } = await readProfileInput(ctx, said)
  const before = await readIdentity(ctx, memberId)
  const { identity, emailKey, problems: others } = changeIdentity(before, { ...said, birthYear })
  requireRight([...others, ...problems])
  if (replacedContacts(before, identity).length > 0) requireContacts(ctx.actor)
  await tellEmailReplaced(ctx, { memberId, before, after: identity, at })
  await saveIdentity(ctx, { memberId, identity, emailKey, isPhoneSaid: said.phone !== undefined })
  if (isTest !== undefined) await updateTest(ctx, { memberIds: selves, isTest })
  await noteChanged(ctx, memberId)
  if (Object.keys(profile).length > 0) await tellNew(ctx, { memberId, profile })
  return profileOf(ctx, { ...found, isTest: isTest ?? found.isTest })
}

/** What members say of themselves; an address only by a code that went there, and the rest is the store's to say. */
const OWN = new Set(['name', 'givenName', 'familyName', 'phone', 'phoneCountry', 'locale', 'birthday', 'zone'])

/** @throws AppError profiles.not_own */
function requireOwnFields(said: Omit<shapes.ChangeProfile, 'member'>): void {
  const others = Object.keys(said).filter((field) => !OWN.has(field))
  if (others.length > 0) throw new AppError('forbidden', 'profiles.not_own', { fields: others.join(', ') })
}

/**
 * An address signs in, by a code that goes there: of the staff whoever puts another one in its place could have all that the member has, so they are whoever may see it, and say why. A key is the store's
 * own program, and members say their number themselves. @throws AppError audit.contact_stands, audit.contact_reason
 */
function requireContacts(actor: Actor): void {
  if (actor.kind !== 'staff' || mayReveal(actor)) return
  if (!hasPermission(actor, 'members:reveal')) throw new AppError('forbidden', 'audit.contact_stands', { permission: 'members:reveal' })
  throw new AppError('invalid', 'audit.contact_reason')
}

/** Saying again what is known is no event. */
async function tellNew(ctx: WriteContext, { memberId, profile }: { memberId: string; profile: Profile }): Promise<void> {
  const known: Readonly<Record<string, unknown>> = await lockProfile(ctx, memberId)
  const fresh = Object.fromEntries(Object.entries(profile).filter(([field, value]) => known[field] !== value))
  if (Object.keys(fresh).length > 0) await tellProfile(ctx, { memberId, profile: fresh })
}

import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { isShopper } from '#server/platform/require-permission'
import { selectCompanies, type BuyerRow } from './buyers.store.ts'
import { changeIdentity, NOBODY, type Identity } from './identity.ts'
import { selectExternalIds } from './members.store.ts'
import { claimContacts, selectPeople, upsertPerson } from './people.store.ts'

/** Who a member is, whole; of whom nothing is known, nobody. */
export async function readIdentity(ctx: ReadContext, memberId: string): Promise<Identity> {
  const [person] = await selectPeople(ctx, [memberId])
  if (person === undefined) return NOBODY
  const { memberId: _, ...identity } = person
  return identity
}

/**
 * Writes who a member is; a number that they say themselves is not taken from anybody, and one that the store says (`isPhoneSaid`), though it is the same, is the store's (decision 0093).
 * @throws AppError members.email_taken, members.phone_taken
 */
export async function saveIdentity(ctx: WriteContext, { memberId, identity, emailKey, isPhoneSaid = false }: { memberId: string; identity: Identity; emailKey: string | null; isPhoneSaid?: boolean }): Promise<void> {
  const isOwn = isShopper(ctx.actor)
  const isStored = isPhoneSaid && !isOwn
  const { isEmailTaken, isPhoneTaken } = await claimContacts(ctx, { memberId, emailKey, phone: identity.phone, isOwn, isStored })
  if (isEmailTaken) throw new AppError('conflict', 'members.email_taken')
  if (isPhoneTaken) throw new AppError('conflict', 'members.phone_taken')
  await upsertPerson(ctx, { memberId, identity, emailKey, isOwn, isStored })
}

/** The shop's ids of a member, and the companies that they buy for. */
export async function readTies(ctx: ReadContext, memberId: string): Promise<{ externalIds: string[]; companies: BuyerRow[] }> {
  const externalIds = (await selectExternalIds(ctx, [memberId])).map(({ externalId }) => externalId)
  return { externalIds, companies: await selectCompanies(ctx, [memberId]) }
}

/** Gives a member an address that is known to be theirs. @throws AppError members.email_taken */
export async function saveEmail(ctx: WriteContext, { memberId, email }: { memberId: string; email: string }): Promise<void> {
  const { identity, emailKey } = changeIdentity(await readIdentity(ctx, memberId), { email })
  await saveIdentity(ctx, { memberId, identity, emailKey })
}

/** Notes of a member what is not known yet; what is known stays. */
export async function saveMissing(ctx: WriteContext, { memberId, name, locale, birthYear }: { memberId: string } & Pick<Identity, 'name' | 'locale' | 'birthYear'>): Promise<void> {
  const before = await readIdentity(ctx, memberId)
  const { identity, emailKey } = changeIdentity(before, { name: before.name ?? name, locale: before.locale ?? locale, birthYear: before.birthYear ?? birthYear })
  await saveIdentity(ctx, { memberId, identity, emailKey })
}

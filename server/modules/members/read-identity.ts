import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { selectCompanies, type BuyerRow } from './buyers.store.ts'
import { NOBODY, type Identity } from './identity.ts'
import { selectExternalIds } from './members.store.ts'
import { claimContacts, selectPeople, upsertPerson } from './people.store.ts'

/** Who a member is, whole; of whom nothing is known, nobody. */
export async function readIdentity(ctx: ReadContext, memberId: string): Promise<Identity> {
  const [person] = await selectPeople(ctx, [memberId])
  if (person === undefined) return NOBODY
  const { memberId: _, ...identity } = person
  return identity
}

/** Writes who a member is. @throws AppError members.email_taken, members.phone_taken */
export async function saveIdentity(ctx: WriteContext, { memberId, identity, emailKey }: { memberId: string; identity: Identity; emailKey: string | null }): Promise<void> {
  const { isEmailTaken, isPhoneTaken } = await claimContacts(ctx, { memberId, emailKey, phone: identity.phone })
  if (isEmailTaken) throw new AppError('conflict', 'members.email_taken')
  if (isPhoneTaken) throw new AppError('conflict', 'members.phone_taken')
  await upsertPerson(ctx, { memberId, identity, emailKey })
}

/** The shop's ids of a member, and the companies that they buy for. */
export async function readTies(ctx: ReadContext, memberId: string): Promise<{ externalIds: string[]; companies: BuyerRow[] }> {
  const externalIds = (await selectExternalIds(ctx, [memberId])).map(({ externalId }) => externalId)
  return { externalIds, companies: await selectCompanies(ctx, [memberId]) }
}

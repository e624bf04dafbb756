import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

type Identity = { provider: string; subject: string }

export async function selectIdentity({ db, storeId }: ReadContext, { provider, subject }: Identity): Promise<string | undefined> {
  const { rows } = await sql<{ memberId: string }>`select member_id as "memberId" from logins_identities where store_id = ${storeId} and provider = ${provider} and subject = ${subject}`.execute(db)
  return rows[0]?.memberId
}

export async function insertIdentity({ db, storeId }: WriteContext, { provider, subject, memberId, linkedAt }: Identity & { memberId: string; linkedAt: Instant }): Promise<void> {
  await sql`insert into logins_identities (store_id, provider, subject, member_id, linked_at) values (${storeId}, ${provider}, ${subject}, ${memberId}, ${linkedAt}) on conflict do nothing`.execute(db)
}

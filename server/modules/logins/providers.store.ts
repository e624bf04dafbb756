import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

type Identity = { provider: string; subject: string }

export async function selectIdentity({ db, storeId }: ReadContext, { provider, subject }: Identity): Promise<string | undefined> {
  const { rows } = await sql<{ memberId: string }>`select member_id as "memberId" from logins_identities where store_id = ${storeId} and provider = ${provider} and subject = ${subject}`.execute(db)
  return rows[0]?.memberId
}

export async function insertIdentity({ db, storeId }: WriteContext, { provider, subject, memberId, linkedAt }: Identity & { memberId: string; linkedAt: Instant }): Promise<void> {
  await sql`insert into logins_identities (store_id, provider, subject, member_id, linked_at) values (${storeId}, ${provider}, ${subject}, ${memberId}, ${linkedAt}) on conflict do nothing`.execute(db)
}

/** Unlinks a member from a provider; false where they were not linked. */
export async function deleteIdentities({ db, storeId }: WriteContext, { memberId, provider }: { memberId: string; provider: string }): Promise<boolean> {
  const { rows } = await sql`delete from logins_identities where store_id = ${storeId} and member_id = ${memberId} and provider = ${provider} returning 1`.execute(db)
  return rows.length > 0
}

/** teamId, keyId: whose key signs, for Apple. */
export type ProviderSettings = { kind: 'google' | 'apple' | 'facebook' | 'oidc'; issuer: string; clientId: string; label: string; isOn: boolean; teamId?: string; keyId?: string }
export type ProviderRow = { provider: string; settings: ProviderSettings; sealedSecret: string | null; changedAt: Instant }

const PROVIDER = sql`provider, settings, sealed_secret as "sealedSecret", changed_at as "changedAt"`

export async function selectProviders({ db, storeId }: ReadContext): Promise<ProviderRow[]> {
  const { rows } = await sql<ProviderRow>`select ${PROVIDER} from logins_providers where store_id = ${storeId} order by provider`.execute(db)
  return rows
}

export async function selectProvider({ db, storeId }: ReadContext, provider: string): Promise<ProviderRow | undefined> {
  const { rows } = await sql<ProviderRow>`select ${PROVIDER} from logins_providers where store_id = ${storeId} and provider = ${provider}`.execute(db)
  return rows[0]
}

export async function upsertProvider({ db, storeId }: WriteContext, { provider, settings, sealedSecret, changedAt }: ProviderRow): Promise<void> {
  await sql`insert into logins_providers (store_id, provider, settings, sealed_secret, changed_at) values (${storeId}, ${provider}, ${jsonb(settings)}, ${sealedSecret}, ${changedAt})
    on conflict (store_id, provider) do update set settings = excluded.settings, sealed_secret = excluded.sealed_secret, changed_at = excluded.changed_at`.execute(db)
}

export async function deleteProvider({ db, storeId }: WriteContext, provider: string): Promise<boolean> {
  const { rows } = await sql`delete from logins_providers where store_id = ${storeId} and provider = ${provider} returning 1`.execute(db)
  return rows.length > 0
}

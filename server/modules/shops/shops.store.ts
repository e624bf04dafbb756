import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { Settings } from './schemas.ts'

export type SecretRow = { secretId: string; sealed: string; createdAt: Instant; expiresAt: Instant | null }

export async function selectSettings({ db, storeId }: ReadContext): Promise<{ settings: Partial<Settings>; changedAt: Instant } | undefined> {
  const { rows } = await sql<{ settings: Partial<Settings>; changedAt: Instant }>`select settings, changed_at as "changedAt" from shops_settings where store_id = ${storeId}`.execute(db)
  return rows[0]
}

/** What the store says in other words in a language, by key; null where it says nothing so. */
export async function selectOwnTexts({ db, storeId }: ReadContext, locale: string): Promise<Readonly<Record<string, string>> | null> {
  const { rows } = await sql<{ texts: Record<string, string> | null }>`select settings -> 'widget' -> 'texts' -> ${locale}::text as texts from shops_settings where store_id = ${storeId}`.execute(db)
  return rows[0]?.texts ?? null
}

export async function upsertSettings({ db, storeId }: WriteContext, settings: Settings, at: Instant): Promise<void> {
  await sql`insert into shops_settings (store_id, settings, changed_at) values (${storeId}, ${jsonb(settings)}, ${at})
    on conflict (store_id) do update set settings = excluded.settings, changed_at = excluded.changed_at`.execute(db)
}

/** Secrets that work at an instant, the newest first. */
export async function selectSecrets({ db, storeId }: ReadContext, at: Instant): Promise<SecretRow[]> {
  const { rows } = await sql<SecretRow>`select secret_id as "secretId", sealed, created_at as "createdAt", expires_at as "expiresAt" from shops_secrets
    where store_id = ${storeId} and (expires_at is null or expires_at > ${at}) order by secret_id desc`.execute(db)
  return rows
}

export async function insertSecret({ db, storeId }: WriteContext, { secretId, sealed, createdAt }: Omit<SecretRow, 'expiresAt'>): Promise<void> {
  await sql`insert into shops_secrets (store_id, secret_id, sealed, created_at) values (${storeId}, ${secretId}, ${sealed}, ${createdAt})`.execute(db)
}

/** Secrets that would live longer end then. */
export async function endSecrets({ db, storeId }: WriteContext, at: Instant): Promise<void> {
  await sql`update shops_secrets set expires_at = ${at} where store_id = ${storeId} and (expires_at is null or expires_at > ${at})`.execute(db)
}

import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { Said } from './schemas.ts'

/** A saying as it stands; `saidTo`: who of the staff, or which key, put it down. */
export type ConsentRow = Said & { textVersion: string; locale: string | null; source: string; note: string | null; saidTo: string | null; at: Instant }

const CONSENT = sql`channel, purpose, is_given as "isGiven", text_version as "textVersion", locale, source, note, said_to as "saidTo", at`

/** Adds what somebody said; nothing that was said before is ever changed. */
export async function insertConsents({ db, storeId }: WriteContext, { memberId, consents }: { memberId: string; consents: readonly (ConsentRow & { consentId: string })[] }): Promise<void> {
  await sql`insert into consents (store_id, member_id, consent_id, channel, purpose, is_given, text_version, locale, source, note, said_to, at)
    select ${storeId}, ${memberId}, "consentId", channel, purpose, "isGiven", "textVersion", locale, source, note, "saidTo", at
    from jsonb_to_recordset(${jsonb(consents)}) as c("consentId" text, channel text, purpose text, "isGiven" boolean, "textVersion" text, locale text, source text, note text, "saidTo" text, at bigint)`.execute(db)
}

/** All that these members ever said, the newest first. */
export async function selectConsents({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<ConsentRow[]> {
  const { rows } = await sql<ConsentRow>`select ${CONSENT} from consents where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by at desc, consent_id desc`.execute(db)
  return rows
}

export async function deleteConsents({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<void> {
  await sql`delete from consents where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  await sql`delete from consents_confirmations where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
}

/** What waits to be confirmed from somebody's mailbox. `isNew`: whether they are a member by having asked for it, and are welcomed once they confirm. */
export type Asked = { consents: Said[]; textVersion: string; locale: string | null; isNew?: boolean }

/** Whether somebody who is a member by having asked for mails has never confirmed it, though their link is over. */
export async function isNewcomer({ db, storeId }: ReadContext, memberId: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ is: boolean }>`select exists (select from consents_confirmations where store_id = ${storeId} and member_id = ${memberId} and asked->>'isNew' = 'true') as is`.execute(db)
  return row?.is === true
}

export async function insertConfirmation({ db, storeId }: WriteContext, { tokenHash, memberId, asked, expiresAt, at }: { tokenHash: string; memberId: string; asked: Asked; expiresAt: Instant; at: Instant }): Promise<void> {
  // Of who has never confirmed the last one stays, which knows that they are new.
  await sql`delete from consents_confirmations where store_id = ${storeId} and expires_at <= ${at} and (member_id = ${memberId} or asked->>'isNew' is distinct from 'true')`.execute(db)
  await sql`insert into consents_confirmations (store_id, token_hash, member_id, asked, expires_at) values (${storeId}, ${tokenHash}, ${memberId}, ${jsonb(asked)}, ${expiresAt})`.execute(db)
}

/** Takes what waits, once. */
export async function takeConfirmation({ db, storeId }: WriteContext, { tokenHash, at }: { tokenHash: string; at: Instant }): Promise<{ memberId: string; asked: Asked } | undefined> {
  const { rows } = await sql<{ memberId: string; asked: Asked }>`delete from consents_confirmations where store_id = ${storeId} and token_hash = ${tokenHash} and expires_at > ${at} returning member_id as "memberId", asked`.execute(db)
  return rows[0]
}

import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Kind } from './kinds.ts'

/** What a store says of a kind; `since`: what happened before is written to nobody. */
export type KindRow = { kind: Kind; isOn: boolean; since: Instant | null; days: number | null; changedAt: Instant }
export type TextRow = { kind: Kind; locale: string; subject: string; body: string; changedAt: Instant }

export async function selectKinds({ db, storeId }: ReadContext): Promise<Map<Kind, KindRow>> {
  const { rows } = await sql<KindRow>`select kind, is_on as "isOn", since, days, changed_at as "changedAt" from messages_kinds where store_id = ${storeId}`.execute(db)
  return new Map(rows.map((row) => [row.kind, row]))
}

export async function upsertKind({ db, storeId }: WriteContext, { kind, isOn, since, days, changedAt }: KindRow): Promise<void> {
  await sql`insert into messages_kinds (store_id, kind, is_on, since, days, changed_at) values (${storeId}, ${kind}, ${isOn}, ${since}, ${days}, ${changedAt})
    on conflict (store_id, kind) do update set is_on = excluded.is_on, since = excluded.since, days = excluded.days, changed_at = excluded.changed_at`.execute(db)
}

/** The store's own texts: of one kind, or all. */
export async function selectTexts({ db, storeId }: ReadContext, kind: Kind | null): Promise<TextRow[]> {
  const { rows } = await sql<TextRow>`select kind, locale, subject, body, changed_at as "changedAt" from messages_texts where store_id = ${storeId} and ${kind === null ? sql`true` : sql`kind = ${kind}`} order by kind, locale`.execute(db)
  return rows
}

export async function selectText({ db, storeId }: ReadContext, { kind, locale }: { kind: Kind; locale: string }): Promise<TextRow | undefined> {
  const { rows: [row] } = await sql<TextRow>`select kind, locale, subject, body, changed_at as "changedAt" from messages_texts where store_id = ${storeId} and kind = ${kind} and locale = ${locale}`.execute(db)
  return row
}

export async function upsertText({ db, storeId }: WriteContext, { kind, locale, subject, body, changedAt }: TextRow): Promise<void> {
  await sql`insert into messages_texts (store_id, kind, locale, subject, body, changed_at) values (${storeId}, ${kind}, ${locale}, ${subject}, ${body}, ${changedAt})
    on conflict (store_id, kind, locale) do update set subject = excluded.subject, body = excluded.body, changed_at = excluded.changed_at`.execute(db)
}

export async function deleteText({ db, storeId }: WriteContext, { kind, locale }: { kind: Kind; locale: string }): Promise<void> {
  await sql`delete from messages_texts where store_id = ${storeId} and kind = ${kind} and locale = ${locale}`.execute(db)
}

/** How many of each kind were written since an instant. */
export async function countSent({ db, storeId }: ReadContext, since: Instant): Promise<Map<Kind, number>> {
  const { rows } = await sql<{ kind: Kind; sent: number }>`select kind, count(*) as sent from messages_sent where store_id = ${storeId} and at >= ${since} group by kind`.execute(db)
  return new Map(rows.map(({ kind, sent }) => [kind, sent]))
}

export type SentRow = { memberId: string; kind: Kind; cause: string; at: Instant; mailId: string }

/** What was written to members, the newest first. */
export async function selectSentTo({ db, storeId }: ReadContext, { memberIds, most }: { memberIds: readonly string[]; most: number }): Promise<SentRow[]> {
  const { rows } = await sql<SentRow>`select member_id as "memberId", kind, cause, at, mail_id as "mailId" from messages_sent where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by at desc, cause limit ${most}`.execute(db)
  return rows
}

/** Notes what was written; false where it was already. */
export async function insertSent({ db, storeId }: WriteContext, { memberId, kind, cause, at, mailId }: SentRow): Promise<boolean> {
  const { rows } = await sql`insert into messages_sent (store_id, member_id, kind, cause, at, mail_id) values (${storeId}, ${memberId}, ${kind}, ${cause}, ${at}, ${mailId}) on conflict do nothing returning 1`.execute(db)
  return rows.length > 0
}

export async function isSent({ db, storeId }: ReadContext, { memberId, kind, cause }: Pick<SentRow, 'memberId' | 'kind' | 'cause'>): Promise<boolean> {
  const { rows } = await sql`select from messages_sent where store_id = ${storeId} and member_id = ${memberId} and kind = ${kind} and cause = ${cause}`.execute(db)
  return rows.length > 0
}

/** Lets a cause be written of again. */
export async function deleteSent({ db, storeId }: WriteContext, { memberId, kind, cause }: Pick<SentRow, 'memberId' | 'kind' | 'cause'>): Promise<void> {
  await sql`delete from messages_sent where store_id = ${storeId} and member_id = ${memberId} and kind = ${kind} and cause = ${cause}`.execute(db)
}

/** Forgets what was written before an instant, some rows at a time. */
export async function deleteSentBefore({ db, storeId }: WriteContext, { at, most }: { at: Instant; most: number }): Promise<void> {
  await sql`delete from messages_sent where store_id = ${storeId} and ctid = any(array(select ctid from messages_sent where store_id = ${storeId} and at < ${at} limit ${most}))`.execute(db)
}

/** Nothing is left of what was written to these members, or was to be. */
export async function deleteMessagesOf({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<void> {
  await sql`delete from messages_sent where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  await sql`delete from messages_due where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
}

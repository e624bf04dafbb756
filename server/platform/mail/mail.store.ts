import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'

export type MailState = 'waiting' | 'sent' | 'failed' | 'over'
export type MailRow = {
  mailId: string; memberId: string | null; to: string; locale: string; kind: string; subject: string; html: string; text: string; isSecret: boolean; state: MailState
  attempts: number; nextAt: Instant; until: Instant | null; problem: string | null; createdAt: Instant; sentAt: Instant | null; unsubscribeUrl: string | null
}
export type SettingsRow = {
  host: string; port: number; security: 'tls' | 'starttls' | 'none'; username: string | null; sealedPassword: string | null
  senderName: string; senderAddress: string; replyTo: string | null; changedAt: Instant; testedAt: Instant | null
}

const MAIL = sql`mail_id as "mailId", member_id as "memberId", to_address as "to", locale, kind, subject, html, text, is_secret as "isSecret", state, attempts, next_at as "nextAt", until, problem,
  created_at as "createdAt", sent_at as "sentAt", unsubscribe_url as "unsubscribeUrl"`

export async function insertMail({ db, storeId }: WriteContext, mail: MailRow): Promise<void> {
  await sql`insert into mail_outbox (store_id, mail_id, member_id, to_address, locale, kind, subject, html, text, is_secret, state, attempts, next_at, until, created_at, unsubscribe_url)
    values (${storeId}, ${mail.mailId}, ${mail.memberId}, ${mail.to}, ${mail.locale}, ${mail.kind}, ${mail.subject}, ${mail.html}, ${mail.text}, ${mail.isSecret}, ${mail.state}, ${mail.attempts},
      ${mail.nextAt}, ${mail.until}, ${mail.createdAt}, ${mail.unsubscribeUrl})`.execute(db)
}

/** Mails, the newest first, before one that is known. */
export async function selectMails({ db, storeId }: ReadContext, { before, most }: { before: string | null; most: number }): Promise<MailRow[]> {
  const isBefore = before === null ? sql`true` : sql`mail_id < ${before}`
  const { rows } = await sql<MailRow>`select ${MAIL} from mail_outbox where store_id = ${storeId} and ${isBefore} order by mail_id desc limit ${most}`.execute(db)
  return rows
}

export async function selectMail({ db, storeId }: ReadContext, mailId: string): Promise<MailRow | undefined> {
  const { rows } = await sql<MailRow>`select ${MAIL} from mail_outbox where store_id = ${storeId} and mail_id = ${mailId}`.execute(db)
  return rows[0]
}

/** Whether nothing in the store is real. */
export async function selectIsSandbox({ db, storeId }: ReadContext): Promise<boolean> {
  const { rows: [row] } = await sql<{ isSandbox: boolean }>`select kind = 'sandbox' as "isSandbox" from stores where store_id = ${storeId}`.execute(db)
  return row?.isSandbox === true
}

/** Mails to these members behind one that is known, the newest first: ids of mails are in the order of their time. */
export async function selectMailsBehind({ db, storeId }: ReadContext, { memberIds, after, most }: { memberIds: readonly string[]; after: string | null; most: number }): Promise<MailRow[]> {
  const isBehind = after === null ? sql`true` : sql`mail_id < ${after}`
  const { rows } = await sql<MailRow>`select ${MAIL} from unnest(${memberIds}::text[]) as self(id)
    cross join lateral (select * from mail_outbox where store_id = ${storeId} and member_id = self.id and ${isBehind} order by mail_id desc limit ${most}) as own order by mail_id desc limit ${most}`.execute(db)
  return rows
}

export async function selectMailsOf({ db, storeId }: ReadContext, { memberIds, addresses }: { memberIds: readonly string[]; addresses: readonly string[] }): Promise<MailRow[]> {
  const { rows } = await sql<MailRow>`select ${MAIL} from mail_outbox where store_id = ${storeId} and (member_id = any(${memberIds}::text[]) or lower(to_address) = any(${addresses.map((address) => address.toLowerCase())}::text[])) order by mail_id`.execute(db)
  return rows
}

export async function deleteMailsOf({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<void> {
  await sql`delete from mail_outbox where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
}

/** Mails to an address that is nobody's: of whoever asked for a code and came to be a member later, or never. */
export async function deleteMailsTo({ db, storeId }: WriteContext, addresses: readonly string[]): Promise<void> {
  await sql`delete from mail_outbox where store_id = ${storeId} and lower(to_address) = any(${addresses.map((address) => address.toLowerCase())}::text[])`.execute(db)
}

/** Takes mails whose time has come, each for a while: whoever takes one and dies leaves it to another. */
export async function claimMails({ db, storeId, now }: WriteContext, { most, leaseMs }: { most: number; leaseMs: number }): Promise<MailRow[]> {
  const { rows } = await sql<MailRow>`update mail_outbox m set attempts = attempts + 1, next_at = ${now + leaseMs} where store_id = ${storeId} and mail_id = any(array(
      select mail_id from mail_outbox where store_id = ${storeId} and state = 'waiting' and next_at <= ${now} and (until is null or until > ${now}) order by next_at limit ${most} for update skip locked))
    returning ${MAIL}`.execute(db)
  return rows
}

export async function updateMail({ db, storeId }: WriteContext, { mailId, state, nextAt, problem, sentAt }: Pick<MailRow, 'mailId' | 'state' | 'nextAt' | 'problem' | 'sentAt'>): Promise<void> {
  await sql`update mail_outbox set state = ${state}, next_at = ${nextAt}, problem = ${problem}, sent_at = ${sentAt},
    html = case when is_secret and ${state} <> 'waiting' then '' else html end, text = case when is_secret and ${state} <> 'waiting' then '' else text end
    where store_id = ${storeId} and mail_id = ${mailId}`.execute(db)
}

/** Mails that say nothing any more are over, and what opened a door is gone from them; those of before `oldest` are gone altogether. */
export async function clearMails({ db, storeId, now }: WriteContext, { oldest }: { oldest: Instant }): Promise<void> {
  await sql`update mail_outbox set state = 'over', html = case when is_secret then '' else html end, text = case when is_secret then '' else text end
    where store_id = ${storeId} and state = 'waiting' and until <= ${now}`.execute(db)
  await sql`delete from mail_outbox where store_id = ${storeId} and created_at < ${oldest}`.execute(db)
}


/** Puts off what is due and has no way out, so that nobody looks for it at every moment. */
export async function putOffMails({ db, storeId, now }: WriteContext, until: Instant): Promise<void> {
  await sql`update mail_outbox set next_at = ${until} where store_id = ${storeId} and state = 'waiting' and next_at <= ${now}`.execute(db)
}

/** What waits goes out now. */
export async function hurryMails({ db, storeId, now }: WriteContext): Promise<void> {
  await sql`update mail_outbox set next_at = ${now} where store_id = ${storeId} and state = 'waiting'`.execute(db)
}

export async function selectSettings({ db, storeId }: ReadContext): Promise<SettingsRow | undefined> {
  const { rows } = await sql<SettingsRow>`select host, port, security, username, sealed_password as "sealedPassword", sender_name as "senderName", sender_address as "senderAddress", reply_to as "replyTo",
    changed_at as "changedAt", tested_at as "testedAt" from mail_settings where store_id = ${storeId}`.execute(db)
  return rows[0]
}

export async function upsertSettings({ db, storeId }: WriteContext, row: SettingsRow): Promise<void> {
  await sql`insert into mail_settings (store_id, host, port, security, username, sealed_password, sender_name, sender_address, reply_to, changed_at, tested_at)
    values (${storeId}, ${row.host}, ${row.port}, ${row.security}, ${row.username}, ${row.sealedPassword}, ${row.senderName}, ${row.senderAddress}, ${row.replyTo}, ${row.changedAt}, ${row.testedAt})
    on conflict (store_id) do update set host = excluded.host, port = excluded.port, security = excluded.security, username = excluded.username, sealed_password = excluded.sealed_password,
      sender_name = excluded.sender_name, sender_address = excluded.sender_address, reply_to = excluded.reply_to, changed_at = excluded.changed_at, tested_at = excluded.tested_at`.execute(db)
}

/** Notes that a mail went out by the settings, if they are still those. */
export async function updateTested({ db, storeId }: WriteContext, { changedAt, at }: { changedAt: Instant; at: Instant }): Promise<void> {
  await sql`update mail_settings set tested_at = ${at} where store_id = ${storeId} and changed_at = ${changedAt}`.execute(db)
}

/** Stores with a mail that is due, or that is too old to be kept. */
export async function callMailStores({ bare }: Database, at: Instant): Promise<string[]> {
  const { rows } = await sql<{ storeId: string }>`select store_id as "storeId" from jobs_mail_stores(${at})`.execute(bare)
  return rows.map(({ storeId }) => storeId)
}

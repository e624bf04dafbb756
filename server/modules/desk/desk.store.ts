import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

export type NoteRow = { note: string; memberId: string; text: string; ticket: string | null; by: string; at: Instant }

const NOTE = sql`note_id as note, member_id as "memberId", text, ticket, written_by as by, written_at as at`

/** Notes of these members behind one that is known, the newest first: ids of notes are in the order of their time. */
export async function selectNotes({ db, storeId }: ReadContext, { memberIds, after, most }: { memberIds: readonly string[]; after: string | null; most: number }): Promise<NoteRow[]> {
  const isBehind = after === null ? sql`true` : sql`note_id < ${after}`
  const { rows } = await sql<NoteRow>`select ${NOTE} from desk_notes where store_id = ${storeId} and member_id = any(${memberIds}::text[]) and ${isBehind} order by note_id desc limit ${most}`.execute(db)
  return rows
}

export async function insertNote({ db, storeId }: WriteContext, { note, memberId, text, ticket, by, at }: NoteRow): Promise<void> {
  await sql`insert into desk_notes (store_id, note_id, member_id, text, ticket, written_by, written_at) values (${storeId}, ${note}, ${memberId}, ${text}, ${ticket}, ${by}, ${at})`.execute(db)
}

/** One note of these members. */
export async function lockNote({ db, storeId }: WriteContext, { memberIds, note }: { memberIds: readonly string[]; note: string }): Promise<NoteRow | undefined> {
  const { rows } = await sql<NoteRow>`select ${NOTE} from desk_notes where store_id = ${storeId} and note_id = ${note} and member_id = any(${memberIds}::text[]) for update`.execute(db)
  return rows[0]
}

export async function deleteNote({ db, storeId }: WriteContext, note: string): Promise<void> {
  await sql`delete from desk_notes where store_id = ${storeId} and note_id = ${note}`.execute(db)
}

/** Everything that the desk knows of members. */
export async function deleteDesk({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<void> {
  await sql`delete from desk_notes where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  await sql`delete from desk_managers where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
}

export type ManagerRow = { memberId: string; staff: string; since: Instant }

export async function selectManagers({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<ManagerRow[]> {
  const { rows } = await sql<ManagerRow>`select member_id as "memberId", staff_id as staff, since from desk_managers where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
  return rows
}

/** Puts a manager in the place of whoever was. */
export async function upsertManager({ db, storeId }: WriteContext, { memberId, staff, since }: ManagerRow): Promise<void> {
  await sql`insert into desk_managers (store_id, member_id, staff_id, since) values (${storeId}, ${memberId}, ${staff}, ${since})
    on conflict (store_id, member_id) do update set staff_id = excluded.staff_id, since = excluded.since where desk_managers.staff_id <> excluded.staff_id`.execute(db)
}

export async function deleteManagers({ db, storeId }: WriteContext, memberIds: readonly string[]): Promise<void> {
  await sql`delete from desk_managers where store_id = ${storeId} and member_id = any(${memberIds}::text[])`.execute(db)
}

/** Everybody with a seat, and how many members each looks after. */
export async function selectSeated({ db, storeId }: ReadContext): Promise<{ staff: string; members: number }[]> {
  const { rows } = await sql<{ staff: string; members: number }>`select s.staff_id as staff, (select count(*) from desk_managers d where d.store_id = ${storeId} and d.staff_id = s.staff_id) as members
    from staff_seats s where s.store_id = ${storeId} order by s.since, s.seat_id`.execute(db)
  return rows
}

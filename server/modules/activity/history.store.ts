import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import { AMENDED } from '#engine/member/amend'
import type { MemberEvent } from '#engine/member/event'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { MergedInto } from './activity.store.ts'

/** What a guest bought (`netMinor` above 0) or brought back. */
export type GuestOrder = { source: string; id: string; at: Instant; kind: 'order' | 'refund' | 'credit_note'; currency: string; netMinor: number }

/** Keeps what guests bought; what is known already stays as it is. */
export async function insertGuests({ db, storeId }: WriteContext, guests: readonly GuestOrder[]): Promise<void> {
  await sql`insert into activity_guests (store_id, source, source_id, occurred_at, kind, currency, net_minor)
    select ${storeId}, source, id, at, kind, currency, "netMinor" from jsonb_to_recordset(${jsonb(guests)}) as r(source text, id text, at bigint, kind text, currency text, "netMinor" bigint) on conflict do nothing`.execute(db)
}

/** One moment of a store's history: an event and the member that it named, or what a guest did. */
export type Moment = { at: Instant; memberId: string; event: MemberEvent } | { at: Instant; guest: GuestOrder }

const PAGE = 2_000

/** Everything that happened in a store, in the order of time; within one instant in none. */
export async function* selectHistory(ctx: ReadContext): AsyncGenerator<Moment> {
  const guests = selectGuests(ctx)
  let guest = await guests.next()
  for await (const moment of selectEventsByTime(ctx)) {
    for (; guest.done !== true && guest.value.at <= moment.at; guest = await guests.next()) yield guest.value
    yield moment
  }
  for (; guest.done !== true; guest = await guests.next()) yield guest.value
}

async function* selectEventsByTime({ db, storeId }: ReadContext): AsyncGenerator<{ at: Instant; memberId: string; event: MemberEvent }> {
  for (let [at, no] = [Number.MIN_SAFE_INTEGER, 0]; ;) {
    const { rows } = await sql<{ at: Instant; no: number; memberId: string; event: MemberEvent }>`select occurred_at as at, event_no as no, member_id as "memberId", event from activity_events
      where store_id = ${storeId} and (occurred_at, event_no) > (${at}, ${no}) order by occurred_at, event_no limit ${PAGE}`.execute(db)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    ;[at, no] = [last.at, last.no]
  }
}

async function* selectGuests({ db, storeId }: ReadContext): AsyncGenerator<{ at: Instant; guest: GuestOrder }> {
  const { rows } = await sql<GuestOrder>`select source, source_id as id, occurred_at as at, kind, currency, net_minor as "netMinor" from activity_guests where store_id = ${storeId} order by occurred_at, source_id`.execute(db)
  for (const guest of rows) yield { at: guest.at, guest }
}

/** Who was merged into whom, of the whole store. */
export async function selectAllMerged({ db, storeId }: ReadContext): Promise<MergedInto[]> {
  const { rows } = await sql<MergedInto>`select member_id as "memberId", into_member_id as "intoMemberId", into_at as "intoAt" from activity_heads where store_id = ${storeId} and into_member_id is not null`.execute(db)
  return rows
}

/** The members of a store who have a past, a page at a time. */
export async function selectMemberIds({ db, storeId }: ReadContext, { after, most }: { after: string; most: number }): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`select member_id as "memberId" from activity_heads where store_id = ${storeId} and version > 0 and member_id > ${after} order by member_id limit ${most}`.execute(db)
  return rows.map(({ memberId }) => memberId)
}

/** Of the next members behind one those who hold a level, and the last of all that were looked at; null: there are no more. */
export async function selectHolders({ db, storeId }: ReadContext, { after, most }: { after: string; most: number }): Promise<{ holders: string[]; last: string | null }> {
  const { rows } = await sql<{ memberId: string; isHolder: boolean }>`select member_id as "memberId", into_member_id is null and jsonb_path_exists(head, '$.standings.*.holds[0]') as "isHolder"
    from activity_heads where store_id = ${storeId} and version > 0 and member_id > ${after} order by member_id limit ${most}`.execute(db)
  return { holders: rows.flatMap(({ memberId, isHolder }) => (isHolder ? [memberId] : [])), last: rows.length < most ? null : (rows.at(-1)?.memberId ?? null) }
}

/** Events as they were recorded, by their keys, each with the member that it named. */
export async function selectRecorded({ db, storeId }: ReadContext, keys: readonly { source: string; sourceId: string }[]): Promise<{ memberId: string; event: MemberEvent }[]> {
  const { rows } = await sql<{ memberId: string; event: MemberEvent }>`
    select e.member_id as "memberId", event from jsonb_to_recordset(${jsonb(keys)}) as wanted(source text, "sourceId" text)
    join activity_keys k on k.store_id = ${storeId} and k.source = wanted.source and k.source_id = wanted."sourceId"
    join activity_events e on e.store_id = k.store_id and e.member_id = k.member_id and event->>'source' = k.source and event->>'id' = k.source_id`.execute(db)
  return rows
}

/** What a member was told of one event: first, and by corrections. */
export async function selectTellings({ db, storeId }: ReadContext, memberId: string, { source, id }: { source: string; id: string }): Promise<MemberEvent[]> {
  const { rows } = await sql<{ event: MemberEvent }>`select event from activity_events where store_id = ${storeId} and member_id = ${memberId}
    and ((event->>'source' = ${source} and event->>'id' = ${id}) or (event->>'source' = ${AMENDED} and event->'amends'->>'source' = ${source} and event->'amends'->>'id' = ${id}))`.execute(db)
  return rows.map(({ event }) => event)
}

/** Every correction of a store, each with the member that it named. */
export async function selectAmendments({ db, storeId }: ReadContext): Promise<{ memberId: string; event: MemberEvent }[]> {
  const { rows } = await sql<{ memberId: string; event: MemberEvent }>`select e.member_id as "memberId", event from activity_keys k
    join activity_events e on e.store_id = k.store_id and e.member_id = k.member_id and event->>'source' = k.source and event->>'id' = k.source_id
    where k.store_id = ${storeId} and k.source = ${AMENDED}`.execute(db)
  return rows
}

/** How many members of a store have a past. */
export async function countMembers({ db, storeId }: ReadContext): Promise<number> {
  const { rows: [row] } = await sql<{ members: number }>`select count(*)::bigint as members from activity_heads where store_id = ${storeId} and version > 0`.execute(db)
  return row?.members ?? 0
}

/** A merge of a member, and the one that undoes it. */
export type MergeEvent = Extract<MemberEvent, { kind: 'member.merged' | 'member.unmerged' }>

/** Who was merged into a member, and who is their own again. */
export async function selectMergeEvents({ db, storeId }: ReadContext, memberId: string): Promise<MergeEvent[]> {
  const { rows } = await sql<{ event: MergeEvent }>`select event from activity_events where store_id = ${storeId} and member_id = ${memberId} and event->>'kind' in ('member.merged', 'member.unmerged') order by occurred_at desc, event_no desc`.execute(db)
  return rows.map(({ event }) => event)
}

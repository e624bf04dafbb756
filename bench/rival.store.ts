import { sql, type Kysely } from 'kysely'
import type { NoTables, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

/** Rows as a table's own JSON, by table: what one batch of events, or of due members, left in the database. */
export type Rows = Record<Kind, object[]>
export type Kind = (typeof KINDS)[number]

export const KINDS = ['heads', 'lots', 'awards', 'keys', 'events', 'outbox', 'postings'] as const

const TABLES: Record<Kind, string> = {
  heads: 'activity_heads', lots: 'activity_lots', awards: 'activity_awards', keys: 'activity_keys', events: 'activity_events', outbox: 'outbox', postings: 'activity_postings',
}

/** Every row that a store has of a kind, with the event that it came from: by that they are put into batches again. */
export async function selectRows({ db, storeId }: WriteContext, kind: Kind): Promise<{ cause: string; member: string; row: object }[]> {
  const cause = { heads: `''`, lots: `lot->>'sourceId'`, awards: `substr(award_id, 7)`, keys: 'source_id', events: `event->>'id'`, outbox: `payload->>'sourceId'`, postings: 'source_id' }[kind]
  const order = kind === 'postings' ? 'order by posting_no' : kind === 'outbox' ? 'order by outbox_no' : ''
  const { rows } = await sql.raw<{ cause: string; member: string; row: object }>(`select ${cause} as cause, member_id as member, row_to_json(t) as row from ${TABLES[kind]} t where store_id = '${storeId}' ${order}`).execute(db)
  return rows
}

/** How many rows a store has, by kind. */
export async function countRows({ db, storeId }: WriteContext): Promise<Record<string, number>> {
  const counts = await Promise.all(KINDS.map(async (kind) => {
    const { rows } = await sql.raw<{ count: number }>(`select count(*) as count from ${TABLES[kind]} where store_id = '${storeId}'`).execute(db)
    return [kind, rows[0]?.count ?? 0] as const
  }))
  return Object.fromEntries(counts)
}

/** What is known of members by the shop's ids: ours by theirs. */
export async function selectMembers({ db, storeId }: WriteContext): Promise<Map<string, string>> {
  const { rows } = await sql<{ externalId: string; memberId: string }>`select external_id as "externalId", member_id as "memberId" from members_external_ids where store_id = ${storeId}`.execute(db)
  return new Map(rows.map(({ externalId, memberId }) => [externalId, memberId]))
}

/**
 * The best that SQL by hand was found to do with these rows, in one transaction: a set-based statement for each table with all rows in one
 * parameter, the rows of the chain, which a store's writers wait for, at the very end. Nothing is read, nothing is judged, no hash is worked out.
 */
export async function writeRows({ db, storeId }: { db: Kysely<NoTables>; storeId: string }, rows: Rows): Promise<void> {
  const writes = [
    rows.heads.length > 0 && sql`update activity_heads h set head = r.head, version = r.version, next_due_at = r.next_due_at, events = r.events, last_at = r.last_at, last_place = r.last_place
      from jsonb_populate_recordset(null::activity_heads, ${jsonb(rows.heads)}) r where h.store_id = ${storeId} and h.member_id = r.member_id`,
    rows.lots.length > 0 && sql`insert into activity_lots select * from jsonb_populate_recordset(null::activity_lots, ${jsonb(rows.lots)}) on conflict (store_id, member_id, lot_id) do update set is_open = excluded.is_open, due_at = excluded.due_at, lot = excluded.lot`,
    rows.awards.length > 0 && sql`insert into activity_awards select * from jsonb_populate_recordset(null::activity_awards, ${jsonb(rows.awards)})`,
    rows.keys.length > 0 && sql`insert into activity_keys select * from json_populate_recordset(null::activity_keys, ${JSON.stringify(rows.keys)}::text::json)`,
    rows.events.length > 0 && sql`insert into activity_events select store_id, member_id, nextval('activity_event_no'), occurred_at, recorded_at, event from jsonb_populate_recordset(null::activity_events, ${jsonb(rows.events)})`,
    rows.outbox.length > 0 && sql`insert into outbox (store_id, topic, member_id, payload, created_at) select store_id, topic, member_id, payload, created_at from jsonb_populate_recordset(null::outbox, ${jsonb(rows.outbox)})`,
    rows.postings.length > 0 && sql`with chain as (update activity_chains set last_no = last_no + ${rows.postings.length}, last_hash = ${(rows.postings.at(-1) as { hash: string }).hash} where store_id = ${storeId} returning last_no - ${rows.postings.length}::bigint as before)
      insert into activity_postings select store_id, before + posting_no, member_id, unit, from_account, to_account, points, reason, lot_id, order_id, source, source_id, effective_at, booked_at, corrects, hash
      from chain, jsonb_populate_recordset(null::activity_postings, ${jsonb(rows.postings)})`,
  ]
  for (const write of writes) if (write !== false) await write.execute(db)
}

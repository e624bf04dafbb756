import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

/** An entry as it stands: what was done, by whom, to what, why, and what was there before and after, as JSON. */
export type EntryRow = {
  number: number; at: Instant; actorKind: 'staff' | 'key'; actor: string; deed: string; subject: string | null; reason: string | null
  before: string | null; after: string | null; refusal: string | null; hash: string
}
export type End = { number: number; hash: string }
export type Filter = { actor?: string | undefined; deed?: string | undefined; subject?: string | undefined; from?: Instant | undefined; until?: Instant | undefined }

const ENTRY = sql`number, at, actor_kind as "actorKind", actor, deed, subject, reason, before, after, refusal, hash`

/** The end of the store's chain, which nobody else adds to until the transaction ends. */
export async function lockEnd({ db, storeId }: WriteContext): Promise<End> {
  const { rows: [row] } = await sql<End>`insert into audit_heads as h (store_id, number, hash) values (${storeId}, 0, '')
    on conflict (store_id) do update set number = h.number returning number, hash`.execute(db)
  return row as End
}

export async function insertEntry({ db, storeId }: WriteContext, row: EntryRow): Promise<void> {
  await sql`insert into audit_entries (store_id, number, at, actor_kind, actor, deed, subject, reason, before, after, refusal, hash)
    values (${storeId}, ${row.number}, ${row.at}, ${row.actorKind}, ${row.actor}, ${row.deed}, ${row.subject}, ${row.reason}, ${row.before}, ${row.after}, ${row.refusal}, ${row.hash})`.execute(db)
  await sql`update audit_heads set number = ${row.number}, hash = ${row.hash} where store_id = ${storeId}`.execute(db)
}

export async function selectEnd({ db, storeId }: ReadContext): Promise<End> {
  const { rows: [row] } = await sql<End>`select number, hash from audit_heads where store_id = ${storeId}`.execute(db)
  return row ?? { number: 0, hash: '' }
}

/** Entries in their order, behind one that is known. */
export async function selectChain({ db, storeId }: ReadContext, { after, most }: { after: number; most: number }): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`select ${ENTRY} from audit_entries where store_id = ${storeId} and number > ${after} order by number limit ${most}`.execute(db)
  return rows
}

/** Who stands in the audit, and with which deeds: each looked up once behind the one before, however many entries there are. */
export async function selectActors({ db, storeId }: ReadContext): Promise<{ actor: string; actorKind: 'staff' | 'key' }[]> {
  const next = (behind: ReturnType<typeof sql>) => sql`(select actor, actor_kind from audit_entries where store_id = ${storeId} ${behind} order by actor limit 1)`
  const { rows } = await sql<{ actor: string; actorKind: 'staff' | 'key' }>`with recursive found as (${next(sql``)} union all
    select n.actor, n.actor_kind from found f, lateral ${next(sql`and actor > f.actor`)} n) select actor, actor_kind as "actorKind" from found`.execute(db)
  return rows
}

export async function selectDeeds({ db, storeId }: ReadContext): Promise<string[]> {
  const next = (behind: ReturnType<typeof sql>) => sql`(select deed from audit_entries where store_id = ${storeId} ${behind} order by deed limit 1)`
  const { rows } = await sql<{ deed: string }>`with recursive found as (${next(sql``)} union all select n.deed from found f, lateral ${next(sql`and deed > f.deed`)} n) select deed from found`.execute(db)
  return rows.map(({ deed }) => deed)
}

/** Entries, newest first, before one that is known; of a subject with all that lies below it. */
export async function selectEntries({ db, storeId }: ReadContext, { filter: { actor = null, deed = null, subject = null, from = null, until = null }, before, most }: { filter: { [K in keyof Filter]: Filter[K] | null }; before: number; most: number }): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`select ${ENTRY} from audit_entries where store_id = ${storeId} and number < ${before}
    and (${actor}::text is null or actor = ${actor}) and (${deed}::text is null or deed = ${deed}) and (${subject}::text is null or subject = ${subject} or subject like ${below(subject)})
    and (${from}::bigint is null or at >= ${from}) and (${until}::bigint is null or at < ${until}) order by number desc limit ${most}`.execute(db)
  return rows
}

/** What lies below an address, as a pattern in which its own signs stand for themselves. */
function below(subject: string | null): string | null {
  return subject === null ? null : `${subject.replaceAll(/[\\%_]/g, '\\$&')}/%`
}

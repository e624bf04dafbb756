import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'

/** A draft without its program. `revision` counts from 1 with every replacement. */
export type DraftRow = { draft: string; name: string; revision: number; createdAt: Instant; updatedAt: Instant }
/** `program` as it was sent: a document, or its text. */
export type FullDraftRow = DraftRow & { program: unknown }

const SHOWN = sql`draft_id as draft, name, revision, created_at as "createdAt", updated_at as "updatedAt"`

export async function insertDraft({ db, storeId }: WriteContext, { draft, name, program, revision, createdAt, updatedAt }: FullDraftRow): Promise<void> {
  await sql`insert into programs_drafts (store_id, draft_id, name, source, revision, created_at, updated_at)
    values (${storeId}, ${draft}, ${name}, ${JSON.stringify(program)}::text::json, ${revision}, ${createdAt}, ${updatedAt})`.execute(db)
}

export async function countDrafts({ db, storeId }: ReadContext): Promise<number> {
  const { rows: [row] } = await sql<{ drafts: number }>`select count(*)::bigint as drafts from programs_drafts where store_id = ${storeId}`.execute(db)
  return row?.drafts ?? 0
}

/** Drafts in the order in which they were made, behind one that is known. */
export async function selectDrafts({ db, storeId }: ReadContext, { after, most }: { after: string; most: number }): Promise<DraftRow[]> {
  const { rows } = await sql<DraftRow>`select ${SHOWN} from programs_drafts where store_id = ${storeId} and draft_id > ${after} order by draft_id limit ${most}`.execute(db)
  return rows
}

/** What drafts are called, by their ids. */
export async function selectDraftNames({ db, storeId }: ReadContext, drafts: readonly string[]): Promise<{ draft: string; name: string }[]> {
  const { rows } = await sql<{ draft: string; name: string }>`select draft_id as draft, name from programs_drafts where store_id = ${storeId} and draft_id = any(${drafts}::text[])`.execute(db)
  return rows
}

export async function selectDraft({ db, storeId }: ReadContext, draft: string): Promise<FullDraftRow | undefined> {
  const { rows } = await sql<FullDraftRow>`select ${SHOWN}, source as program from programs_drafts where store_id = ${storeId} and draft_id = ${draft}`.execute(db)
  return rows[0]
}

/** One draft, locked until the transaction ends. */
export async function lockDraft({ db, storeId }: WriteContext, draft: string): Promise<FullDraftRow | undefined> {
  const { rows } = await sql<FullDraftRow>`select ${SHOWN}, source as program from programs_drafts where store_id = ${storeId} and draft_id = ${draft} for update`.execute(db)
  return rows[0]
}

export async function updateDraft({ db, storeId }: WriteContext, { draft, name, program, revision, updatedAt }: FullDraftRow): Promise<void> {
  await sql`update programs_drafts set name = ${name}, source = ${JSON.stringify(program)}::text::json, revision = ${revision}, updated_at = ${updatedAt}
    where store_id = ${storeId} and draft_id = ${draft}`.execute(db)
}

export async function deleteDraftRow({ db, storeId }: WriteContext, draft: string): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`delete from programs_drafts where store_id = ${storeId} and draft_id = ${draft} returning ${SHOWN}`.execute(db)
  return rows[0]
}

import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { PublicationMode } from '#engine/program/program'
import type { ReadContext, WriteContext } from '#server/platform/context'

export type VersionRow = { version: number; from: Instant; mode: PublicationMode; engine: number; document: unknown }
/** How a version came to be: why, by whom, and which earlier one it brings back; null where nobody said. */
export type Origin = { note: string | null; publishedBy: string | null; restores: number | null; publishedAt: Instant }
/** A version as it was sent: `source` is null where that was not kept. */
export type PublishedRow = VersionRow & Origin & { source: unknown }

const ORIGIN = sql`note, published_by as "publishedBy", restores, published_at as "publishedAt"`

export async function insertVersion({ db, storeId, now }: WriteContext, { version, from, mode, engine, document, source, note, publishedBy, restores }: Omit<PublishedRow, 'publishedAt'>): Promise<void> {
  await sql`insert into programs_versions (store_id, version, effective_from, mode, engine, document, source, published_at, note, published_by, restores)
    values (${storeId}, ${version}, ${from}, ${mode}, ${engine}, ${JSON.stringify(document)}::text::json, ${JSON.stringify(source)}::text::json, ${now}, ${note}, ${publishedBy}, ${restores})`.execute(db)
}

/** The versions after one that is known, in their order. */
export async function selectVersionsAfter({ db, storeId }: ReadContext, known: number): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`select version, effective_from as "from", mode, engine, document from programs_versions
    where store_id = ${storeId} and version > ${known} order by version`.execute(db)
  return rows
}

export async function selectVersion({ db, storeId }: ReadContext, version: number): Promise<PublishedRow | undefined> {
  const { rows } = await sql<PublishedRow>`select version, effective_from as "from", mode, engine, document, source, ${ORIGIN} from programs_versions
    where store_id = ${storeId} and version = ${version}`.execute(db)
  return rows[0]
}

/** How each version came to be, in their order. */
export async function selectOrigins({ db, storeId }: ReadContext): Promise<(Origin & { version: number })[]> {
  const { rows } = await sql<Origin & { version: number }>`select version, ${ORIGIN} from programs_versions where store_id = ${storeId} order by version`.execute(db)
  return rows
}

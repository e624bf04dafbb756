import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { Database } from '#server/platform/database'

/** The stores that time has something to do in, each with the instant that its clock shows. */
export async function listDueStores({ bare }: Database, now: Instant): Promise<{ storeId: string; until: Instant }[]> {
  const { rows } = await sql<{ storeId: string; until: Instant }>`select store_id as "storeId", until from jobs_due_stores(${now})`.execute(bare)
  return rows
}

/** The stores whose outbox has facts that are older than anybody needs, likewise. */
export async function listOldFactsStores({ bare }: Database, now: Instant): Promise<{ storeId: string; until: Instant }[]> {
  const { rows } = await sql<{ storeId: string; until: Instant }>`select store_id as "storeId", until from jobs_old_facts_stores(${now})`.execute(bare)
  return rows
}

/** The stores in which something waits to be summed up or done for the staff, likewise. */
export async function listBusyStores({ bare }: Database, now: Instant): Promise<{ storeId: string; until: Instant }[]> {
  const { rows } = await sql<{ storeId: string; until: Instant }>`select store_id as "storeId", until from jobs_busy_stores(${now})`.execute(bare)
  return rows
}

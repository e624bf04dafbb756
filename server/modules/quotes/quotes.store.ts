import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Quote } from './schemas.ts'

/** A quote that was held: what was asked, by its hash, and what was answered. */
export type HeldRow = { quoteId: string; hash: string; memberId: string | null; points: number; until: Instant; answer: Quote }

/** Of two who tell of a quote of this name, one goes first. */
export async function lockName({ db, storeId }: WriteContext, quoteId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${storeId} ${quoteId}`}, 37))`.execute(db)
}

export async function selectHeld({ db, storeId }: ReadContext, quoteId: string): Promise<HeldRow | undefined> {
  const { rows: [row] } = await sql<HeldRow>`select quote_id as "quoteId", hash, member_id as "memberId", points, until_at as until, answer from quotes_held where store_id = ${storeId} and quote_id = ${quoteId}`.execute(db)
  return row
}

export async function insertHeld({ db, storeId }: WriteContext, { quoteId, hash, memberId, points, until, answer }: HeldRow): Promise<void> {
  await sql`insert into quotes_held (store_id, quote_id, hash, member_id, points, until_at, answer) values (${storeId}, ${quoteId}, ${hash}, ${memberId}, ${points}, ${until}, ${JSON.stringify(answer)}::text::json)`.execute(db)
}

/** Quotes that these members held, in the order of their names. */
export async function selectHeldOf({ db, storeId }: ReadContext, memberIds: readonly string[]): Promise<Pick<HeldRow, 'quoteId' | 'answer'>[]> {
  const { rows } = await sql<Pick<HeldRow, 'quoteId' | 'answer'>>`select quote_id as "quoteId", answer from quotes_held where store_id = ${storeId} and member_id = any(${memberIds}::text[]) order by quote_id`.execute(db)
  return rows
}

/** Puts other answers in the place of those that quotes had: for erasing a person alone. */
export async function updateAnswers({ db, storeId }: WriteContext, answers: readonly Pick<HeldRow, 'quoteId' | 'answer'>[]): Promise<void> {
  if (answers.length === 0) return
  await sql`update quotes_held q set answer = told.answer from json_to_recordset(${JSON.stringify(answers)}::text::json) as told("quoteId" text, answer json) where q.store_id = ${storeId} and q.quote_id = told."quoteId"`.execute(db)
}

import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { SpanSums } from '#engine/simulate/span-sums'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

/** What was counted so far: the program in force, the one that is tried, how many would stand elsewhere (`from>to`), and how many of them are listed. */
export type Sums = { before: SpanSums; after: SpanSums; moves: Record<string, number>; listed: number }

/** A back-test; `from` is null for all that happened, `after` the last member who was looked at, `failedOn` the one whom the program could not be run over. */
export type BacktestRow = {
  backtest: string; name: string; draft: string | null; revision: number | null; version: number | null; against: number; from: Instant | null; to: Instant
  status: 'waiting' | 'running' | 'done' | 'failed'; wanted: number; done: number; after: string; createdAt: Instant; createdBy: string; endedAt: Instant | null; failedOn: string | null
}
export type FullRow = BacktestRow & { document: unknown; sums: Sums }

/** A member who would stand elsewhere. */
export type Mover = { memberId: string; from: string; to: string; beforeBalance: number; afterBalance: number; spendMinor: number }

const ROW = sql`backtest_id as backtest, name, draft_id as draft, revision, version, against, from_at as "from", to_at as "to", status, wanted, done, after_id as after, created_at as "createdAt", created_by as "createdBy", ended_at as "endedAt", failed_on as "failedOn"`

/** Takes the store's turn to make one, so that many at once do not make more than there may be. */
export async function countBacktests({ db, storeId }: WriteContext): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${storeId} backtests`}, 0))`.execute(db)
  const { rows: [row] } = await sql<{ count: number }>`select count(*)::integer as count from backtests where store_id = ${storeId}`.execute(db)
  return row?.count ?? 0
}

export async function insertBacktest({ db, storeId }: WriteContext, { backtest, name, draft, revision, version, against, document, from, to, status, wanted, sums, createdAt, createdBy }: FullRow): Promise<void> {
  await sql`insert into backtests (store_id, backtest_id, name, draft_id, revision, version, against, document, from_at, to_at, status, wanted, sums, created_at, created_by)
    values (${storeId}, ${backtest}, ${name}, ${draft}, ${revision}, ${version}, ${against}, ${JSON.stringify(document)}::text::json, ${from}, ${to}, ${status}, ${wanted}, ${jsonb(sums)}, ${createdAt}, ${createdBy})`.execute(db)
}

export async function selectBacktest({ db, storeId }: ReadContext, backtest: string): Promise<FullRow | undefined> {
  const { rows: [row] } = await sql<FullRow>`select ${ROW}, document, sums from backtests where store_id = ${storeId} and backtest_id = ${backtest}`.execute(db)
  return row
}

/** The newest first. */
export async function selectBacktests({ db, storeId }: ReadContext, { before, most }: { before: string | undefined; most: number }): Promise<BacktestRow[]> {
  const { rows } = await sql<BacktestRow>`select ${ROW} from backtests where store_id = ${storeId} and ${before === undefined ? sql`true` : sql`backtest_id < ${before}`} order by backtest_id desc limit ${most}`.execute(db)
  return rows
}

/** The oldest that is not over and that nobody works on, locked. */
export async function lockOpenBacktest({ db, storeId }: WriteContext): Promise<FullRow | undefined> {
  const { rows: [row] } = await sql<FullRow>`select ${ROW}, document, sums from backtests where store_id = ${storeId} and status in ('waiting', 'running') order by backtest_id limit 1 for update skip locked`.execute(db)
  return row
}

export async function updateBacktest({ db, storeId }: WriteContext, { backtest, status, wanted, done, after, sums, endedAt, failedOn }: FullRow): Promise<void> {
  await sql`update backtests set status = ${status}, wanted = ${wanted}, done = ${done}, after_id = ${after}, sums = ${jsonb(sums)}, ended_at = ${endedAt}, failed_on = ${failedOn} where store_id = ${storeId} and backtest_id = ${backtest}`.execute(db)
}

/** Takes one away with its movers; waits for whoever does a piece of it. */
export async function removeBacktest({ db, storeId }: WriteContext, backtest: string): Promise<BacktestRow | undefined> {
  const { rows: [row] } = await sql<BacktestRow>`delete from backtests where store_id = ${storeId} and backtest_id = ${backtest} returning ${ROW}`.execute(db)
  return row
}

export async function insertMovers({ db, storeId }: WriteContext, backtest: string, movers: readonly Mover[]): Promise<void> {
  if (movers.length === 0) return
  await sql`insert into backtests_movers (store_id, backtest_id, member_id, from_levels, to_levels, before_balance, after_balance, spend_minor)
    select ${storeId}, ${backtest}, "memberId", "from", "to", "beforeBalance", "afterBalance", "spendMinor"
    from jsonb_to_recordset(${jsonb(movers)}) as m("memberId" text, "from" text, "to" text, "beforeBalance" bigint, "afterBalance" bigint, "spendMinor" bigint)`.execute(db)
}

/** Those who bought the most first; `after` is where the page before ended. */
export async function selectMovers({ db, storeId }: ReadContext, { backtest, from, to, after, most }: { backtest: string; from?: string | undefined; to?: string | undefined; after: Pick<Mover, 'spendMinor' | 'memberId'> | null; most: number }): Promise<Mover[]> {
  const { rows } = await sql<Mover>`select member_id as "memberId", from_levels as "from", to_levels as "to", before_balance as "beforeBalance", after_balance as "afterBalance", spend_minor as "spendMinor"
    from backtests_movers where store_id = ${storeId} and backtest_id = ${backtest}
      and ${from === undefined ? sql`true` : sql`from_levels = ${from}`} and ${to === undefined ? sql`true` : sql`to_levels = ${to}`}
      and ${after === null ? sql`true` : sql`(spend_minor < ${after.spendMinor} or (spend_minor = ${after.spendMinor} and member_id > ${after.memberId}))`}
    order by spend_minor desc, member_id limit ${most}`.execute(db)
  return rows
}

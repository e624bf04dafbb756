import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { removeBacktest, selectBacktest, selectBacktests, type BacktestRow, type FullRow } from './backtests.store.ts'
import type { Backtest, BacktestName, BacktestPage, ListBacktests } from './schemas.ts'

/** The back-tests of the store, the newest first. */
export async function listBacktests(ctx: ReadContext, { after, limit }: ListBacktests): Promise<BacktestPage> {
  const rows = await selectBacktests(ctx, { before: after, most: limit + 1 })
  const page = rows.slice(0, limit)
  return { backtests: page.map(backtestOf), next: rows.length > limit ? (page.at(-1)?.backtest ?? null) : null }
}

/** Takes a back-test away; one that runs ends with the piece that is being done. @throws AppError backtests.unknown */
export async function deleteBacktest(ctx: WriteContext, { backtest }: BacktestName): Promise<Backtest> {
  const row = await removeBacktest(ctx, backtest)
  if (row === undefined) throw unknown(backtest)
  return backtestOf(row)
}

/** A back-test as it is kept. @throws AppError backtests.unknown */
export async function requireBacktest(ctx: ReadContext, backtest: string): Promise<FullRow> {
  const row = await selectBacktest(ctx, backtest)
  if (row === undefined) throw unknown(backtest)
  return row
}

function unknown(backtest: string): AppError {
  return new AppError('not_found', 'backtests.unknown', { backtest })
}

/** A back-test as it is told. */
export function backtestOf({ backtest, name, draft, revision, version, against, from, to, status, wanted, done, createdAt, createdBy, endedAt, failedOn }: BacktestRow): Backtest {
  return { backtest, name, draft, revision, version, against, from, to, status, members: { looked: done, all: wanted }, createdAt, createdBy, endedAt, failedOn }
}

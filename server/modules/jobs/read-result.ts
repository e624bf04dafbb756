import { instantText } from '#engine/calendar'
import { listed, type RosterMember } from '#server/modules/roster/index'
import type { ReadContext } from '#server/platform/context'
import { BOM, csvOf, type Cell } from '#server/platform/csv'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { mayReveal } from '#server/platform/require-permission'
import type { Call } from '#server/platform/route'
import { selectLines, type Exported, type Failure, type JobRow } from './jobs.store.ts'
import { requireJob } from './list-jobs.ts'
import type { JobName } from './schemas.ts'

const HEADER = ['memberId', 'externalIds', 'name', 'email', 'phone', 'kind', 'joinedAt', 'lastAt', 'market', 'region', 'tags', 'levels', 'balance', 'debt', 'spendMinor', 'orders'] as const
const FAILED = ['memberId', 'code', 'reason']

/**
 * The result of a job as lines of CSV: an export, or with whom a deed failed and why. What members had is as it was found; who they are is looked up now, so that
 * nothing personal lies about, and of somebody who was erased nothing is told. @throws AppError jobs.unknown, jobs.not_over
 */
export async function readResult({ database }: { database: Database }, call: Call, { job: name }: JobName): Promise<AsyncIterable<string>> {
  const { storeId, actor, now } = call
  const read = <T>(act: (ctx: ReadContext) => Promise<T>) => database.readStore(storeId, (db) => act({ db, storeId, actor, now }))
  const job = await read((ctx) => requireJob(ctx, name))
  if (job.endedAt === null) throw new AppError('conflict', 'jobs.not_over', { job: name })
  const isWhole = job.isRevealed && mayReveal(actor)
  return (async function* pieces() {
    yield `${BOM}${csvOf([job.kind === 'export' ? [...HEADER] : FAILED])}`
    for (let after = 0; ;) {
      const piece = await read((ctx) => nextPiece(ctx, { job, after, isWhole, call }))
      if (piece === null) return
      after = piece.lineNo
      yield csvOf(piece.rows)
    }
  })()
}

type Asking = { job: JobRow; after: number; isWhole: boolean; call: Call }

async function nextPiece(ctx: ReadContext, { job: { job, kind }, after, isWhole, call }: Asking): Promise<{ lineNo: number; rows: Cell[][] } | null> {
  if (kind === 'export') {
    const piece = await selectLines<Exported>(ctx, job, after)
    return piece === undefined ? null : { lineNo: piece.lineNo, rows: (await listed(ctx, piece.lines, { isWhole })).map((member) => HEADER.map((column) => cellOf(member, column))) }
  }
  const piece = await selectLines<Failure>(ctx, job, after)
  return piece === undefined ? null : { lineNo: piece.lineNo, rows: piece.lines.map(({ memberId, code, details }) => [memberId, code, call.problemOf(new AppError('conflict', code, details)).detail]) }
}

function cellOf(member: RosterMember, column: (typeof HEADER)[number]): Cell {
  return column === 'joinedAt' || column === 'lastAt' ? instantText(member[column]) : member[column]
}

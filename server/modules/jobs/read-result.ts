import { maskId, nameMembers, seesIdsWhole } from '#server/modules/members/index'
import { fileReader } from '#server/modules/programs/index'
import { listed, rosterTable } from '#server/modules/roster/index'
import type { ReadContext } from '#server/platform/context'
import { BOM, headOf, linesOf, type Reader, type Table } from '#server/platform/csv'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { mayReveal } from '#server/platform/require-permission'
import type { Call } from '#server/platform/route'
import { selectLines, type Exported, type Failure, type JobRow } from './jobs.store.ts'
import { requireJob } from './list-jobs.ts'
import type { JobName } from './schemas.ts'

type Failed = { memberId: string; externalId: string | null; name: string | null; code: string; reason: string }
const FAILED: Table<Failed> = { word: 'failed', columns: [['memberId', ({ memberId }) => memberId], ['code', ({ code }) => code], ['reason', ({ reason }) => reason], ['externalId', ({ externalId }) => externalId], ['name', ({ name }) => name]] }

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
  const reader = await read((ctx) => fileReader(ctx, call.locale))
  return (async function* pieces() {
    yield `${BOM}${job.kind === 'export' ? headOf(rosterTable(job.arguments.columns), reader) : headOf(FAILED, reader)}`
    for (let after = 0; ;) {
      const piece = await read((ctx) => nextPiece(ctx, { job, after, isWhole, call, reader }))
      if (piece === null) return
      after = piece.lineNo
      yield piece.lines
    }
  })()
}

type Asking = { job: JobRow; after: number; isWhole: boolean; call: Call; reader: Reader }

async function nextPiece(ctx: ReadContext, { job: { job, kind, arguments: { columns } }, after, isWhole, call, reader }: Asking): Promise<{ lineNo: number; lines: string } | null> {
  if (kind === 'export') {
    const piece = await selectLines<Exported>(ctx, job, after)
    return piece === undefined ? null : { lineNo: piece.lineNo, lines: linesOf(rosterTable(columns), await listed(ctx, piece.lines, { isWhole }), reader) }
  }
  const piece = await selectLines<Failure>(ctx, job, after)
  if (piece === undefined) return null
  const people = await nameMembers(ctx, piece.lines.map(({ memberId }) => memberId))
  // Whom nobody knows stands as staff named them, which may be an address.
  const shown = (id: string) => (seesIdsWhole(ctx.actor) ? id : maskId(id))
  const told = piece.lines.map(({ memberId, code, details }): Failed => {
    const { externalId = null, name = null } = people.get(memberId) ?? {}
    const values = Object.fromEntries(Object.entries(details).map(([field, value]) => [field, typeof value === 'string' ? shown(value) : value]))
    return { memberId: shown(memberId), code, reason: call.problemOf(new AppError('conflict', code, values)).detail, externalId, name }
  })
  return { lineNo: piece.lineNo, lines: linesOf(FAILED, told, reader) }
}

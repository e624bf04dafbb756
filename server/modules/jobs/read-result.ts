import { instantText } from '#engine/calendar'
import { nameMembers } from '#server/modules/members/index'
import { FILE_COLUMNS, listed, type RosterMember } from '#server/modules/roster/index'
import type { ReadContext } from '#server/platform/context'
import { BOM, csvOf, type Cell } from '#server/platform/csv'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { sayToStaff } from '#server/platform/mail/words'
import { maskEmail } from '#server/platform/mask-email'
import { mayReveal } from '#server/platform/require-permission'
import type { Call } from '#server/platform/route'
import { selectLines, type Exported, type Failure, type JobRow } from './jobs.store.ts'
import { requireJob } from './list-jobs.ts'
import type { JobName } from './schemas.ts'

const FAILED = ['memberId', 'externalId', 'name', 'code', 'reason'] as const

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
    yield `${BOM}${csvOf([job.kind === 'export' ? [...FILE_COLUMNS] : FAILED.map((column) => sayToStaff(call.locale, `failed_rows.${column}`))])}`
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
    return piece === undefined ? null : { lineNo: piece.lineNo, rows: (await listed(ctx, piece.lines, { isWhole })).map((member) => FILE_COLUMNS.map((column) => cellOf(member, column))) }
  }
  const piece = await selectLines<Failure>(ctx, job, after)
  if (piece === undefined) return null
  const people = await nameMembers(ctx, piece.lines.map(({ memberId }) => memberId))
  return { lineNo: piece.lineNo, rows: piece.lines.map(({ memberId, code, details }) => {
    const { externalId = null, name = null } = people.get(memberId) ?? {}
    return [memberId, externalId === null ? null : shownId(externalId), name, code, call.problemOf(new AppError('conflict', code, details)).detail]
  }) }
}

/** Some shops name their members by an address, which is masked as it is in lists. */
function shownId(externalId: string): string {
  return externalId.includes('@') ? maskEmail(externalId) : externalId
}

function cellOf(member: RosterMember, column: (typeof FILE_COLUMNS)[number]): Cell {
  if (column === 'isTest') return String(member.isTest)
  return column === 'joinedAt' || column === 'lastAt' ? instantText(member[column]) : member[column]
}

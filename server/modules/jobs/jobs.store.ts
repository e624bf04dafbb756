import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { RosterRow } from '#server/modules/roster/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import type { Job } from './schemas.ts'

/** A job; `members`: our ids in their order where it has a list; `after`: the last member who had their turn. */
export type JobRow = Omit<Job, 'listed' | 'erasedAt' | 'createdByName'> & { members: string[] | null; after: string }

/** A member with whom a job failed, and why. */
export type Failure = { memberId: string; code: string; details: Readonly<Record<string, unknown>> }
/** A member as an export found them, without who they are. */
export type Exported = Omit<RosterRow, 'hasEmail'>

const JOB = sql`job_id as job, kind, status, filter, members, arguments, reason, is_revealed as "isRevealed", wanted, done, failed, after_id as after, created_at as "createdAt", created_by as "createdBy", ended_at as "endedAt"`

export async function insertJob({ db, storeId }: WriteContext, { job, kind, status, filter, members, arguments: told, reason, isRevealed, wanted, failed, createdAt, createdBy }: JobRow): Promise<void> {
  await sql`insert into jobs (store_id, job_id, kind, arguments, filter, members, reason, is_revealed, status, wanted, failed, created_at, created_by)
    values (${storeId}, ${job}, ${kind}, ${jsonb(told)}, ${filter === null ? null : jsonb(filter)}, ${members}::text[], ${reason}, ${isRevealed}, ${status}, ${wanted}, ${failed}, ${createdAt}, ${createdBy})`.execute(db)
}

export async function selectJob({ db, storeId }: ReadContext, job: string): Promise<JobRow | undefined> {
  const { rows: [row] } = await sql<JobRow>`select ${JOB} from jobs where store_id = ${storeId} and job_id = ${job}`.execute(db)
  return row
}

/** A job, locked: whoever does a piece of it has ended it. */
export async function lockJob({ db, storeId }: WriteContext, job: string): Promise<JobRow | undefined> {
  const { rows: [row] } = await sql<JobRow>`select ${JOB} from jobs where store_id = ${storeId} and job_id = ${job} for update`.execute(db)
  return row
}

/** The oldest job that is not over and that nobody works on, locked. */
export async function lockOpenJob({ db, storeId }: WriteContext): Promise<JobRow | undefined> {
  const { rows: [row] } = await sql<JobRow>`select ${JOB} from jobs where store_id = ${storeId} and status in ('waiting', 'running') order by job_id limit 1 for update skip locked`.execute(db)
  return row
}

/** The newest first. */
export async function selectJobs({ db, storeId }: ReadContext, { before, most }: { before: string | undefined; most: number }): Promise<JobRow[]> {
  const { rows } = await sql<JobRow>`select ${JOB} from jobs where store_id = ${storeId} and ${before === undefined ? sql`true` : sql`job_id < ${before}`} order by job_id desc limit ${most}`.execute(db)
  return rows
}

export async function updateJob({ db, storeId }: WriteContext, { job, status, wanted, done, failed, after, endedAt }: JobRow): Promise<void> {
  await sql`update jobs set status = ${status}, wanted = ${wanted}, done = ${done}, failed = ${failed}, after_id = ${after}, ended_at = ${endedAt} where store_id = ${storeId} and job_id = ${job}`.execute(db)
}

/** Adds lines to a result, behind those that are there. */
export async function addLines({ db, storeId }: WriteContext, job: string, lines: readonly (Failure | Exported)[]): Promise<void> {
  if (lines.length === 0) return
  await sql`insert into jobs_lines (store_id, job_id, line_no, lines)
    select ${storeId}, ${job}, coalesce(max(line_no), 0) + 1, ${jsonb(lines)} from jobs_lines where store_id = ${storeId} and job_id = ${job}`.execute(db)
}

/** The next lines of a result. */
export async function selectLines<T extends Failure | Exported>({ db, storeId }: ReadContext, job: string, after: number): Promise<{ lineNo: number; lines: T[] } | undefined> {
  const { rows: [row] } = await sql<{ lineNo: number; lines: T[] }>`select line_no as "lineNo", lines from jobs_lines where store_id = ${storeId} and job_id = ${job} and line_no > ${after} order by line_no limit 1`.execute(db)
  return row
}

/** Takes away jobs that ended by then, with their results. */
export async function deleteJobsEndedBy({ db, storeId }: WriteContext, at: Instant): Promise<void> {
  await sql`delete from jobs where store_id = ${storeId} and ended_at <= ${at}`.execute(db)
}

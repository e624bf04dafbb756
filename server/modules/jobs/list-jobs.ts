import { nameActors } from '#server/modules/keys/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { lockJob, selectJob, selectJobs, updateJob, type JobRow } from './jobs.store.ts'
import type { Job, JobName, JobPage, ListJobs } from './schemas.ts'

/** So long after its end a job and its result are kept. */
export const KEPT_MS = 7 * 86_400_000

/** The jobs of the store, the newest first. */
export async function listJobs(ctx: ReadContext, { after, limit }: ListJobs): Promise<JobPage> {
  const rows = await selectJobs(ctx, { before: after, most: limit + 1 })
  const page = rows.slice(0, limit)
  return { jobs: await tellJobs(ctx, page), next: rows.length > limit ? (page.at(-1)?.job ?? null) : null }
}

/** A job, and how far it is. @throws AppError jobs.unknown */
export async function getJob(ctx: ReadContext, { job }: JobName): Promise<Job> {
  return tellJob(ctx, await requireJob(ctx, job))
}

/** A job as it is kept. @throws AppError jobs.unknown */
export async function requireJob(ctx: ReadContext, job: string): Promise<JobRow> {
  const row = await selectJob(ctx, job)
  if (row === undefined) throw new AppError('not_found', 'jobs.unknown', { job })
  return row
}

/** Ends a job before its end; what it has done stays. One that is over stays as it is. @throws AppError jobs.unknown */
export async function cancelJob(ctx: WriteContext, { job }: JobName): Promise<Job> {
  const row = await lockJob(ctx, job)
  if (row === undefined) throw new AppError('not_found', 'jobs.unknown', { job })
  if (row.endedAt !== null) return tellJob(ctx, row)
  const cancelled: JobRow = { ...row, status: 'cancelled', endedAt: ctx.now }
  await updateJob(ctx, cancelled)
  return tellJob(ctx, cancelled)
}

/** A job as it is told. */
export async function tellJob(ctx: ReadContext, row: JobRow): Promise<Job> {
  return (await tellJobs(ctx, [row]))[0] as Job
}

async function tellJobs(ctx: ReadContext, rows: readonly JobRow[]): Promise<Job[]> {
  const names = await nameActors(ctx, rows.map(({ createdBy }) => createdBy))
  return rows.map(({ members: _, after: __, ...row }) => ({ ...row, createdByName: names.get(row.createdBy) ?? null, listed: row.filter === null ? row.wanted : null, erasedAt: row.endedAt === null ? null : row.endedAt + KEPT_MS }))
}

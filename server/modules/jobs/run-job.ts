import type { Instant } from '#engine/calendar'
import { selectRoster, selectRows, type RosterRow } from '#server/modules/roster/index'
import type { WriteContext } from '#server/platform/context'
import { doDeeds } from './do-deeds.ts'
import { addLines, deleteJobsEndedBy, lockOpenJob, updateJob, type JobRow } from './jobs.store.ts'
import { KEPT_MS } from './list-jobs.ts'
import type { CreateJob } from './schemas.ts'

/** Members of one piece, which is one transaction: rows are only read; what is recorded together is quick; what changes a profile takes milliseconds for each, and events of these members wait. */
const PIECE: Record<CreateJob['kind'], number> = { export: 1_000, adjust: 100, tier: 100, coupon: 100, tag: 25, untag: 25 }

/**
 * Does the next piece of the oldest job of the store that nobody works on, whole: what was done, how far it is and what failed become durable together, so that a
 * process that ends loses a piece that another one does. Says whether there may be more. Jobs that ended a week ago are taken away.
 */
export async function runJob(ctx: WriteContext, { worldNow }: { worldNow: Instant }): Promise<boolean> {
  await deleteJobsEndedBy(ctx, worldNow - KEPT_MS)
  const job = await lockOpenJob(ctx)
  if (job === undefined) return false
  const { ids, rows } = await nextMembers(ctx, job, sizeOf(job))
  const failures = job.kind === 'export' ? [] : await doDeeds(ctx, job, ids)
  await addLines(ctx, job.job, job.kind === 'export' ? rows.map(({ hasEmail: _, ...row }) => row) : failures)
  const isOver = ids.length < PIECE[job.kind]
  const [failed, done] = [job.failed + failures.length, job.done + ids.length - failures.length]
  await updateJob(ctx, { ...job, status: isOver ? 'done' : 'running', done, failed, wanted: isOver ? done + failed : job.wanted, after: ids.at(-1) ?? job.after, endedAt: isOver ? worldNow : null })
  return true
}

/** Points are given to no more members than were counted when they were asked for: nobody was asked for more, though a filter fits others by now. */
function sizeOf({ kind, wanted, done, failed }: JobRow): number {
  return kind === 'adjust' ? Math.min(PIECE.adjust, wanted - done - failed) : PIECE[kind]
}

/** Members behind the last one who had their turn, by our ids: nobody has two turns, also where a deed takes them out of the filter. */
async function nextMembers(ctx: WriteContext, { members, filter, after }: JobRow, most: number): Promise<{ ids: string[]; rows: RosterRow[] }> {
  if (members !== null) {
    const ids = members.filter((id) => id > after).slice(0, most)
    return { ids, rows: await selectRows(ctx, ids) }
  }
  const rows = await selectRoster(ctx, { filter: filter ?? {}, sort: { by: 'id', isDown: false }, after: { value: null, memberId: after }, most })
  return { ids: rows.map(({ memberId }) => memberId), rows }
}

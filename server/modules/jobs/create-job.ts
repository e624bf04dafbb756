import { requireCoupon } from '#server/modules/coupons/index'
import { findMembers } from '#server/modules/members/index'
import { countRoster, filterOf, selectRoster, selectRows } from '#server/modules/roster/index'
import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import { requirePermission } from '#server/platform/require-permission'
import { addLines, insertJob, type Failure, type JobRow } from './jobs.store.ts'
import type { CreateJob, Job, JobPreview } from './schemas.ts'
import { tellJob } from './list-jobs.ts'

/** More members than a store has. */
const ALL = 2_000_000_000
/** To whom a job gives points is kept where they are no more. */
const MOST_KEPT = 10_000
/** What each kind takes besides the job itself. */
const PERMISSIONS: Record<CreateJob['kind'], string> = { export: 'members:read', tag: 'members:write', untag: 'members:write', adjust: 'activity:record', coupon: 'coupons:write', tier: 'activity:record' }
const NEEDED: Record<CreateJob['kind'], readonly (keyof CreateJob['arguments'])[]> = { export: [], tag: ['tags'], untag: ['tags'], adjust: ['points'], coupon: ['discount'], tier: ['track', 'level', 'until'] }
const TAKEN: Record<CreateJob['kind'], readonly (keyof CreateJob['arguments'])[]> = { ...NEEDED, export: ['columns'], adjust: ['points', 'unit'], coupon: ['discount', 'until'] }
const REASONED: ReadonlySet<CreateJob['kind']> = new Set(['adjust', 'tier'])

/** Asks for a job, which the worker does in pieces. Whoever of a list is nobody has failed already. @throws AppError http.wrong_shape, http.no_permission */
export async function createJob(ctx: WriteContext, input: CreateJob): Promise<Job> {
  await requireRight(ctx, input)
  const { kind, reason = null, isRevealed } = input
  const filter = input.filter === undefined ? null : filterOf(ctx.actor, input.filter)
  const found = await findTargets(ctx, input)
  const row: JobRow = {
    job: newId('job', ctx.now), kind, status: 'waiting', filter, members: found.members ?? await keptOf(ctx, { kind, filter }, found.count), arguments: input.arguments, reason, isRevealed,
    wanted: found.count + found.unknown.length, done: 0, failed: found.unknown.length, after: '', createdAt: ctx.now, createdBy: actorName(ctx.actor), endedAt: null,
  }
  await insertJob(ctx, row)
  await addLines(ctx, row.job, kind === 'export' ? [] : found.unknown.map((member): Failure => ({ memberId: member, code: 'members.unknown', details: { member } })))
  return tellJob(ctx, row)
}

/** How many members a job would be about, and what it would give to them together; nothing is done. @throws AppError http.wrong_shape, http.no_permission */
export async function previewJob(ctx: ReadContext, input: CreateJob): Promise<JobPreview> {
  await requireRight(ctx, input)
  const { count, balance } = await findTargets(ctx, input)
  return { members: count, balance, points: count * (input.kind === 'adjust' ? (input.arguments.points ?? 0) : 0) }
}

type Targets = { members: string[] | null; unknown: string[]; count: number; balance: number }

async function findTargets(ctx: ReadContext, { filter, members: named }: CreateJob): Promise<Targets> {
  if (named === undefined) {
    const { members: count, balance } = await countRoster(ctx, filterOf(ctx.actor, filter ?? {}), ALL)
    return { members: null, unknown: [], count, balance }
  }
  const found = await findMembers(ctx, named)
  const members = [...new Set(found.values())].sort()
  const rows = await selectRows(ctx, members)
  return { members, unknown: [...new Set(named.filter((member) => !found.has(member)))], count: members.length, balance: rows.reduce((sum, { balance }) => sum + balance, 0) }
}

/** To whom points are given is who was counted, not whom the filter fits when the job has its turn. Of more than are kept only as many as were counted. */
async function keptOf(ctx: ReadContext, { kind, filter }: Pick<JobRow, 'kind' | 'filter'>, count: number): Promise<string[] | null> {
  if (kind !== 'adjust' || count > MOST_KEPT) return null
  return (await selectRoster(ctx, { filter: filter ?? {}, sort: { by: 'id', isDown: false }, after: null, most: count })).map(({ memberId }) => memberId)
}

/** What somebody may ask for, and what it must say. */
async function requireRight(ctx: ReadContext, { kind, filter, members, arguments: told, reason, isRevealed }: CreateJob): Promise<void> {
  requirePermission(ctx.actor, PERMISSIONS[kind])
  if (isRevealed) requirePermission(ctx.actor, 'members:reveal')
  const errors = [
    ...((filter === undefined) === (members === undefined) ? [{ path: 'filter', found: filter === undefined ? 'neither' : 'both', wanted: 'either filter or members; an empty filter is everybody' }] : []),
    ...NEEDED[kind].filter((name) => told[name] === undefined).map((name) => ({ path: `arguments.${name}`, found: 'nothing', wanted: `a value, which “${kind}” needs` })),
    ...(Object.keys(told) as (keyof typeof told)[]).filter((name) => !TAKEN[kind].includes(name)).map((name) => ({ path: `arguments.${name}`, found: 'a value', wanted: `nothing: “${kind}” does not take it` })),
    ...(told.points === 0 ? [{ path: 'arguments.points', found: '0', wanted: 'points above or below 0' }] : []),
    ...(isRevealed && kind !== 'export' ? [{ path: 'isRevealed', found: 'true', wanted: 'false: only an export shows anybody' }] : []),
    ...((REASONED.has(kind) || isRevealed) && reason === undefined ? [{ path: 'reason', found: 'nothing', wanted: 'why it is done, in a few words' }] : []),
  ]
  if (errors.length > 0) throw new AppError('invalid', 'http.wrong_shape', { errors: errors.map((error) => ({ ...error, code: 'bad_value' })) })
  if (kind === 'coupon') await requireCoupon(ctx, told.discount as string)
}

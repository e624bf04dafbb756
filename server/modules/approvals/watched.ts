import { requireMember } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { ApprovalRow } from './approvals.store.ts'

/** What a request would give or take by hand; null: nothing. */
export type Wanted = Pick<ApprovalRow, 'deed' | 'member' | 'members' | 'points' | 'unit' | 'reason'> | null

type JobAsked = { kind: string; arguments: { points?: number; unit?: string }; reason?: string }
/** How many members a job would be about. @throws AppError where it may not be asked for */
export type CountJob = (ctx: ReadContext, job: never) => Promise<{ members: number }>
export type Watched = Readonly<Record<string, (ctx: ReadContext, input: never) => Promise<Wanted>>>

/** The rows by which staff give and take points, by method and path, and how many each would. Whatever is wrong with a request is said before anybody is asked. */
export function watchedRows(countJob: CountJob): Watched {
  return { 'POST /members/:member/adjustments': ofMember('adjustment'), 'POST /members/:member/forgiveness': ofMember('forgiveness'), 'POST /jobs': (ctx, input) => jobAsked(ctx, input, countJob), 'POST /events': told }
}

type AskedOfMember = { member: string; points: number; unit?: string | null; reason: string }

function ofMember(deed: 'adjustment' | 'forgiveness') {
  return async (ctx: ReadContext, { member, points, unit = null, reason }: AskedOfMember): Promise<Wanted> => ({ deed, member: await requireMember(ctx, member), members: 1, points, unit, reason })
}

async function jobAsked(ctx: ReadContext, job: JobAsked, countJob: CountJob): Promise<Wanted> {
  if (job.kind !== 'adjust') return null
  const { members } = await countJob(ctx, job as never)
  return { deed: 'job', member: null, members, points: job.arguments.points ?? 0, unit: job.arguments.unit ?? null, reason: job.reason ?? null }
}

/** What staff tell as an event that is neither points nor an order. */
const TOLD_BY_STAFF: ReadonlySet<unknown> = new Set(['tier.set', 'member.merged', 'member.unmerged', 'member.joined', 'member.changed'])

/** Points and orders are told by what the store built: one could give as many by an order that nobody placed. @throws AppError approvals.not_by_events */
async function told(_ctx: ReadContext, body: unknown): Promise<Wanted> {
  const types = (Array.isArray(eventsOf(body)) ? (eventsOf(body) as unknown[]) : [body]).map(typeOf)
  const type = types.find((one) => !TOLD_BY_STAFF.has(one))
  if (type !== undefined) throw new AppError('forbidden', 'approvals.not_by_events', { type: String(type) })
  return null
}

function eventsOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'events' in body ? body.events : undefined
}

function typeOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'type' in event ? event.type : 'nothing'
}

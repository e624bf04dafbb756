import { sql } from 'kysely'
import { assert } from '#engine/assert'
import { OUR_SOURCE } from '#engine/member/amend'
import type { MemberEvent } from '#engine/member/event'
import { errorOf, findRecorded, recordBatch } from '#server/modules/activity/index'
import { createCoupon } from '#server/modules/coupons/index'
import { nameAuthor } from '#server/modules/keys/index'
import { requirePerson } from '#server/modules/members/index'
import { addTags, removeTag } from '#server/modules/profiles/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Failure, JobRow } from './jobs.store.ts'

/** Does what a job is for to some members, in the transaction of the caller; says with whom it failed and why, and nothing of that stays. Twice is once. */
export async function doDeeds(ctx: WriteContext, job: JobRow, memberIds: readonly string[]): Promise<Failure[]> {
  return job.kind === 'adjust' || job.kind === 'tier' ? recordAll(ctx, job, memberIds) : doEach(memberIds, (memberId) => within(ctx, () => doOne(ctx, job, memberId)))
}

/** One event for each, named by job and member. One that is recorded is not told again: its author may have another name by now. */
async function recordAll(ctx: WriteContext, job: JobRow, memberIds: readonly string[]): Promise<Failure[]> {
  const people: string[] = []
  const failures = await doEach(memberIds, async (memberId) => void people.push((await requirePerson(ctx, memberId)).memberId && memberId))
  const known = people.length === 0 ? [] : await findRecorded(ctx, people.map((memberId) => ({ source: OUR_SOURCE, id: idOf(job, memberId) })))
  const recorded = new Set(known.map(({ event }) => event.id))
  const author = await nameAuthor(ctx, job.createdBy)
  const due = people.filter((memberId) => !recorded.has(idOf(job, memberId)))
  const events = due.map((memberId) => ({ member: { memberId }, event: eventOf(ctx, job, { memberId, author }), isOfRequest: true }))
  const answers = events.length === 0 ? [] : await recordBatch(ctx, events)
  for (const [index, answer] of answers.entries()) {
    const { member: { memberId }, event } = events[index] as (typeof events)[number]
    if (answer.status === 'refused' || answer.status === 'conflict') failures.push({ memberId, ...reasonOf(errorOf(answer, event)) })
  }
  return failures
}

const idOf = ({ job }: JobRow, memberId: string): string => `${job}/${memberId}`

function eventOf({ now }: WriteContext, job: JobRow, { memberId, author }: { memberId: string; author: string }): MemberEvent {
  const { kind, arguments: told, reason } = job
  const stamp = { source: OUR_SOURCE, id: idOf(job, memberId), at: now, reason: reason ?? '', author }
  const { points, unit, track, level, until } = told
  if (kind === 'adjust' && points !== undefined) return { ...stamp, kind: 'points.adjusted', points, ...(unit === undefined ? {} : { unit }) }
  assert(track !== undefined && level !== undefined && until !== undefined, 'a level is set with all that it takes', { job: job.job })
  return { ...stamp, kind: 'tier.set', track, level, until }
}

async function doOne(ctx: WriteContext, { job, kind, arguments: { tags = [], discount = '', until } }: JobRow, member: string): Promise<void> {
  if (kind === 'tag') await addTags(ctx, { member, tags })
  if (kind === 'untag') for (const tag of tags) await removeTag(ctx, { member, tag })
  if (kind === 'coupon') await createCoupon(ctx, { discount, member, id: `${job}/${member}`, locale: 'en', ...(until === undefined ? {} : { until }) }, { isOfMany: true })
}

async function doEach(memberIds: readonly string[], act: (memberId: string) => Promise<void>): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const memberId of memberIds) {
    await act(memberId).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
      failures.push({ memberId, ...reasonOf(error) })
    })
  }
  return failures
}

/** What failed leaves nothing of itself in a transaction that goes on. */
async function within({ db }: WriteContext, act: () => Promise<void>): Promise<void> {
  await sql`savepoint one`.execute(db)
  try {
    await act()
    await sql`release savepoint one`.execute(db)
  } catch (error) {
    if (error instanceof AppError) await sql`rollback to savepoint one`.execute(db)
    throw error
  }
}

function reasonOf({ code, details }: AppError): Omit<Failure, 'memberId'> {
  return { code, details }
}

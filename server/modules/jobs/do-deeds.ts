import { sql } from 'kysely'
import { assert } from '#engine/assert'
import { OUR_SOURCE } from '#engine/member/amend'
import type { MemberEvent } from '#engine/member/event'
import { errorOf, recordBatch } from '#server/modules/activity/index'
import { createCoupon } from '#server/modules/coupons/index'
import { requirePerson } from '#server/modules/members/index'
import { addTags, removeTag } from '#server/modules/profiles/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Failure, JobRow } from './jobs.store.ts'

/** Does what a job is for to some members, in the transaction of the caller; says with whom it failed and why, and nothing of that stays. Twice is once. */
export async function doDeeds(ctx: WriteContext, job: JobRow, memberIds: readonly string[]): Promise<Failure[]> {
  return job.kind === 'adjust' || job.kind === 'tier' ? recordAll(ctx, job, memberIds) : doEach(memberIds, (memberId) => within(ctx, () => doOne(ctx, job, memberId)))
}

/** One event for each, named by job and member: it is recorded once whoever tells it again. */
async function recordAll(ctx: WriteContext, job: JobRow, memberIds: readonly string[]): Promise<Failure[]> {
  const people: string[] = []
  const failures = await doEach(memberIds, async (memberId) => void people.push((await requirePerson(ctx, memberId)).memberId && memberId))
  const events = people.map((memberId) => ({ member: { memberId }, event: eventOf(ctx, job, memberId), isOfRequest: true }))
  const answers = events.length === 0 ? [] : await recordBatch(ctx, events)
  for (const [index, answer] of answers.entries()) {
    const { member: { memberId }, event } = events[index] as (typeof events)[number]
    if (answer.status === 'refused' || answer.status === 'conflict') failures.push({ memberId, ...reasonOf(errorOf(answer, event)) })
  }
  return failures
}

function eventOf({ now }: WriteContext, { job, kind, arguments: told, reason, createdBy }: JobRow, memberId: string): MemberEvent {
  const stamp = { source: OUR_SOURCE, id: `${job}/${memberId}`, at: now, reason: reason ?? '', author: createdBy }
  const { points, unit, track, level, until } = told
  if (kind === 'adjust' && points !== undefined) return { ...stamp, kind: 'points.adjusted', points, ...(unit === undefined ? {} : { unit }) }
  assert(track !== undefined && level !== undefined && until !== undefined, 'a level is set with all that it takes', { job })
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

import { localDay, type Instant } from '#engine/calendar'
import { openDraft } from '#engine/member/draft'
import { endOf } from '#engine/member/lot-ends'
import type { MemberState } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { lookAtAccounts, selectMemberIds } from '#server/modules/activity/index'
import { listTests } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import { upsertEnds, type Mark } from './figures.store.ts'

/** Members of one page: their open lots are in memory together. */
const PAGE = 500
/** Ends are kept so far ahead. */
const AHEAD_DAYS = 92

/**
 * Counts when the points of a page of members end. An end may slide with what a member does and is worked out by the engine, so that no sum of the ledger has it:
 * the members are gone through one after the other, again and again while something changes. What was counted last on a day is kept. Says what the mark is then.
 */
export async function countEnds(ctx: WriteContext, mark: Mark, { timeline, worldNow }: { timeline: Timeline; worldNow: Instant }): Promise<Mark> {
  const isUnderWay = mark.censusAfter !== null
  if (!isUnderWay && (mark.censusDueAt === null || mark.censusDueAt > worldNow)) return mark
  const after = mark.censusAfter ?? ''
  const memberIds = await selectMemberIds(ctx, { after, most: PAGE })
  const sums: Record<string, Record<string, number>> = structuredClone(mark.censusSums ?? {}) as Record<string, Record<string, number>>
  const accounts = await lookAtAccounts(ctx, memberIds.map((memberId) => ({ memberId, events: [], until: ctx.now })), { allLots: true })
  const tests = await listTests(ctx)
  for (const { memberId, state, into } of accounts.values()) if (into === null && !tests.has(memberId)) addEnds(sums, { state, timeline, now: ctx.now })
  const last = memberIds.length < PAGE ? null : (memberIds.at(-1) as string)
  const censusDueAt = isUnderWay ? mark.censusDueAt : null
  if (last !== null) return { ...mark, censusDueAt, censusAfter: last, censusSums: sums }
  await upsertEnds(ctx, { day: localDay(ctx.now, publicationAt(timeline, ctx.now).program.zone), ends: sums })
  return { ...mark, censusDueAt, censusAfter: null, censusSums: null, censusAt: worldNow, census: sums }
}

/** What is left of lots by the day of the program that is their last. */
function addEnds(sums: Record<string, Record<string, number>>, { state, timeline, now }: { state: MemberState; timeline: Timeline; now: Instant }): void {
  const { zone } = publicationAt(timeline, now).program
  const draft = openDraft(timeline, state)
  const today = localDay(now, zone)
  for (const lot of state.lots.values()) {
    const end = endOf(draft, lot)
    if (end === null || lot.left === 0) continue
    const day = localDay(end - 1, zone)
    if (day < today || day > today + AHEAD_DAYS) continue
    const days = (sums[lot.unit] ??= {})
    days[day] = (days[day] ?? 0) + lot.left
  }
}

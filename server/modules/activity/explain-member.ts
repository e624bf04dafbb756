import type { Instant } from '#engine/calendar'
import { inOrder, fold } from '#engine/member/fold'
import { apply } from '#engine/member/apply'
import { emptyMember } from '#engine/member/parts'
import { zoneOf } from '#engine/member/policy'
import type { Trace } from '#engine/member/outcome'
import { publicationAt } from '#engine/program/timeline'
import { explain, type Explaining } from '#engine/member/explain'
import { getStore } from '#server/modules/stores/index'
import { requireMember } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { isShopper } from '#server/platform/require-permission'
import type * as shapes from './member-schemas.ts'
import { readOwnEvents } from './own-events.ts'
import { lastInstant, readFolded } from './read-state.ts'
import { NAMING_MEMBERS, tellSteps, withShopIds } from './tell-steps.ts'

/** R58: why a member has what it has, or what one event did, sentence by sentence in the reader's language. @throws AppError activity.event_unknown */
export async function explainMember(ctx: ReadContext, { member, at, event, locale }: shapes.ExplainMember): Promise<shapes.Explanation> {
  const memberId = await requireMember(ctx, member)
  const until = lastInstant(ctx, { at })
  const timeline = await readTimeline(ctx)
  const folded = await readFolded(ctx, { memberId, at })
  const trace = event === undefined ? folded.trace : await traceOf(ctx, { memberId, event, until })
  const zone = zoneOf(folded.state.head, publicationAt(timeline, until).program)
  if (isShopper(ctx.actor)) return tellShopper(await forShoppers(ctx, trace), { timeline, locale, zone })
  return tellSteps(await withShopIds(ctx, trace), { timeline, locale, zone })
}

const HIDDEN = '•••'

/** The same for shoppers: of staff the store is named, and of other members nobody. */
async function forShoppers(ctx: ReadContext, trace: readonly Trace[]): Promise<Trace[]> {
  const { name } = await getStore(ctx)
  return trace.map((step) => ({
    ...step, ...(typeof step['author'] === 'string' ? { author: name } : {}),
    ...Object.fromEntries(NAMING_MEMBERS.filter((field) => typeof step[field] === 'string' && String(step[field]).startsWith('mem_')).map((field) => [field, HIDDEN])),
  }))
}

/** Sentences, and of each step no more than what it was about. */
function tellShopper(trace: readonly Trace[], explaining: Explaining): shapes.Explanation {
  return { sentences: explain(trace, explaining), steps: trace.map(({ code, at }) => ({ code, at })) }
}

/** What one event did where it stands in the member's history. */
async function traceOf(ctx: ReadContext, { memberId, event, until }: { memberId: string; event: string; until: Instant }): Promise<readonly Trace[]> {
  const timeline = await readTimeline(ctx)
  const ordered = inOrder((await readOwnEvents(ctx, timeline, { memberId })).map(({ event: one }) => one).filter(({ at }) => at <= until))
  const place = ordered.findIndex(({ id }) => id === event)
  const told = ordered[place]
  if (told === undefined) throw new AppError('not_found', 'activity.event_unknown', { event })
  const before = place === 0 ? emptyMember(memberId) : fold(timeline, memberId, { events: ordered.slice(0, place), until: told.at }).state
  return apply(timeline, before, told).trace
}

/** What a member's history announced, as it is known now. */
export async function readFacts(ctx: ReadContext, { member, at }: shapes.ReadFacts): Promise<shapes.Facts> {
  const memberId = await requireMember(ctx, member)
  const { facts } = await readFolded(ctx, { memberId, at })
  return { facts: (await withShopIds(ctx, facts)) as shapes.Facts['facts'] }
}

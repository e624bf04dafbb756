import type { Instant } from '#engine/calendar'
import { inOrder, fold } from '#engine/member/fold'
import { apply } from '#engine/member/apply'
import { emptyMember } from '#engine/member/parts'
import { zoneOf } from '#engine/member/policy'
import type { Trace } from '#engine/member/outcome'
import type { MemberEvent } from '#engine/member/event'
import type { Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { withAuthors } from '#server/modules/keys/index'
import { voiceOf } from '#server/modules/shops/index'
import { getStore } from '#server/modules/stores/index'
import { readSelves, requireMember } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { isShopper } from '#server/platform/require-permission'
import type * as shapes from './member-schemas.ts'
import { readOwnEvents } from './own-events.ts'
import { lastInstant, readFolded } from './read-state.ts'
import { NAMING_MEMBERS, tellSteps, withShopIds } from './tell-steps.ts'

/** R58: why a member has what it has, or what one event did, sentence by sentence in the reader's language. @throws AppError activity.event_unknown */
export async function explainMember(ctx: ReadContext, { member, at, event, source, locale }: shapes.ExplainMember): Promise<shapes.Explanation> {
  const memberId = await requireMember(ctx, member)
  const until = lastInstant(ctx, { at })
  const timeline = await readTimeline(ctx)
  const folded = await readFolded(ctx, { memberId, at })
  const trace = event === undefined ? folded.trace : await traceOf(ctx, { memberId, event, source, until })
  const zone = zoneOf(folded.state.head, publicationAt(timeline, until).program)
  const explaining = { ...(await voiceOf(ctx, locale)), timeline, zone }
  // Of each step shoppers see no more than what it was about.
  return isShopper(ctx.actor) ? tellSteps(await forShoppers(ctx, trace), explaining, ({ code, at }) => ({ code, at })) : tellSteps(await withShopIds(ctx, await withAuthors(ctx, trace)), explaining)
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

type Told = { event: string; source?: string | undefined; until: Instant }

/** What one event did, or time at an instant, where it stands in the history of the member, or of whoever became them. */
async function traceOf(ctx: ReadContext, { memberId, ...told }: Told & { memberId: string }): Promise<readonly Trace[]> {
  const timeline = await readTimeline(ctx)
  for (const self of (await readSelves(ctx, memberId)).toReversed()) {
    const events = (await readOwnEvents(ctx, timeline, { memberId: self })).map((one) => one.event).filter(({ at }) => at <= told.until)
    const trace = traceIn(timeline, self, { ...told, ordered: inOrder(events) })
    if (trace !== null) return trace
  }
  throw new AppError('not_found', 'activity.event_unknown', { event: told.event })
}

function traceIn(timeline: Timeline, memberId: string, { event, source, until, ordered }: Told & { ordered: readonly MemberEvent[] }): readonly Trace[] | null {
  const place = ordered.findIndex((one) => one.id === event && one.source === (source ?? one.source))
  const told = ordered[place]
  if (told === undefined) return source === undefined || source === BY_TIME ? timeTrace(timeline, memberId, { event, until, ordered }) : null
  const before = place === 0 ? emptyMember(memberId) : fold(timeline, memberId, { events: ordered.slice(0, place), until: told.at }).state
  return apply(timeline, before, told).trace
}

/** The source of what time did; its id is the member and the instant. */
const BY_TIME = 'time'
const OF_TIME = /^(mem_[0-9a-z]{22})@(\d{1,15})$/

/** What time did to a member at an instant, which comes before all that was told of the same one; null where it is not of this member, or where time did nothing then. */
function timeTrace(timeline: Timeline, memberId: string, { event, until, ordered }: Told & { ordered: readonly MemberEvent[] }): readonly Trace[] | null {
  const [, name, text] = OF_TIME.exec(event) ?? []
  const at = Number(text)
  if (name !== memberId || at > until) return null
  const trace = fold(timeline, memberId, { events: ordered.filter((one) => one.at < at), until: at }).trace.filter((step) => step.at === at)
  return trace.length === 0 ? null : trace
}

/** What a member's history announced, as it is known now. */
export async function readFacts(ctx: ReadContext, { member, at }: shapes.ReadFacts): Promise<shapes.Facts> {
  const memberId = await requireMember(ctx, member)
  const { facts } = await readFolded(ctx, { memberId, at })
  return { facts: (await withShopIds(ctx, await withAuthors(ctx, facts))) as shapes.Facts['facts'] }
}

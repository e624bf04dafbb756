import { dayText, instantText, type Instant } from '#engine/calendar'
import { explain } from '#engine/member/explain'
import { inOrder, fold } from '#engine/member/fold'
import { apply } from '#engine/member/apply'
import { emptyMember } from '#engine/member/parts'
import { zoneOf } from '#engine/member/policy'
import type { Trace } from '#engine/member/outcome'
import { publicationAt } from '#engine/program/timeline'
import { requireMember, selectExternalIds } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type * as shapes from './member-schemas.ts'
import { readOwnEvents } from './own-events.ts'
import { lastInstant, readFolded } from './read-state.ts'

/** R58: why a member has what it has, or what one event did, sentence by sentence in the reader's language. @throws AppError activity.event_unknown */
export async function explainMember(ctx: ReadContext, { member, at, event, locale }: shapes.ExplainMember): Promise<shapes.Explanation> {
  const memberId = await requireMember(ctx, member)
  const until = lastInstant(ctx, { at })
  const timeline = await readTimeline(ctx)
  const folded = await readFolded(ctx, { memberId, at })
  const trace = event === undefined ? folded.trace : await traceOf(ctx, { memberId, event, until })
  const steps = await withShopIds(ctx, trace)
  const zone = zoneOf(folded.state.head, publicationAt(timeline, until).program)
  return { sentences: explain(steps, { timeline, locale, zone }), steps: steps.map(outside) as shapes.Explanation['steps'] }
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

/** A step with its days as dates and its instants as times; its own instant the edge writes. */
function outside({ code, at, ...values }: Trace): Readonly<Record<string, unknown>> {
  return { code, at, ...(outsideValue(values) as object) }
}

function outsideValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(outsideValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => {
    if (key === 'day' && typeof one === 'number') return [key, dayText(one)]
    return [key, key === 'at' && typeof one === 'number' ? instantText(one) : outsideValue(one)]
  }))
}

const NAMING_MEMBERS = ['to', 'from', 'absorbed', 'into'] as const

/** The same with the shop's ids where ours stood: of a member that points went to or came from, or that another became. */
async function withShopIds<T extends Readonly<Record<string, unknown>>>(ctx: ReadContext, told: readonly T[]): Promise<T[]> {
  const isMember = (value: unknown): value is string => typeof value === 'string' && value.startsWith('mem_')
  const ids = [...new Set(told.flatMap((one) => NAMING_MEMBERS.flatMap((field) => (isMember(one[field]) ? one[field] : []))))]
  if (ids.length === 0) return [...told]
  const known = new Map((await selectExternalIds(ctx, ids)).map(({ memberId, externalId }) => [memberId, externalId]))
  return told.map((one) => {
    const named = NAMING_MEMBERS.filter((field) => isMember(one[field])).map((field) => [field, known.get(one[field] as string) ?? one[field]])
    return named.length === 0 ? one : { ...one, ...Object.fromEntries(named) }
  })
}

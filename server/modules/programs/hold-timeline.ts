import type { Instant } from '#engine/calendar'
import type { Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { lockTimeline, selectHorizon, upsertHorizon } from './horizons.store.ts'
import { readTimeline } from './read-timeline.ts'

/** A horizon is noted to the last instant of its second: of many transactions in a second the first one writes it. */
const SECOND = 1_000

/**
 * The timeline for a transaction that judges members by it and says so (`noteJudged`): until it ends nothing is published, and what
 * is published then begins behind all that was judged. So whoever works a member out anew finds what was found at the time (invariant 5).
 */
export async function holdTimeline(ctx: WriteContext): Promise<Timeline> {
  await lockTimeline(ctx, 'shared')
  return readTimeline(ctx)
}

/** Notes until when members were judged by a timeline that is held. */
export async function noteJudged(ctx: WriteContext, until: Instant): Promise<void> {
  await upsertHorizon(ctx, Math.floor(until / SECOND) * SECOND + SECOND - 1)
}

/** The timeline for whoever publishes: nobody judges by it until the transaction ends. `first`: when the next version may begin. */
export async function shutTimeline(ctx: WriteContext): Promise<{ timeline: Timeline; first: Instant }> {
  await lockTimeline(ctx, 'exclusive')
  return { timeline: await readTimeline(ctx), first: Math.max(ctx.now, await selectHorizon(ctx) + 1) }
}

/** The number of the version that is in force; undefined where none is. One that was published "now" begins within a second, behind what was judged, and counts. */
export async function findInForce(ctx: ReadContext, timeline: Timeline): Promise<number | undefined> {
  return timeline.length === 0 ? undefined : publicationAt(timeline, Math.max(ctx.now, await selectHorizon(ctx)) + SECOND).version
}

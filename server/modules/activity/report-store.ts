import { assert } from '#engine/assert'
import { endOfDay, localDay, type Instant } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import { amendmentsIn } from '#engine/member/amend'
import type { MemberEvent } from '#engine/member/event'
import { openBacktest } from '#engine/simulate/backtest'
import type { BacktestReport } from '#engine/simulate/report'
import { listTests } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { selectAllMerged, selectAmendments, selectHistory } from './history.store.ts'
import { ownerOf, withAbsorbed } from './own-events.ts'

/** What became of a whole store, from its events, without those of test members: the back-test's report, until `at` (exclusive; the end of the last event's local day where it is not told). */
export async function reportStore(ctx: ReadContext, { at }: { at?: Instant | undefined } = {}): Promise<BacktestReport> {
  const timeline = await readTimeline(ctx)
  assert(timeline.length > 0, 'a store that is reported has a program')
  const tests = await listTests(ctx)
  const into = new Map((await selectAllMerged(ctx)).map((one) => [one.memberId, one]))
  const amendments = amendmentsIn((await selectAmendments(ctx)).map(({ event }) => event))
  const backtest = openBacktest({ timeline, asOf: at })
  let last: Instant = 0
  for await (const moment of selectHistory(ctx)) {
    last = moment.at
    if ('memberId' in moment && tests.has(moment.memberId)) continue
    if ('guest' in moment) backtest.takeGuest(moment.guest)
    else {
      const event = asItCounts(moment.event, amendments)
      if (event !== null) backtest.take(ownerOf(into, moment.memberId, event) ?? moment.memberId, await withAbsorbed(ctx, timeline, event))
    }
  }
  const zone = timeline.at(-1)?.program.zone ?? 'UTC'
  return backtest.finish(at ?? endOfDay(localDay(last, zone), zone))
}

/** In a history by time a correction comes at its own time, under the name of what it corrects, which itself is passed over; null for what does not count. */
function asItCounts(event: MemberEvent, amendments: ReadonlyMap<string, MemberEvent>): MemberEvent | null {
  const { amends, ...content } = event
  if (amends === undefined) return amendments.has(eventKey(event.source, event.id)) ? null : event
  const { source, id, n } = amends
  return amendments.get(eventKey(source, id))?.amends?.n === n ? { ...content, source, id } : null
}

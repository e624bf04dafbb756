import { assert } from '#engine/assert'
import { endOfDay, localDay, type Instant } from '#engine/calendar'
import { openBacktest } from '#engine/simulate/backtest'
import type { BacktestReport } from '#engine/simulate/report'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { selectAllMerged, selectHistory } from './history.store.ts'
import { ownerOf } from './own-events.ts'

/** What became of a whole store, from its events: the back-test's report, until `at` (exclusive; the end of the last event's local day where it is not told). */
export async function reportStore(ctx: ReadContext, { at }: { at?: Instant | undefined } = {}): Promise<BacktestReport> {
  const timeline = await readTimeline(ctx)
  assert(timeline.length > 0, 'a store that is reported has a program')
  const into = new Map((await selectAllMerged(ctx)).map((one) => [one.memberId, one]))
  const backtest = openBacktest({ timeline, asOf: at })
  let last: Instant = 0
  for await (const moment of selectHistory(ctx)) {
    last = moment.at
    if ('guest' in moment) backtest.takeGuest(moment.guest)
    else backtest.take(ownerOf(into, moment.memberId, moment.event) ?? moment.memberId, moment.event)
  }
  const zone = timeline.at(-1)?.program.zone ?? 'UTC'
  return backtest.finish(at ?? endOfDay(localDay(last, zone), zone))
}

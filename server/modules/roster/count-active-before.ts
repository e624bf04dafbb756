import { startOfDay, type Day, type Zone } from '#engine/calendar'
import type { ReadContext } from '#server/platform/context'
import { countActive, sumActiveAfter } from './roster.store.ts'

/**
 * How many members had done something in the last `days` days as a day ended, as it was known then: those whose last activity is there now, less who
 * came there and with those who left it since. Null where nobody counted yet.
 */
export async function countActiveBefore(ctx: ReadContext, { day, days, zone }: { day: Day; days: number; zone: Zone }): Promise<number | null> {
  const from = day - days + 1
  const since = await sumActiveAfter(ctx, { from, to: day })
  return since === null ? null : (await countActive(ctx, { from: startOfDay(from, zone), until: startOfDay(day + 1, zone) })) - since
}

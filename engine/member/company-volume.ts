import { dayText, type Day } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import { announce, beginUndo, record, type Draft } from './draft.ts'
import type { EventOf } from './event.ts'
import type { Series } from './state.ts'

/** What the buyers of a company have been told of its spend: who they are, and the series; null where no level asks for it. */
type Told = { buyers: readonly string[]; spend: Series | null }

const NOBODY: readonly string[] = []
/** A day before all that a program looks at: what lies on it counts for life only. */
const LONG_AGO: Day = 0

/** What a company's buyers know of its volume at this moment (R45). */
export function volumeTold({ head, program }: Draft): Told {
  const buyers = head.company?.buyers ?? NOBODY
  return { buyers, spend: buyers.length > 0 && program.asksVolume ? head.series['spend'] ?? null : null }
}

/**
 * R45: tells each buyer what is new in the company's spend, day by day. Whoever comes is told of all of it, whoever goes takes none along; and
 * a program that begins to ask is answered. So a buyer's volume is at any time the spend of the companies that they buy for.
 */
export function tellVolume(draft: Draft, before: Told): void {
  const after = volumeTold(draft)
  if (before.spend === after.spend && before.buyers === after.buyers) return
  const [comes, goes, stays] = [changeOf(null, after.spend), changeOf(before.spend, null), changeOf(before.spend, after.spend)]
  for (const buyer of [...new Set([...before.buyers, ...after.buyers])].sort()) {
    const change = !before.buyers.includes(buyer) ? comes : after.buyers.includes(buyer) ? stays : goes
    if (change.baseMinor !== 0 || change.days.length > 0) announce(draft, 'company.volume', { key: eventKey(draft.source, draft.sourceId), to: buyer, ...change })
  }
}

/** By how much one series is more than another, and on which days. A day that it does not keep any more is as it was. */
function changeOf(was: Series | null, is: Series | null): { baseMinor: number; days: { day: string; baseMinor: number }[] } {
  const more = new Map(is?.days.map((day, i) => [day, is.amounts[i] as number]))
  for (const [i, day] of (was?.days ?? []).entries()) if (is === null || more.has(day)) more.set(day, (more.get(day) ?? 0) - (was?.amounts[i] as number))
  const days = [...more].filter(([, minor]) => minor !== 0).sort(([a], [b]) => a - b)
  return { baseMinor: (is?.total ?? 0) - (was?.total ?? 0), days: days.map(([day, baseMinor]) => ({ day: dayText(day), baseMinor })) }
}

/** R23: the volume of a company that this member buys for, on the day of the event or on the days told; what is taken back leaves its day (R11). */
export function countVolume(draft: Draft, { baseMinor, days }: EventOf<'company.volume'>, today: Day): void {
  const dated = days ?? [{ day: today, baseMinor }]
  const older = baseMinor - dated.reduce((sum, one) => sum + one.baseMinor, 0)
  if (days !== undefined && dated.some((one) => one.baseMinor < 0)) beginUndo(draft)
  for (const one of [{ day: LONG_AGO, baseMinor: older }, ...dated]) record(draft, { series: 'company_volume', day: one.day, amount: one.baseMinor })
}

import type { OwnOrder } from '#member/kit/order-again'
import { eventOfLot, ruleOfLot } from './lots.ts'
import type { Posting } from './shapes.ts'

/** What one event did to what a member has: a line of the history. `event` says which, of what time alone did the one that the points came of. */
export type Entry = { key: string; reason: string; orderId: string | null; event: string | null; isByTime: boolean; rule: string | null; isWaiting: boolean; at: string; unit: string; usable: number; waiting: number }
/** The lines of one day, where the reader is. */
export type HistoryDay = { day: string; entries: readonly Entry[] }
/** What one order brought and took of a unit; `paid`: what was used for it, held before or not. */
export type UnitSum = { unit: string; earned: number; takenBack: number; paid: number }
/** An order with all that it moved; `told`: as the shop told of it, where it did. */
export type OrderSeen = { orderId: string; at: string; told: OwnOrder | null; sums: readonly UnitSum[]; entries: readonly Entry[] }

/** Reasons whose postings name the orders that the points came from, which is not what happened to them. */
const OF_LOTS: ReadonlySet<string> = new Set(['spend', 'send', 'adjust', 'share', 'merge'])
/** Reasons that are told of each rule by itself. */
const OF_RULES: ReadonlySet<string> = new Set(['earn', 'activate', 'expire', 'cancel_pending'])

/** Reasons whose points only change place: they are told with what they belong to. */
const QUIET = new Set(['hold', 'release'])

/** Postings of one event, for one reason, as one line each; the newest first. What cancels itself out is none. */
export function entriesOf(postings: readonly Posting[]): Entry[] {
  const pending = pendingLots(postings)
  const entries = new Map<string, Entry>()
  for (const { unit, from, to, points, reason, orderId: named, spentOn, sourceId, source, effectiveAt, lot } of postings) {
    const orderId = OF_LOTS.has(reason) ? spentOn : named
    const rule = OF_RULES.has(reason) ? ruleOfLot(lot ?? '') : null
    const key = [unit, source, sourceId, reason, effectiveAt, orderId ?? '', rule ?? ''].join('\n')
    const isByTime = source === 'time'
    const entry = entries.get(key) ?? { key, reason, orderId, event: isByTime ? eventOfLot(lot ?? '') : sourceId, isByTime, rule, isWaiting: false, at: effectiveAt, unit, usable: 0, waiting: 0 }
    const of = (account: string): number => (to === account ? points : 0) - (from === account ? points : 0)
    // Debt is an account below 0: what goes into it repays.
    entries.set(key, { ...entry, isWaiting: entry.isWaiting || (reason === 'earn' && pending.has(lot ?? '')), usable: entry.usable + of('active') + of('reserved') + of('debt'), waiting: entry.waiting + of('pending') })
  }
  return [...entries.values()].filter(({ usable, waiting, reason }) => (usable !== 0 || waiting !== 0) && !QUIET.has(reason)).sort((a, b) => b.at.localeCompare(a.at))
}

/** Lots of which something waits still. */
function pendingLots(postings: readonly Posting[]): ReadonlySet<string> {
  const sums = new Map<string, number>()
  for (const { lot, from, to, points } of postings) if (lot !== null) sums.set(lot, (sums.get(lot) ?? 0) + (to === 'pending' ? points : 0) - (from === 'pending' ? points : 0))
  return new Set([...sums].flatMap(([lot, sum]) => (sum > 0 ? [lot] : [])))
}

/** Lines by the day on which they happened for the reader; `dayOf` says which day a time is. */
export function daysOf(entries: readonly Entry[], dayOf: (time: string) => string): HistoryDay[] {
  return [...grouped(entries, ({ at }) => dayOf(at))].map(([day, list]) => ({ day, entries: list }))
}

/** Lines of a unit by what they came of, the newest first; those of one event, or of one instant at which time did something, in their order. */
export function eventsOf(entries: readonly Entry[], unit: string): { key: string; event: string | null; entries: readonly Entry[] }[] {
  return [...grouped(entries.filter((entry) => entry.unit === unit), ({ event, isByTime, at }) => `${isByTime ? '' : event ?? ''}\n${at}`)].map(([key, list]) => ({ key, event: list[0]?.isByTime === false ? list[0].event : null, entries: list }))
}

/** What came to a buyer as shares of a company's orders, by unit: their lots say whose they are. */
export function sharesOf(postings: readonly Posting[], company: string): { unit: string; points: number }[] {
  const sums = new Map<string, number>()
  for (const { unit, points, reason, lot } of postings) if (reason === 'receive' && ruleOfLot(lot ?? '') === `share/${company}`) sums.set(unit, (sums.get(unit) ?? 0) + points)
  return [...sums].map(([unit, points]) => ({ unit, points }))
}

/** All orders, the newest first: those that were told of, whether they moved anything or not, and whatever else lines are of. */
export function ordersOf(entries: readonly Entry[], told: readonly OwnOrder[]): OrderSeen[] {
  const lines = grouped(entries, ({ orderId }) => orderId)
  const known = new Map(told.map((one) => [one.order, one]))
  return [...new Set([...known.keys(), ...lines.keys()])].map((orderId) => {
    const [order = null, list = []] = [known.get(orderId), lines.get(orderId)]
    return { orderId, at: order?.at ?? list.at(-1)?.at ?? '', told: order, entries: list, sums: [...grouped(list, ({ unit }) => unit)].map(([unit, those]) => sumOf(unit, those)) }
  }).sort((a, b) => b.at.localeCompare(a.at))
}

/** Lines by a word of theirs, in their order; null is of none. */
function grouped(entries: readonly Entry[], by: (entry: Entry) => string | null): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = by(entry)
    if (key === null) continue
    const group = groups.get(key) ?? []
    group.push(entry)
    groups.set(key, group)
  }
  return groups
}

function sumOf(unit: string, entries: readonly Entry[]): UnitSum {
  const sum = (...reasons: readonly string[]): number => entries.filter(({ reason }) => reasons.includes(reason)).reduce((total, { usable, waiting }) => total + usable + waiting, 0)
  return { unit, earned: sum('earn'), takenBack: 0 - sum('claw', 'cancel_pending', 'repay'), paid: 0 - sum('commit', 'spend') }
}

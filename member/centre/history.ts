import { eventOfLot, ruleOfLot } from './lots.ts'
import type { Posting } from './shapes.ts'

/** What one event did to what a member has: a line of the history. `event` says which, of what time alone did the one that the points came of. */
export type Entry = { key: string; reason: string; orderId: string | null; event: string | null; isByTime: boolean; rule: string | null; isWaiting: boolean; at: string; unit: string; usable: number; waiting: number }
/** The lines of one day, where the reader is. */
export type HistoryDay = { day: string; entries: readonly Entry[] }
/** What one order brought and took; `paid`: points that were held for it and used. */
export type OrderSum = { orderId: string; at: string; usable: number; waiting: number; earned: number; takenBack: number; paid: number; entries: readonly Entry[] }

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
  for (const { unit, from, to, points, reason, orderId: named, sourceId, source, effectiveAt, lot } of postings) {
    const orderId = OF_LOTS.has(reason) ? null : named
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
  const days = new Map<string, Entry[]>()
  for (const entry of entries) days.set(dayOf(entry.at), [...(days.get(dayOf(entry.at)) ?? []), entry])
  return [...days].map(([day, list]) => ({ day, entries: list }))
}

/** Lines by the order that they are of, the newest order first. */
export function ordersOf(entries: readonly Entry[]): OrderSum[] {
  const orders = new Map<string, Entry[]>()
  for (const entry of entries) if (entry.orderId !== null) orders.set(entry.orderId, [...(orders.get(entry.orderId) ?? []), entry])
  const sum = (list: readonly Entry[], reasons: readonly string[]): number => list.filter(({ reason }) => reasons.includes(reason)).reduce((total, { usable, waiting }) => total + usable + waiting, 0)
  return [...orders].map(([orderId, list]) => ({
    orderId, at: list.at(-1)?.at ?? '', entries: list, usable: list.reduce((total, one) => total + one.usable, 0), waiting: list.reduce((total, one) => total + one.waiting, 0),
    earned: sum(list, ['earn']), takenBack: -sum(list, ['claw', 'cancel_pending', 'repay']), paid: -sum(list, ['commit']),
  }))
}

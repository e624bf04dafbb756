import { dayText } from '#engine/calendar'
import { assert } from '#engine/assert'
import { eventKey } from '#engine/ids'
import { scale } from '#engine/ratio'
import { sharingNow } from './company.ts'
import { announce, dayOf, explainStep, lotOf, type Draft } from './draft.ts'
import type { EventOf } from './event.ts'
import { lotsToSpend, takeFromLots } from './lots.ts'
import { piecesSent, shareRule } from './spends.ts'
import type { Lot, Sharing } from './state.ts'

/** Begins the names of our counters: no rule's counter does. */
const SHARED = '@share:'

type Active = { lot: Lot; points: number }

/**
 * R45: of what became active of an order just now, its buyer gets the part that the owner has decided, rounded down once for the order, out
 * of exactly these lots. A refund takes all of it back from the company: it was the company's to give.
 */
export function shareActivated(draft: Draft): void {
  const { activated } = draft
  if (activated.length === 0) return
  draft.activated = []
  const sharing = sharingNow(draft)
  if (sharing === null) return
  const lots = activated.map(({ lot: id, points }): Active => {
    const lot = lotOf(draft, id)
    assert(lot, 'a lot that became active is there', { id })
    return { lot, points }
  })
  for (const group of Map.groupBy(lots, ({ lot: { unit, orderId } }) => `${unit} ${orderId}`).values()) shareOrder(draft, group, sharing)
}

function shareOrder(draft: Draft, active: readonly Active[], { part, perMonth }: Sharing): void {
  const { lot: { unit, orderId, buyer, earnedAt } } = active[0] as Active
  const left = draft.head.company?.left[buyer as string] ?? -Infinity
  if (buyer === undefined || earnedAt <= left || draft.program.units[unit]?.kind === 'qualifying') return
  const wanted = scale(active.reduce((sum, { points }) => sum + points, 0), part, 'floor')
  const room = perMonth === null ? wanted : Math.max(0, perMonth - (draft.head.used[monthKey(draft, { unit, buyer })] ?? 0))
  const { pieces, wanting } = takeFromLots(draft, active.map(({ lot }) => lot), { unit, points: Math.min(wanted, room), to: 'spent', reason: 'share' })
  const points = Math.min(wanted, room) - wanting
  if (room < wanted) explainStep(draft, 'share.capped', { unit, wanted, points, limit: perMonth, to: buyer })
  if (points === 0) return
  useMonth(draft, { unit, buyer, points })
  announce(draft, 'points.shared', { key: `${eventKey(draft.source, draft.sourceId)}/${unit}/${orderId}`, to: buyer, unit, orderId, pieces: piecesSent(draft, pieces) })
  explainStep(draft, 'share.given', { unit, points, orderId, to: buyer })
}

/** R35: counter of what a buyer got in the calendar month of now; those of other months are over. */
function useMonth(draft: Draft, { unit, buyer, points }: { unit: string; buyer: string; points: number }): void {
  const key = monthKey(draft, { unit, buyer })
  const month = key.slice(key.lastIndexOf(':'))
  const kept = Object.entries(draft.head.used).filter(([other]) => !other.startsWith(SHARED) || other.endsWith(month))
  draft.head.used = { ...Object.fromEntries(kept), [key]: (draft.head.used[key] ?? 0) + points }
}

function monthKey(draft: Draft, { unit, buyer }: { unit: string; buyer: string }): string {
  return `${SHARED}${unit}:${buyer}:${dayText(dayOf(draft)).slice(0, 7)}`
}

/** R45: what is left of what these companies shared goes back, with its ends. What is reserved stays. */
export function forfeitShares(draft: Draft, { companies }: EventOf<'company.left'>): void {
  const rules = new Set(companies.map(shareRule))
  const [company = ''] = companies
  for (const unit of Object.keys(draft.head.units).sort()) {
    const lots = lotsToSpend(draft, unit).filter(({ rule }) => rules.has(rule))
    const points = lots.reduce((sum, { left, held }) => sum + left - held, 0)
    if (points === 0) continue
    const { pieces } = takeFromLots(draft, lots, { unit, points, to: 'spent', reason: 'share' })
    announce(draft, 'points.forfeited', { key: `${eventKey(draft.source, draft.sourceId)}/${unit}`, to: company, unit, pieces: piecesSent(draft, pieces) })
    explainStep(draft, 'share.forfeited', { unit, points, to: company })
  }
}

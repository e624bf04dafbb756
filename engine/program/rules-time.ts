import { longestDays, shortestDays } from './criteria.ts'
import { entriesOf, itemsOf, type Draft } from './draft.ts'
import { nearest } from './near.ts'
import type { Path } from './problem.ts'
import type { ExpiryDocument, PendingDocument } from './schema.ts'
import type { Site } from './site.ts'

type Timed = { path: Path; pending?: Draft<PendingDocument> | undefined; expiry?: Draft<ExpiryDocument> | undefined }

/** Notes waits and ends that cannot be, wherever the document has one (R15, R18, R20, R59). */
export function checkTimes(site: Site): void {
  const { draft } = site
  const timed: Timed[] = [
    { path: [], pending: draft.pending, expiry: draft.expiry },
    ...entriesOf(draft.units).map(([id, { pending, expiry }]) => ({ path: ['units', id], pending, expiry })),
    ...itemsOf(draft.earn).map(([index, { pending, expiry }]) => ({ path: ['earn', index], pending, expiry })),
    ...itemsOf(draft.regions).map(([index, { expiry }]) => ({ path: ['regions', index], expiry })),
  ]
  for (const { path, pending, expiry } of timed) {
    if (pending !== undefined) checkPending(site, [...path, 'pending'], pending)
    if (expiry !== undefined) checkExpiry(site, [...path, 'expiry'], expiry)
  }
  checkRegions(site)
}

function checkPending({ notes }: Site, path: Path, pending: Draft<PendingDocument>): void {
  if (typeof pending === 'string' || !('days_after_delivery' in pending)) return
  const { days_after_delivery: days, cancel_after: wait } = pending
  if (days === undefined || wait === undefined || longestDays(wait) > days) return
  notes.mistake([...path, 'cancel_after'], 'cancel_too_soon', { found: periodText(wait), values: { days } })
}

function checkExpiry(site: Site, path: Path, expiry: Draft<ExpiryDocument>): void {
  if (typeof expiry === 'string') return
  const { notes } = site
  const period = 'after' in expiry ? expiry.after : 'inactivity' in expiry ? expiry.inactivity : undefined
  const days = period === undefined ? Infinity : shortestDays(period)
  if ('notice_days' in expiry && expiry.notice_days !== undefined && expiry.notice_days >= days) {
    notes.mistake([...path, 'notice_days'], 'notice_too_long', { found: String(expiry.notice_days), values: { days } })
  }
  for (const [index, before] of itemsOf(expiry.reminders?.days)) {
    if (before >= days) notes.mistake([...path, 'reminders', 'days', index], 'reminder_too_long', { found: String(before), values: { days } })
  }
  if (!('activities' in expiry)) return
  for (const [index, event] of itemsOf(expiry.activities)) requireEvent(site, [...path, 'activities', index], event)
}

function checkRegions({ draft, notes }: Site): void {
  const seen = new Set<string>()
  for (const [index, { regions }] of itemsOf(draft.regions)) {
    for (const [place, region] of itemsOf(regions)) {
      if (seen.has(region)) notes.mistake(['regions', index, 'regions', place], 'duplicate_region', { found: region })
      seen.add(region)
    }
  }
}

/**
 * Notes an event that nothing sends, awards on or declares when its name is the engine's or near to a known one: it is misspelt.
 * Any other may be the store's own, and is only unwise.
 */
export function requireEvent({ notes, knownEvents }: Site, path: Path, event: string | undefined): void {
  if (event === undefined || knownEvents.has(event)) return
  const near = nearest(event, knownEvents) ?? ''
  const words = { wish: 'event_name', found: event, values: { near } }
  if (near !== '' || event.startsWith('order.')) notes.mistake(path, 'unknown_event', words)
  else notes.warning(path, 'event_never_sent', words)
}

/** A period in the document's own words. */
function periodText(period: object): string {
  return Object.entries(period).map(([unit, count]) => `${String(count)} ${unit}`).join(' ')
}

import type { Period } from '#engine/calendar'
import type { ExpiryPolicy, PendingPolicy, Reminders, Window } from './program.ts'
import type { ExpiryDocument, PendingDocument, WindowDocument } from './schema.ts'

/** What resets the time without activity unless the program says otherwise: buying, and using points. */
const ACTIVITIES = ['order.paid', 'points.spent']

/** R15: when points become active. */
export function compilePending(pending: PendingDocument): PendingPolicy {
  if (typeof pending === 'string') return { kind: 'none' }
  if ('days' in pending) return { kind: 'days', days: pending.days }
  if ('days_after_delivery' in pending) return { kind: 'delivery', days: pending.days_after_delivery, cancelAfter: pending.cancel_after as Period }
  return { kind: 'by_hand', cancelAfter: (pending.cancel_after as Period | undefined) ?? null }
}

/** R16, R18, R59: when points end. */
export function compileExpiry(expiry: ExpiryDocument): ExpiryPolicy {
  if (typeof expiry === 'string') return { kind: 'never' }
  const reminders: Reminders | null = expiry.reminders ? { days: expiry.reminders.days, above: expiry.reminders.above ?? 0 } : null
  if ('after' in expiry) {
    return { kind: 'after', period: expiry.after as Period, from: expiry.from ?? 'activation', roundUp: expiry.round_up ?? null, reminders }
  }
  return {
    kind: 'inactivity', period: expiry.inactivity as Period, activities: new Set(expiry.activities ?? ACTIVITIES), noticeDays: expiry.notice_days, reminders,
  }
}

/** R24: the time that counts. */
export function compileWindow(window: WindowDocument = 'lifetime'): Window {
  if (typeof window === 'string') return { kind: 'lifetime' }
  if ('rolling' in window) return { kind: 'rolling', period: window.rolling as Period }
  if ('calendar' in window) return { kind: 'calendar', unit: window.calendar }
  return { kind: 'anniversary', of: window.anniversary }
}

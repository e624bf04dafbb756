import { dayText, startOfDay, type Day, type Instant } from '#engine/calendar'
import { announce, earliest, explainStep, lotsHere, openLots, todayIn, type Draft } from './draft.ts'
import { isOver, lastDayOf, lotDue, warningDays } from './lot-ends.ts'
import { activateLot, endLot } from './lots.ts'
import { expiryOf } from './policy.ts'
import { PartMissing } from './present.ts'
import type { Lot } from './state.ts'

/**
 * R21: at one instant pending points activate (or are cancelled), then points expire, then what will expire is told.
 * @throws PartMissing where time does something to lots that were not read
 */
export function fireLots(draft: Draft): void {
  const { at, head } = draft
  if (head.due.lots === null || head.due.lots > at) return
  if ((draft.base.present?.nextLot ?? Infinity) <= at) throw new PartMissing('lots', null)
  const isDue = (instant: Instant | null) => instant !== null && instant <= at
  const open = lotsHere(draft)
  const waiting = open.filter(({ activatesAt, cancelsAt }) => isDue(activatesAt) || isDue(cancelsAt))
  for (const lot of waiting.sort((a, b) => a.earnedAt - b.earnedAt || (a.id < b.id ? -1 : 1))) {
    if (isDue(lot.activatesAt)) activateLot(draft, lot)
    else endLot(draft, lot, 'cancel_pending')
  }
  const over = open.filter((lot) => !lot.isPending && isOver(draft, lot))
  for (const lot of over.sort((a, b) => (a.id < b.id ? -1 : 1))) endLot(draft, lot, 'expire')
  const left = lotsHere(draft)
  warn(draft, left)
  expect(draft, left)
}

/** Works the lots' timer out anew, from every open lot. */
export function expectLots(draft: Draft): void {
  expect(draft, openLots(draft))
}

function expect(draft: Draft, open: readonly Lot[]): void {
  let next: Instant | null = draft.base.present?.nextLot ?? null
  for (const lot of open) next = earliest(next, lotDue(draft, lot))
  draft.head.due = { ...draft.head.due, lots: next }
}

type Ending = { unit: string; lastDay: Day; days: number; points: number }

/** R20, R59: tells of points that expire so many days from now, one fact for each last day, only above the smallest amount. */
function warn(draft: Draft, open: readonly Lot[]): void {
  const endings: Ending[] = []
  for (const lot of open) {
    const days = warningDays(expiryOf(draft.head, draft.program, lot.unit))
    const lastDay = days.length === 0 || lot.isPending || lot.left === lot.held ? null : lastDayOf(draft, lot)
    if (lastDay === null) continue
    const today = todayIn(draft, lot.zone)
    if (startOfDay(today, lot.zone) !== draft.at) continue
    for (const before of days) if (lastDay - before === today) addEnding(endings, { unit: lot.unit, lastDay, days: before, points: lot.left - lot.held })
  }
  for (const ending of endings.sort((a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : a.lastDay - b.lastDay))) tell(draft, ending)
}

function addEnding(endings: Ending[], { unit, lastDay, days, points }: Ending): void {
  const known = endings.find((ending) => ending.unit === unit && ending.lastDay === lastDay && ending.days === days)
  if (known === undefined) endings.push({ unit, lastDay, days, points })
  else known.points += points
}

function tell(draft: Draft, { unit, lastDay, days, points }: Ending): void {
  const policy = expiryOf(draft.head, draft.program, unit)
  const isNotice = policy.kind === 'inactivity' && policy.noticeDays === days
  const isReminder = policy.kind !== 'never' && policy.reminders !== null && policy.reminders.days.includes(days) && points > policy.reminders.above
  if (isNotice) announce(draft, 'points.expiry_notice', { unit, points, days, lastDay: dayText(lastDay) })
  if (isReminder) announce(draft, 'points.expiring', { unit, points, days, lastDay: dayText(lastDay) })
  if (isNotice || isReminder) explainStep(draft, 'points.expiring', { unit, points, days, lastDay: { day: lastDay } })
}

import { addPeriod, dayParts, dayText, type Day } from '#engine/calendar'
import type { Issue } from '#engine/program/pricing'
import { announce, dayOf, explainStep, factDay, type Draft } from './draft.ts'
import { zoneOf } from './policy.ts'

type Occasion = Issue['occasion']

/** Whether some coupon waits for an occasion. */
export function isIssuedOn(draft: Draft, occasion: Occasion): boolean {
  return draft.program.pricing.issuedOn[occasion] !== undefined
}

/** R41: the coupons that members get by themselves are facts, which say the same whenever they are worked out again: the store issues one for each cause. */
export function issueOn(draft: Draft, occasion: Exclude<Occasion, 'win_back'>): void {
  const cause = occasion === 'welcome' ? occasion : `${occasion}/${dayParts(dayOf(draft)).year}`
  for (const { id } of draft.program.pricing.issuedOn[occasion] ?? []) tellDue(draft, { id, occasion, cause })
}

/** The coupons of members who have not ordered for so long as each says. One silence is one cause, though its day may come again in another zone. */
export function issueWinBacks(draft: Draft): void {
  for (const { id, last, day } of winBacks(draft)) {
    if (day === dayOf(draft)) tellDue(draft, { id, occasion: 'win_back', cause: `win_back/${dayText(last)}` })
  }
}

/** The first day after `after` on which some silence is long enough; who was silent longer before gets nothing until they order again. */
export function nextWinBack(draft: Draft, after: Day): Day | null {
  const days = winBacks(draft).flatMap(({ day }) => (day > after ? [day] : []))
  return days.length === 0 ? null : Math.min(...days)
}

function winBacks(draft: Draft): { id: string; last: Day; day: Day }[] {
  const last = lastOrderDay(draft)
  return last === null ? [] : (draft.program.pricing.issuedOn.win_back ?? []).flatMap(({ id, issue }) => (issue?.occasion === 'win_back' ? [{ id, last, day: addPeriod(last, issue.period) }] : []))
}

/** The day of the last order that was not all returned; of who has none, that of joining. */
function lastOrderDay(draft: Draft): Day | null {
  const { series, joinedAt } = draft.head
  const orders = series['orders']
  const index = orders?.amounts.findLastIndex((amount) => amount > 0) ?? -1
  return orders?.days[index] ?? (joinedAt === null ? null : dayOf(draft, joinedAt))
}

function tellDue(draft: Draft, { id, occasion, cause }: { id: string; occasion: Occasion; cause: string }): void {
  if (draft.program.isPaused) return
  const valid = draft.program.pricing.discounts.find((discount) => discount.id === id)?.valid ?? null
  const last = valid === null ? null : addPeriod(dayOf(draft), valid)
  announce(draft, 'coupon.due', { discount: id, occasion, cause, lastDay: factDay(last), zone: zoneOf(draft.head, draft.program) })
  explainStep(draft, 'coupon.due', { discount: id, occasion, lastDay: last === null ? null : { day: last } })
}

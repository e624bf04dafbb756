import { addPeriod, anniversaryAfter, dayParts, localDay, parseDay, startOfDay, type Day, type Instant } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import type { EarnRule } from '#engine/program/program'
import { activityAwardId } from './award-ids.ts'
import { dayOf, earliest, explainStep, keepReviewDay, putAward, reviewDay, type Draft } from './draft.ts'
import { bonusAward, earn, earnBy } from './earn.ts'
import { isIssuedOn, issueOn, issueWinBacks, nextWinBack } from './issue-coupons.ts'
import { expectLots } from './lot-timers.ts'
import type { Profile } from './event.ts'
import { expiryOf, zoneOf } from './policy.ts'
import type { Occasion } from './scope.ts'
import type { Earning, Head } from './state.ts'

const YEAR = { years: 1 }
/** Once a year, whoever tells of them: the store, or time. */
const YEARLY = ['birthday', 'anniversary'] as const

/** Something a member did, or a day that came: earns by the rules on its name. */
export function doActivity(draft: Draft, { name, fields }: Omit<Occasion, 'award'>): void {
  const { head } = draft
  const rules = draft.program.rulesOn[name] ?? []
  const isDaily = rules.some(({ streak }) => streak !== null)
  const day = dayOf(draft)
  if ((isDaily && day <= (head.countedDays[name] ?? -Infinity)) || (isYearly(name) && hadThisYear(head, name, day))) {
    explainStep(draft, 'activity.already_counted', { name, day: { day } })
    return
  }
  if (isDaily || isYearly(name)) head.countedDays = { ...head.countedDays, [name]: day }
  if (isYearly(name)) issueOn(draft, name)
  const award = activityAwardId(eventKey(draft.source, `${draft.sourceId}/${name}`))
  const { earnings } = earn(draft, { name, award, ...(fields === undefined ? {} : { fields }) })
  if (isDaily) earnings.push(...keepStreak(draft, { name, award, rules, day }))
  if (earnings.length > 0) putAward(draft, bonusAward(award, earnings))
}

function isYearly(name: string): name is (typeof YEARLY)[number] {
  return (YEARLY as readonly string[]).includes(name)
}

function hadThisYear(head: Head, name: string, day: Day): boolean {
  const last = head.countedDays[name]
  return last !== undefined && dayParts(last).year >= dayParts(day).year
}

/** Days in a row: each local date counts once, a missed one starts anew, and every nth pays. */
function keepStreak(draft: Draft, { name, award, rules, day }: { name: string; award: string; rules: readonly EarnRule[]; day: Day }): Earning[] {
  const before = draft.head.streaks[name]
  const length = before !== undefined && before.day === day - 1 ? before.length + 1 : 1
  draft.head.streaks = { ...draft.head.streaks, [name]: { day, length } }
  return rules.flatMap((rule) => {
    if (rule.streak === null || length % rule.streak.days !== 0) return []
    explainStep(draft, 'streak.reached', { rule: rule.id, days: length })
    const bonus: EarnRule = { ...rule, id: `${rule.id}/streak`, rate: null, points: rule.streak.points, caps: {}, timesCaps: {}, orderCap: null, multipliers: [], programCap: null }
    return earnBy(draft, bonus, { name, award }) ?? []
  })
}

/** What the store now knows of the member. */
export function changeProfile(draft: Draft, { zone, market, region, birthday, tags }: Profile): void {
  const { head } = draft
  const reached = reviewDay(draft)
  if (zone !== undefined) head.zone = zone
  if (market !== undefined) head.market = market
  keepReviewDay(draft, reached)
  if (region !== undefined && region !== head.region) {
    head.region = region
    // Another law tells of an end at other times.
    expectLots(draft)
  }
  if (birthday !== undefined) head.birthday = birthday
  if (tags !== undefined) head.tags = [...new Set(tags)].sort()
  expectOccasions(draft)
}

/** R21: what time gives by itself, at the midnight that opens the day: birthdays and anniversaries of joining, and coupons after a silence. */
export function fireOccasions(draft: Draft): void {
  const due = draft.head.due.occasions
  if (due === null || due > draft.at) return
  for (const name of YEARLY) {
    const day = nextOccasion(draft, name, dayOf(draft) - 1)
    if (day !== null && startOfDay(day, zoneOf(draft.head, draft.program)) <= draft.at) doActivity(draft, { name })
  }
  issueWinBacks(draft)
  expectOccasions(draft)
}

/** Works out the next birthday, anniversary or silence that a rule or a coupon waits for. */
export function expectOccasions(draft: Draft): void {
  let due: Instant | null = null
  for (const name of YEARLY) {
    const isAwaited = draft.program.rulesOn[name] !== undefined || isIssuedOn(draft, name)
    due = earliest(due, opening(draft, isAwaited ? nextOccasion(draft, name, dayOf(draft)) : null))
  }
  if (isIssuedOn(draft, 'win_back')) due = earliest(due, opening(draft, nextWinBack(draft, dayOf(draft))))
  draft.head.due = { ...draft.head.due, occasions: due }
}

function opening(draft: Draft, day: Day | null): Instant | null {
  return day === null ? null : startOfDay(day, zoneOf(draft.head, draft.program))
}

/** The first such day after `after`; 29 February is kept on the 28th where a year has none (R17). */
function nextOccasion(draft: Draft, name: (typeof YEARLY)[number], after: Day): Day | null {
  const { head } = draft
  if (name === 'anniversary') {
    return head.joinedAt === null ? null : anniversaryAfter(localDay(head.joinedAt, zoneOf(head, draft.program)), after, YEAR)
  }
  return head.birthday === null ? null : anniversaryAfter(birthdayOrigin(head.birthday), after, YEAR)
}

/** A birthday without its year, anchored in a leap year long before any event. */
function birthdayOrigin(birthday: string): Day {
  return parseDay(`1904-${birthday}`)
}

/** R18: an activity that a sliding expiry names extends every active lot of the unit; pending ones are untouched. */
export function slideLots(draft: Draft, name: string): void {
  const { head, program } = draft
  if (!program.slidingEvents.has(name)) return
  for (const unit in program.units) {
    const policy = expiryOf(head, program, unit)
    if (policy.kind !== 'inactivity' || !policy.activities.has(name)) continue
    const through = addPeriod(dayOf(draft), policy.period)
    head.slides = { ...head.slides, [unit]: { at: draft.at, through: Math.max(through, head.slides[unit]?.through ?? through) } }
    if ((head.units[unit]?.active ?? 0) > 0) explainStep(draft, 'points.extended', { unit, lastDay: { day: through } })
  }
}

import { localDay, startOfDay, type Day, type Instant } from '#engine/calendar'
import { amount, eventName, levelName, type Words } from '#engine/member/explain-words'
import { trackOf } from '#engine/member/levels'
import { zoneOf } from '#engine/member/policy'
import { progress, type LeafProgress, type TrackProgress } from '#engine/member/progress'
import { formatMoney } from '#engine/money'
import type { Program } from '#engine/program/program'
import type { Seen } from '#server/modules/activity/index'
import { sayInMail } from '#server/platform/mail/words'
import { MORNING_MS } from './dues-of.ts'
import { dayIn, listed, type Letter } from './letter.ts'

/** A level that will be lost by a day unless something more happens: when to tell of it, and what is missing. */
export type Risk = { track: string; levelId: string; lastDay: Day; at: Instant; tellAt: Instant; isHeldThen: boolean; missing: readonly Missing[] }

type Missing = { leaf: LeafProgress; missing: number }

/** What is to be told of a member's levels, and when to look again; null: when something has changed. */
export type Look = { risks: readonly Risk[]; nextAt: Instant | null }

const HOUR_MS = 3_600_000

/**
 * R28: looks where the levels of a member go if nothing more happens, so many days ahead. What is told is what will be missing then: what falls out of a window until that day is not
 * there any more. A level that was reached later than it would have been told of, is told to nobody: who has just got it knows.
 */
export function lookAtLevels({ timeline, state, until: now }: Seen, program: Program, days: number): Look {
  const risks: Risk[] = []
  const times: Instant[] = []
  const zone = zoneOf(state.head, program)
  for (const seen of progress(timeline, state, now)) {
    if (seen.projected === null) continue
    const { at } = seen.projected
    const standing = state.head.standings[seen.track]
    const hold = standing?.holds.at(-1)
    const lastDay = localDay(at - 1, zone)
    const tellAt = startOfDay(lastDay + 1 - days, zone) + MORNING_MS
    times.push(seen.isAtRisk && tellAt > now ? tellAt : at + HOUR_MS)
    if (!seen.isAtRisk || tellAt > now || at <= now || seen.levelId === null || hold === undefined || standing === undefined) continue
    const level = trackOf(timeline, standing.version, seen.track)?.levels.find(({ id }) => id === seen.levelId)
    const isOneEnough = (level?.keep ?? level?.entry ?? null)?.kind === 'any'
    risks.push({ track: seen.track, levelId: seen.levelId, lastDay, at, tellAt, isHeldThen: hold.since <= tellAt, missing: missingIn(seen, { lastDay, lossDay: localDay(at, zone), isOneEnough }) })
  }
  return { risks, nextAt: times.length === 0 ? null : Math.min(...times) }
}

/** Of several ways of which one is enough, the nearest. A tag and the time of membership are nothing that a member could do. */
function missingIn({ keep, validUntil, graceUntil, projected }: TrackProgress, { lastDay, lossDay, isOneEnough }: { lastDay: Day; lossDay: Day; isOneEnough: boolean }): Missing[] {
  // At the end of a term the term's last day counts; else the day on which too little is left.
  const through = projected?.at === validUntil || projected?.at === graceUntil ? lastDay : lossDay
  const told = keep.flatMap((leaf): Missing[] => {
    if (leaf.leaf.kind !== 'series') return []
    const gone = leaf.fallsOut.reduce((sum, { day, amount: out }) => (day <= through ? sum + out : sum), 0)
    const missing = Math.max(0, leaf.need - (leaf.have - gone))
    return missing === 0 ? [] : [{ leaf, missing }]
  })
  if (!isOneEnough) return told
  return told.sort((a, b) => a.missing / a.leaf.need - b.missing / b.leaf.need).slice(0, 1)
}

/** What to write of a risk; null where nothing that a member can do is missing. */
export function tellRisk(words: Words, program: Program, { track, levelId, lastDay, at, missing }: Risk): Letter | null {
  if (missing.length === 0) return null
  return { fields: { level: levelName(words, track, levelId), date: dayIn(words, lastDay), missing: listed(missing.map((one) => missingText(words, program, one))) }, purpose: 'service', until: at, page: 'levels' }
}

function missingText(words: Words, program: Program, { leaf: { leaf }, missing }: Missing): string {
  const { locale } = words
  if (leaf.kind !== 'series') return ''
  return sayInMail(words, 'tier_at_risk.need', { what: leaf.measure, amount: needText() })

  function needText(): string {
    if (leaf.kind !== 'series') return ''
    const { measure, series } = leaf
    if (measure === 'spend' || measure === 'company_volume') return formatMoney(missing, program.currency, locale)
    if (measure === 'orders') return sayInMail(words, 'tier_at_risk.orders', { n: missing })
    if (measure === 'points') return amount(words, series.slice('points:'.length), missing)
    return `${new Intl.NumberFormat(locale).format(missing)} (${eventName(words, series.slice('event:'.length))})`
  }
}

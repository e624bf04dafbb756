import { guideOf } from '#engine/guide/guide'
import { levelName } from '#engine/member/explain-words'
import { sayInMail } from '#server/platform/mail/words'
import { dayIn, lastDayBefore, listedUnder, type Letter } from './letter.ts'
import type { Reader } from './reader.ts'

/** The level that was reached, until when, and what it brings; null where it is not the member's any more, or they went further already. */
export function tellReached(reader: Reader, { track, level }: { track: string; level: string }): Letter | null {
  const { words, state } = reader
  const standing = state.head.standings[track]
  if (standing?.levelId !== level) return null
  const { validUntil = null } = standing.holds.at(-1) ?? {}
  const until = validUntil === null ? '' : sayInMail(words, 'tier_up.until', { date: dayIn(words, lastDayBefore(words, validUntil)) })
  return { fields: { level: levelName(words, track, level), until, benefits: benefitsOf(reader, { track, level }) }, purpose: 'service', until: null, page: 'levels' }
}

/** What a level brings, by the names that the store gave. */
export function benefitsOf({ words, program, state }: Pick<Reader, 'words' | 'program' | 'state'>, { track, level }: { track: string; level: string }): string {
  const { market, region } = state.head
  const guide = guideOf(program, { locale: words.locale, own: words.own, at: words.at, region, ...(market === null ? {} : { market }) })
  const benefits = guide.tracks.find(({ id }) => id === track)?.levels.find(({ id }) => id === level)?.benefits ?? []
  return listedUnder(sayInMail(words, 'tier_up.benefits'), benefits.map(({ name }) => name))
}

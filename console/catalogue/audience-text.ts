import type { PriceList } from '#sdk/index'
import { nameOf, zoneOf, type NamedProgram } from '#console/program/use-document.ts'
import type { Words } from '#console/words/use-words.ts'

type Audience = { isMembers?: boolean } & Pick<PriceList, 'tag' | 'level' | 'memberId' | 'member'>
type Span = Pick<PriceList, 'from' | 'until'>

/** In whose words, and by whose names and days: those of the program, and of a market where one is meant. */
export type Telling = { words: Words; program: NamedProgram | undefined; market?: string | undefined }

/** Whom something is for, with all that they must be at once; everybody where nobody is named. */
export function audienceText({ isMembers = false, tag, level, memberId, member }: Audience, { words: { say, language }, program }: Telling): string {
  const told = [
    ...(memberId === null ? [] : [say('catalogue.company', { name: member?.name ?? member?.externalId ?? memberId })]), ...(level === null ? [] : [say('catalogue.level', { level: levelName(program, level, language) })]),
    ...(tag === null ? [] : [say('catalogue.tag', { tag })]), ...(isMembers ? [say('catalogue.members')] : []),
  ]
  return told.length === 0 ? say('catalogue.everybody') : new Intl.ListFormat(language).format(told)
}

/** A level that is named without its ladder. */
function levelName(program: NamedProgram | undefined, level: string, language: string): string {
  return nameOf(program?.tracks.flatMap(({ levels }) => levels).find(({ id }) => id === level)?.name, language) ?? level
}

/**
 * From when until when, by the days of the market, else of the program: the last day is one of them. What begins or ends within a day is told with its time. The
 * zone is named, as the days are others elsewhere. Null for always.
 */
export function spanText({ from, until }: Span, { words: { say, day, lastDay, time, zoneName }, program, market }: Telling): string | null {
  const zone = market === undefined ? program?.zone : zoneOf(program, { zone: null, market })
  const begins = from === null ? null : isMidnight(from, zone) ? day(from, zone) : time(from, zone)
  const ends = until === null ? null : isMidnight(until, zone) ? lastDay(until, zone) : time(until, zone)
  // A time of day is told with its zone already.
  const isNamed = [from, until].some((at) => at !== null && !isMidnight(at, zone))
  const told = begins === null ? (ends === null ? null : say(isMidnight(until as string, zone) ? 'catalogue.through' : 'catalogue.until', { day: ends })) : ends === null ? say('catalogue.from', { day: begins }) : begins === ends ? begins : say('catalogue.span', { from: begins, until: ends })
  return told === null || isNamed ? told : say('catalogue.in_zone', { told, zone: zoneName((from ?? until) as string, zone) })
}

function isMidnight(iso: string, zone: string | undefined): boolean {
  return new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', ...(zone === undefined ? {} : { timeZone: zone }) }).format(new Date(iso)) === '00:00:00'
}

/** Whom a product is sold to, or a list is for, and when. */
export function accessText(access: readonly (Audience & Span)[], telling: Telling): string {
  if (access.length === 0) return telling.words.say('catalogue.everybody')
  return access.map((one) => [audienceText(one, telling), spanText(one, telling)].filter((part) => part !== null).join(' ')).join(telling.words.say('catalogue.apart'))
}

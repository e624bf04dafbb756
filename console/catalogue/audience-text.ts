import type { Product } from '#sdk/index'
import type { Words } from '#console/words/use-words.ts'

type Audience = { isMembers?: boolean; tag: string | null; level: string | null; memberId: string | null }

/** Whom something is for, with all that they must be at once; everybody where nobody is named. */
export function audienceText({ isMembers = false, tag, level, memberId }: Audience, { say, language }: Words): string {
  const told = [
    ...(memberId === null ? [] : [say('catalogue.company', { id: memberId })]), ...(level === null ? [] : [say('catalogue.level', { level })]),
    ...(tag === null ? [] : [say('catalogue.tag', { tag })]), ...(isMembers ? [say('catalogue.members')] : []),
  ]
  return told.length === 0 ? say('catalogue.everybody') : new Intl.ListFormat(language).format(told)
}

/** Whom a product is sold to, and when. */
export function accessText(access: Product['access'], words: Words): string {
  const { say, day } = words
  if (access.length === 0) return say('catalogue.everybody')
  return access.map((one) => [audienceText(one, words), ...(one.from === null ? [] : [say('catalogue.from', { day: day(one.from) })]), ...(one.until === null ? [] : [say('catalogue.until', { day: day(one.until) })])].join(' ')).join('; ')
}

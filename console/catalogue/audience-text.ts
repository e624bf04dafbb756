import type { Product } from '#sdk/index'
import type { Words } from '#console/words/use-words.ts'

type Audience = { isMembers?: boolean; tag: string | null; level: string | null; memberId: string | null }

/** Whom something is for; everybody where nobody is named. */
export function audienceText({ isMembers = false, tag, level, memberId }: Audience, { say }: Words): string {
  if (memberId !== null) return say('catalogue.company', { id: memberId })
  if (level !== null) return say('catalogue.level', { level })
  if (tag !== null) return say('catalogue.tag', { tag })
  return say(isMembers ? 'catalogue.members' : 'catalogue.everybody')
}

/** Whom a product is sold to, and when. */
export function accessText(access: Product['access'], words: Words): string {
  const { say, day } = words
  if (access.length === 0) return say('catalogue.everybody')
  return access.map((one) => [audienceText(one, words), ...(one.from === null ? [] : [say('catalogue.from', { day: day(one.from) })]), ...(one.until === null ? [] : [say('catalogue.until', { day: day(one.until) })])].join(' ')).join('; ')
}

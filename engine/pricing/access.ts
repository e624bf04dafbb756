import type { Instant } from '#engine/calendar'
import type { Unsold } from './cart.ts'

/** Whom a product is for, from when until when: all members, those with a tag or of a level, or one company; everybody where nobody is named. */
export type Access = { isMembers: boolean; tag: string | null; level: string | null; memberId: string | null; from: Instant | null; until: Instant | null }

/** A shopper as far as it decides what they may see: themselves and the companies that they are or buy for. */
export type Seer = { isMember: boolean; tags: readonly string[]; levels: readonly string[]; memberIds: readonly string[] }

/** Whether a product is sold to a shopper now: null where it is, as any product that names nobody; else why not, and from when on it will be. */
export function unsoldTo(seer: Seer, access: readonly Access[], at: Instant): Unsold | null {
  const theirs = access.filter((one) => isFor(one, seer) && (one.until === null || at < one.until))
  if (access.length === 0 || theirs.some(({ from }) => from === null || from <= at)) return null
  const from = theirs.length === 0 ? null : Math.min(...theirs.map((one) => one.from as Instant))
  return { why: from === null ? 'not_for_shopper' : 'not_yet', from }
}

/** The lists that a shopper is shown: lists that are their audience's only ones hide all the others but contracts, which were agreed on beforehand (R33). */
export function shownLists<L extends { isOnly: boolean; kind: string }>(lists: readonly L[]): readonly L[] {
  const isHiding = lists.some(({ isOnly }) => isOnly)
  return isHiding ? lists.filter(({ isOnly, kind }) => isOnly || kind === 'contract') : lists
}

/** Whether something is for this shopper, by what it names of them. */
export function isFor({ isMembers = false, tag, level, memberId }: Partial<Pick<Access, 'isMembers'>> & Pick<Access, 'tag' | 'level' | 'memberId'>, seer: Seer): boolean {
  if (isMembers && !seer.isMember) return false
  return (tag === null || seer.tags.includes(tag)) && (level === null || seer.levels.includes(level)) && (memberId === null || seer.memberIds.includes(memberId))
}

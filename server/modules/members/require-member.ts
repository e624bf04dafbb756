import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { selectByExternalIds, selectMembers } from './members.store.ts'

const OURS = /^mem_[0-9a-z]{22}$/

/** Whether a text has the form of our own ids; the shop's may not have it. */
export function isMemberId(text: string): boolean {
  return OURS.test(text)
}

/** Our id of a member whom the shop knows by one of its own, or whom we name: to look at value, so also of one who was merged or erased. @throws AppError members.unknown */
export async function requireMember(ctx: ReadContext, member: string): Promise<string> {
  const [known] = await selectByExternalIds(ctx, [member])
  if (known !== undefined) return known.memberId
  const [own] = isMemberId(member) ? await selectMembers(ctx, [member]) : []
  if (own === undefined) throw new AppError('not_found', 'members.unknown', { member })
  return own.memberId
}

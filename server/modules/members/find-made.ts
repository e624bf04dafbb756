import { instantText } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { lockRequest, selectByRequest, type MakingRequest, type MemberRow } from './members.store.ts'

/**
 * The member whom this very request made before, as they were then; of two that come at once, the second waits for the first one.
 * @throws AppError members.other_body where its key came with another body, members.erased where nothing is left to compare with
 */
export async function findMade(ctx: WriteContext, { key, hash }: MakingRequest): Promise<MemberRow | undefined> {
  await lockRequest(ctx, key)
  const made = await selectByRequest(ctx, key)
  if (made === undefined) return undefined
  const { hash: known, ...member } = made
  if (member.erasedAt !== null) throw new AppError('not_found', 'members.erased', { member: member.memberId, erasedAt: instantText(member.erasedAt) })
  if (known !== hash) throw new AppError('conflict', 'members.other_body', { key, member: member.memberId })
  return member
}

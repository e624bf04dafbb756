import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { selectByExternalIds } from './members.store.ts'

/** Our id of the member whom the shop knows by one of its own. @throws AppError members.unknown */
export async function requireMember(ctx: ReadContext, externalId: string): Promise<string> {
  const [found] = await selectByExternalIds(ctx, [externalId])
  if (found === undefined) throw new AppError('not_found', 'members.unknown', { member: externalId })
  return found.memberId
}

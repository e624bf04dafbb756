import { requirePerson } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'

/** Our own id of a company. @throws AppError members.unknown, members.erased, members.not_a_company */
export async function requireCompany(ctx: ReadContext, member: string): Promise<string> {
  const { memberId, kind } = await requirePerson(ctx, member)
  if (kind !== 'company') throw new AppError('invalid', 'members.not_a_company', { member })
  return memberId
}

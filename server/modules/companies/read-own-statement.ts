import { requireCompany, requirePerson, selectRoles } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { readStatement } from './read-statement.ts'
import type { ReadOwnStatement, Statement } from './schemas.ts'

/** The statement of a company for somebody who buys for it: its owner and its finance see it, as it names what others bought. @throws AppError members.unknown, members.role_may_not */
export async function readOwnStatement(ctx: ReadContext, { member, company, ...period }: ReadOwnStatement): Promise<Statement> {
  const { memberId } = await requirePerson(ctx, member)
  const companyId = await requireCompany(ctx, company).catch(() => undefined)
  const [found] = companyId === undefined ? [] : await selectRoles(ctx, [{ companyId, buyerId: memberId }])
  // Whoever does not buy for it is not told whether there is such a company.
  if (found === undefined || companyId === undefined || found.leftAt !== null) throw new AppError('not_found', 'members.unknown', { member: company })
  if (found.role === 'buyer') throw new AppError('forbidden', 'members.role_may_not', { buyer: memberId, role: found.role, needed: 'owner' })
  return readStatement(ctx, { member: companyId, ...period })
}

import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { selectRoles, type Role } from './buyers.store.ts'
import { requireCompany, requirePerson } from './require-person.ts'

/** The company that somebody buys for in one of these roles. Whoever does not buy for it is not told whether there is such a company. @throws AppError members.unknown, members.role_may_not */
export async function requireEmployer(ctx: ReadContext, { member, company, roles }: { member: string; company: string; roles: readonly Role[] }): Promise<{ companyId: string; memberId: string }> {
  const { memberId } = await requirePerson(ctx, member)
  const companyId = await requireCompany(ctx, company).catch(() => undefined)
  const [found] = companyId === undefined ? [] : await selectRoles(ctx, [{ companyId, buyerId: memberId }])
  if (found === undefined || companyId === undefined || found.leftAt !== null) throw new AppError('not_found', 'members.unknown', { member: company })
  if (!roles.includes(found.role)) throw new AppError('forbidden', 'members.role_may_not', { buyer: memberId, role: found.role, needed: roles.join(', ') })
  return { companyId, memberId }
}

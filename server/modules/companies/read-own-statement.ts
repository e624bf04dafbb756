import { requireEmployer } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { readStatement } from './read-statement.ts'
import type { ReadOwnStatement, Statement } from './schemas.ts'

/** The statement of a company for somebody who buys for it: its owner and its finance see it, as it names what others bought. @throws AppError members.unknown, members.role_may_not */
export async function readOwnStatement(ctx: ReadContext, { member, company, ...period }: ReadOwnStatement): Promise<Statement> {
  const { companyId } = await requireEmployer(ctx, { member, company, roles: ['owner', 'finance'] })
  return readStatement(ctx, { member: companyId, ...period })
}

import type { ReadContext } from '#server/platform/context'
import { selectBuyers } from './buyers.store.ts'
import { listPeople } from './list-people.ts'
import { selectMembers } from './members.store.ts'
import { requireKind, requirePerson } from './require-person.ts'
import type * as shapes from './schemas.ts'

/** Who buys for a company, in pages. @throws AppError members.unknown, members.not_a_company */
export async function listBuyers(ctx: ReadContext, { member, after = '', limit }: shapes.ListBuyers): Promise<shapes.BuyerPage> {
  const company = await requirePerson(ctx, member)
  requireKind(company, 'company')
  const rows = await selectBuyers(ctx, { companyId: company.memberId, after, most: limit + 1 })
  const page = rows.slice(0, limit)
  const people = new Map((await listPeople(ctx, await selectMembers(ctx, page.map(({ buyerId }) => buyerId)))).map((one) => [one.memberId, one]))
  const buyers = page.map(({ buyerId, role, since }) => {
    const { name = null, email = null, phone = null, externalIds = [] } = people.get(buyerId) ?? {}
    return { memberId: buyerId, externalIds, name, email, phone, role, since }
  })
  return { company: company.memberId, buyers, next: rows.length > limit ? (page.at(-1)?.buyerId ?? null) : null }
}

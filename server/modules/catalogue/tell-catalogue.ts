import { nameGoingOn, type Somebody } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import type { ListRow, SoldProduct } from './catalogue.store.ts'
import type { PriceList, Product } from './schemas.ts'

/** Lists as they are told: by name the company that one is for. */
export async function tellLists(ctx: ReadContext, rows: readonly ListRow[]): Promise<PriceList[]> {
  const whose = await nameCompanies(ctx, rows)
  return rows.map((row) => ({ ...row, member: whose(row) }))
}

/** The same of one. */
export async function tellList(ctx: ReadContext, row: ListRow): Promise<PriceList> {
  return (await tellLists(ctx, [row]))[0] as PriceList
}

/** Products as they are told: without what they cost, and by name the companies that they are sold to. */
export async function tellProducts(ctx: ReadContext, rows: readonly SoldProduct[]): Promise<Product[]> {
  const whose = await nameCompanies(ctx, rows.flatMap(({ access }) => access))
  return rows.map(({ costMinor: _, freightMinor: __, dutyMinor: ___, tags, access, ...product }) => ({ ...product, tags: [...tags], access: access.map((one) => ({ ...one, member: whose(one) })) }))
}

/** The same of one. */
export async function tellProduct(ctx: ReadContext, row: SoldProduct): Promise<Product> {
  return (await tellProducts(ctx, [row]))[0] as Product
}

type ForOne = { memberId: string | null }

/** Who the companies are; of one that was merged who goes on. */
async function nameCompanies(ctx: ReadContext, audiences: readonly ForOne[]): Promise<(audience: ForOne) => Somebody | null> {
  const whose = await nameGoingOn(ctx, audiences.flatMap(({ memberId }) => memberId ?? []))
  return ({ memberId }) => (memberId === null ? null : whose(memberId))
}

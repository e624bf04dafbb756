import { sql } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { Access, Seer } from '#engine/pricing/access'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'

/** A product; its cost is in minor units of the program's base currency, null where nobody told it; bringing one in costs freight and duty besides. */
export type ProductRow = { sku: string; /** What staff call it. */ name: string | null; tags: readonly string[]; isGiftCard: boolean; isSaleItem: boolean; costMinor: number | null; freightMinor: number; dutyMinor: number; /** The least that is sold at once, and of how many a line is a multiple. */ minQuantity: number; increment: number; /** Whether it is sold no more. */ isRetired: boolean }
/** A product, and whom it is sold to. */
export type SoldProduct = ProductRow & { access: readonly Access[] }
export const KINDS = ['retail', 'price_list', 'contract', 'promotion'] as const
export type ListKind = (typeof KINDS)[number]
/** A list of prices in one market, and for whom: members with a tag, of a level, or one member; everybody where none is named. */
export type ListRow = { list: string; kind: ListKind; market: string; tag: string | null; level: string | null; memberId: string | null; from: Instant | null; until: Instant | null; /** Whether its audience sees it instead of all others but contracts. */ isOnly: boolean; createdAt: Instant }
export type PriceKey = { list: string; sku: string; minQuantity: number }
/** The price of a unit from so many at once on, for multiples of the increment, in minor units of the currency of the list's market. */
export type PriceRow = PriceKey & { increment: number; unitMinor: number }
/** Whose prices are looked for, where and when. */
export type Seers = { market: string; at: Instant } & Seer

/** The columns of a product, and of a list, as they are read. */
export const PRODUCT = sql`sku, name, tags, is_gift_card as "isGiftCard", is_sale_item as "isSaleItem", cost_minor as "costMinor", freight_minor as "freightMinor", duty_minor as "dutyMinor", min_quantity as "minQuantity", increment, is_retired as "isRetired", access`
export const LIST = sql`list_id as list, kind, market, tag, level, member_id as "memberId", from_at as "from", until_at as "until", is_only as "isOnly", created_at as "createdAt"`
/** Any of these texts. */
export const among = (texts: readonly string[]) => sql`any(${texts}::text[])`

/** Puts products, each once, and answers with those that are new or not as they were. In the order of their keys, so that of two who put the same one waits. */
export async function upsertProducts({ db, storeId }: WriteContext, products: readonly ProductRow[]): Promise<{ sku: string; isNew: boolean }[]> {
  const { rows } = await sql<{ sku: string; isNew: boolean }>`insert into catalogue_products as p (store_id, sku, name, tags, is_gift_card, is_sale_item, cost_minor, freight_minor, duty_minor, min_quantity, increment, is_retired)
    select ${storeId}, sku, name, tags, "isGiftCard", "isSaleItem", "costMinor", "freightMinor", "dutyMinor", "minQuantity", increment, "isRetired"
      from jsonb_to_recordset(${jsonb(products)}) as told(sku text, name text, tags text[], "isGiftCard" boolean, "isSaleItem" boolean, "costMinor" bigint, "freightMinor" bigint, "dutyMinor" bigint, "minQuantity" integer, increment integer, "isRetired" boolean) order by sku
    on conflict (store_id, sku) do update set (name, tags, is_gift_card, is_sale_item, cost_minor, freight_minor, duty_minor, min_quantity, increment, is_retired)
        = (excluded.name, excluded.tags, excluded.is_gift_card, excluded.is_sale_item, excluded.cost_minor, excluded.freight_minor, excluded.duty_minor, excluded.min_quantity, excluded.increment, excluded.is_retired)
      where (p.name, p.tags, p.is_gift_card, p.is_sale_item, p.cost_minor, p.freight_minor, p.duty_minor, p.min_quantity, p.increment, p.is_retired)
        is distinct from (excluded.name, excluded.tags, excluded.is_gift_card, excluded.is_sale_item, excluded.cost_minor, excluded.freight_minor, excluded.duty_minor, excluded.min_quantity, excluded.increment, excluded.is_retired)
    returning sku, xmax = 0 as "isNew"`.execute(db)
  return rows
}

/** Products by their SKUs, in no order. */
export async function selectProducts({ db, storeId }: ReadContext, skus: readonly string[]): Promise<SoldProduct[]> {
  const { rows } = await sql<SoldProduct>`select ${PRODUCT} from catalogue_products where store_id = ${storeId} and sku = ${among(skus)}`.execute(db)
  return rows
}

/** Products by their SKUs, behind one that is known: all, or those whose SKU or name begins so, in any case of letters. */
export async function selectProductPage({ db, storeId }: ReadContext, { begins, after, most }: { begins: string; after: string; most: number }): Promise<SoldProduct[]> {
  const like = `${begins.replaceAll(/[\\%_]/g, '\\$&')}%`
  const fits = begins === '' ? sql`true` : sql`(lower(sku) like lower(${like}) or lower(name) like lower(${like}))`
  const { rows } = await sql<SoldProduct>`select ${PRODUCT} from catalogue_products where store_id = ${storeId} and sku > ${after} and ${fits} order by sku limit ${most}`.execute(db)
  return rows
}

/** Says whom products are sold to, each once, and answers with those that were told otherwise before. */
export async function updateAccess({ db, storeId }: WriteContext, told: readonly { sku: string; access: readonly Access[] }[]): Promise<string[]> {
  const { rows } = await sql<{ sku: string }>`update catalogue_products p set access = told.access from jsonb_to_recordset(${jsonb(told)}) as told(sku text, access jsonb)
    where p.store_id = ${storeId} and p.sku = told.sku and p.access <> told.access returning p.sku`.execute(db)
  return rows.map(({ sku }) => sku)
}

/** Which of these SKUs there are. */
export async function selectKnownSkus({ db, storeId }: ReadContext, skus: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ sku: string }>`select sku from catalogue_products where store_id = ${storeId} and sku = ${among(skus)}`.execute(db)
  return rows.map(({ sku }) => sku)
}

export async function countLists({ db, storeId }: ReadContext): Promise<number> {
  const { rows: [row] } = await sql<{ lists: number }>`select count(*)::bigint as lists from catalogue_lists where store_id = ${storeId}`.execute(db)
  return row?.lists ?? 0
}

export async function insertList({ db, storeId }: WriteContext, { list, kind, market, tag, level, memberId, from, until, isOnly, createdAt }: ListRow): Promise<void> {
  await sql`insert into catalogue_lists (store_id, list_id, kind, market, tag, level, member_id, from_at, until_at, is_only, created_at)
    values (${storeId}, ${list}, ${kind}, ${market}, ${tag}, ${level}, ${memberId}, ${from}, ${until}, ${isOnly}, ${createdAt})`.execute(db)
}

export async function selectList({ db, storeId }: ReadContext, list: string): Promise<ListRow | undefined> {
  const { rows } = await sql<ListRow>`select ${LIST} from catalogue_lists where store_id = ${storeId} and list_id = ${list}`.execute(db)
  return rows[0]
}

export async function selectRetailList({ db, storeId }: ReadContext, market: string): Promise<ListRow | undefined> {
  const { rows } = await sql<ListRow>`select ${LIST} from catalogue_lists where store_id = ${storeId} and market = ${market} and kind = 'retail'`.execute(db)
  return rows[0]
}

/** Lists by their names, behind one that is known. */
export async function selectListPage({ db, storeId }: ReadContext, { memberIds, after, most }: { memberIds: readonly string[] | null; after: string; most: number }): Promise<ListRow[]> {
  const { rows } = await sql<ListRow>`select ${LIST} from catalogue_lists where store_id = ${storeId} and list_id > ${after}
    ${memberIds === null ? sql`` : sql`and member_id = any(${memberIds}::text[])`} order by list_id limit ${most}`.execute(db)
  return rows
}

/** These lists, which nobody takes away, and whose prices nobody else changes, until the transaction ends. */
export async function holdLists({ db, storeId }: WriteContext, lists: readonly string[]): Promise<ListRow[]> {
  const { rows } = await sql<ListRow>`select ${LIST} from catalogue_lists where store_id = ${storeId} and list_id = ${among(lists)} order by list_id for no key update`.execute(db)
  return rows
}

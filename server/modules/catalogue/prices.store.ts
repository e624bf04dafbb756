import { sql, type RawBuilder } from 'kysely'
import type { Instant } from '#engine/calendar'
import type { PriceMoment } from '#engine/pricing/prior-price'
import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { jsonb } from '#server/platform/database'
import { among, LIST, PRODUCT, type ListKind, type ListRow, type PriceKey, type PriceRow, type Seers, type SoldProduct } from './catalogue.store.ts'

/** A change of a price: from and to are null where there is none. */
export type ChangeRow = PriceKey & { no: number; kind: ListKind; isForAll: boolean; increment: number; fromMinor: number | null; toMinor: number | null; changedAt: Instant; changedBy: string; effectiveAt: Instant; until: Instant | null }
/** A change from before the prices that are known: what a price was from an instant on. */
export type EarlierRow = PriceKey & { unitMinor: number | null; at: Instant }

const PRICE = sql`list_id as list, sku, min_quantity as "minQuantity", increment, unit_minor as "unitMinor"`
const KEPT = sql`store_id, market, sku, list_id, kind, is_for_all, min_quantity, increment, from_minor, to_minor, changed_at, changed_by, effective_at, until_at`

/** Keeps what rows of a common table became: (list_id, sku, min_quantity, increment, from_minor, to_minor). A price of a list that has not begun counts from its beginning. */
function keepChanges({ storeId, actor, now }: WriteContext, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`insert into catalogue_changes (${KEPT})
    select ${storeId}, l.market, c.sku, c.list_id, l.kind, num_nonnulls(l.tag, l.level, l.member_id) = 0, c.min_quantity, c.increment, c.from_minor, c.to_minor, ${now}, ${actorName(actor)}, greatest(${now}, l.from_at), l.until_at
    from (${rows}) as c join catalogue_lists l on l.store_id = ${storeId} and l.list_id = c.list_id`
}

/** Takes away the prices that a condition names, and keeps that they were. */
async function removePrices(ctx: WriteContext, where: RawBuilder<unknown>): Promise<PriceKey[]> {
  const { rows } = await sql<PriceKey>`with gone as (delete from catalogue_prices p where p.store_id = ${ctx.storeId} and ${where} returning *),
    kept as (${keepChanges(ctx, sql`select list_id, sku, min_quantity, increment, unit_minor as from_minor, null::bigint as to_minor from gone`)})
    select list_id as list, sku, min_quantity as "minQuantity" from gone`.execute(ctx.db)
  return rows
}

/** Takes a product away with its prices. */
export async function deleteProductRow(ctx: WriteContext, sku: string): Promise<SoldProduct | undefined> {
  const { db, storeId } = ctx
  await sql`select from catalogue_products where store_id = ${storeId} and sku = ${sku} for update`.execute(db)
  await removePrices(ctx, sql`p.sku = ${sku}`)
  const { rows } = await sql<SoldProduct>`delete from catalogue_products where store_id = ${storeId} and sku = ${sku} returning ${PRODUCT}`.execute(db)
  return rows[0]
}

/** A list, whose prices nobody else changes until the transaction ends. */
export async function holdList({ db, storeId }: WriteContext, list: string): Promise<ListRow | undefined> {
  const { rows } = await sql<ListRow>`select ${LIST} from catalogue_lists where store_id = ${storeId} and list_id = ${list} for update`.execute(db)
  return rows[0]
}

/**
 * Puts what a held list has become, and keeps it of each of its prices: it ends as the list was and begins as the list is. Of a list that now begins earlier than it
 * would have it begins there again, behind that end.
 */
export async function updateList({ db, storeId, actor, now }: WriteContext, { known, next }: { known: ListRow; next: ListRow }): Promise<void> {
  const { list, market, kind, tag, level, memberId, from, until, isOnly } = next
  await sql`update catalogue_lists set tag = ${tag}, level = ${level}, member_id = ${memberId}, from_at = ${from}, until_at = ${until}, is_only = ${isOnly} where store_id = ${storeId} and list_id = ${list}`.execute(db)
  const isForAll = (row: ListRow): boolean => row.tag === null && row.level === null && row.memberId === null
  const [ends, begins] = [Math.max(now, known.from ?? now), Math.max(now, from ?? now)]
  if (ends === begins && known.until === until && isForAll(known) === isForAll(next)) return
  const steps = [
    { step: 1, isForAll: isForAll(known), isEnd: true, at: ends, until: known.until }, { step: 2, isForAll: isForAll(next), isEnd: false, at: begins, until },
    ...(begins < ends ? [{ step: 3, isForAll: isForAll(next), isEnd: false, at: ends, until }] : []),
  ]
  await sql`insert into catalogue_changes (${KEPT})
    select ${storeId}, ${market}, p.sku, p.list_id, ${kind}, s."isForAll", p.min_quantity, p.increment, case when s."isEnd" then p.unit_minor end, case when not s."isEnd" then p.unit_minor end, ${now}, ${actorName(actor)}, s.at, s.until
    from catalogue_prices p, jsonb_to_recordset(${jsonb(steps)}) as s(step integer, "isForAll" boolean, "isEnd" boolean, at bigint, until bigint)
    where p.store_id = ${storeId} and p.list_id = ${list} order by s.step, p.sku, p.min_quantity`.execute(db)
}

/** Takes a list away with its prices. */
export async function deleteListRow(ctx: WriteContext, list: string): Promise<ListRow | undefined> {
  const { db, storeId } = ctx
  await holdList(ctx, list)
  await removePrices(ctx, sql`p.list_id = ${list}`)
  const { rows } = await sql<ListRow>`delete from catalogue_lists where store_id = ${storeId} and list_id = ${list} returning ${LIST}`.execute(db)
  return rows[0]
}

/**
 * Puts prices, each once, of held lists and of products that there are, keeps what they were, and answers with those that are new or not as they were.
 * A row keeps what it was (before_minor), as an upsert tells of no row what it was; joined with itself it was planned as a loop over all of a batch for each.
 */
export async function upsertPrices(ctx: WriteContext, prices: readonly PriceRow[]): Promise<(PriceKey & { isNew: boolean })[]> {
  const { db, storeId } = ctx
  const { rows } = await sql<PriceKey & { isNew: boolean }>`with put as (insert into catalogue_prices as p (store_id, list_id, sku, min_quantity, increment, unit_minor)
      select ${storeId}, list, sku, "minQuantity", increment, "unitMinor" from jsonb_to_recordset(${jsonb(prices)}) as told(list text, sku text, "minQuantity" integer, increment integer, "unitMinor" bigint) order by 2, 3, 4
      on conflict (store_id, list_id, sku, min_quantity) do update set (increment, unit_minor, before_minor) = (excluded.increment, excluded.unit_minor, p.unit_minor) where (p.increment, p.unit_minor) <> (excluded.increment, excluded.unit_minor)
      returning list_id, sku, min_quantity, increment, before_minor, unit_minor, xmax = 0 as is_new),
    kept as (${keepChanges(ctx, sql`select list_id, sku, min_quantity, increment, before_minor as from_minor, unit_minor as to_minor from put`)})
    select list_id as list, sku, min_quantity as "minQuantity", is_new as "isNew" from put`.execute(db)
  return rows
}

/** Takes prices away, and answers with those that there were. */
export async function deletePrices(ctx: WriteContext, keys: readonly PriceKey[]): Promise<PriceKey[]> {
  return removePrices(ctx, sql`(p.list_id, p.sku, p.min_quantity) in (select list, sku, "minQuantity" from jsonb_to_recordset(${jsonb(keys)}) as told(list text, sku text, "minQuantity" integer))`)
}

/** What is known of these prices: every change, the earliest first. */
export async function selectChangesOf({ db, storeId }: ReadContext, keys: readonly PriceKey[]): Promise<(PriceKey & { toMinor: number | null; effectiveAt: Instant })[]> {
  const { rows } = await sql<PriceKey & { toMinor: number | null; effectiveAt: Instant }>`select c.list_id as list, c.sku, c.min_quantity as "minQuantity", to_minor as "toMinor", effective_at as "effectiveAt"
    from (select distinct list, sku, "minQuantity" from jsonb_to_recordset(${jsonb(keys)}) as told(list text, sku text, "minQuantity" integer)) as told
    join catalogue_lists l on l.store_id = ${storeId} and l.list_id = told.list
    join catalogue_changes c on c.store_id = ${storeId} and c.market = l.market and c.sku = told.sku and c.list_id = told.list and c.min_quantity = told."minQuantity" order by effective_at, change_no`.execute(db)
  return rows
}

/** Keeps changes from before what is known, in the order in which they are given. */
export async function insertEarlier({ db, storeId, actor, now }: WriteContext, changes: readonly (EarlierRow & { fromMinor: number | null })[]): Promise<void> {
  await sql`insert into catalogue_changes (${KEPT})
    select ${storeId}, l.market, sku, list, l.kind, num_nonnulls(l.tag, l.level, l.member_id) = 0, "minQuantity", 1, "fromMinor", "unitMinor", ${now}, ${actorName(actor)}, at, l.until_at
    from jsonb_to_recordset(${jsonb(changes.map((change, n) => ({ ...change, n })))}) as told(list text, sku text, "minQuantity" integer, "fromMinor" bigint, "unitMinor" bigint, at bigint, n integer)
    join catalogue_lists l on l.store_id = ${storeId} and l.list_id = list order by n`.execute(db)
}

/** Changes of a product's prices in a market, behind one that is known, in the order in which they were told. */
export async function selectChangePage({ db, storeId }: ReadContext, { market, sku, after, most }: { market: string; sku: string; after: number; most: number }): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`select change_no as no, list_id as list, sku, kind, is_for_all as "isForAll", min_quantity as "minQuantity", increment, from_minor as "fromMinor", to_minor as "toMinor",
      changed_at as "changedAt", changed_by as "changedBy", effective_at as "effectiveAt", until_at as "until"
    from catalogue_changes where store_id = ${storeId} and market = ${market} and sku = ${sku} and change_no > ${after} order by change_no limit ${most}`.execute(db)
  return rows
}

/**
 * Every price that everybody could have of these products in a market, in the order in which they were told. What a list was to be from an instant on is none where it was told
 * otherwise later, from then or from before on; what is told of the time before it was told takes nothing away.
 */
export async function selectMoments({ db, storeId }: ReadContext, market: string, skus: readonly string[]): Promise<(PriceMoment & { sku: string })[]> {
  const { rows } = await sql<PriceMoment & { sku: string }>`select sku, kind as source, list_id as list, min_quantity as "minQuantity", increment, to_minor as "unitMinor", effective_at as at, until_at as until
    from (select c.*, min(effective_at) filter (where changed_at <= effective_at) over (partition by sku, list_id, min_quantity order by change_no desc rows between unbounded preceding and 1 preceding) as retold_from
      from catalogue_changes c where store_id = ${storeId} and market = ${market} and sku = ${among(skus)} and is_for_all) as told
    where retold_from is null or effective_at < retold_from order by change_no`.execute(db)
  return rows
}

/** The prices of a list by SKU and quantity, behind one that is known. */
export async function selectPricePage({ db, storeId }: ReadContext, { list, after, most }: { list: string; after: Omit<PriceKey, 'list'>; most: number }): Promise<PriceRow[]> {
  const { rows } = await sql<PriceRow>`select ${PRICE} from catalogue_prices where store_id = ${storeId} and list_id = ${list} and (sku, min_quantity) > (${after.sku}, ${after.minQuantity}) order by sku, min_quantity limit ${most}`.execute(db)
  return rows
}

/** A price of one product, and the list that it is on. */
export type ProductPriceRow = Omit<PriceRow, 'sku'> & Pick<ListRow, 'kind' | 'market'>

/** The prices of a product by list and quantity, behind one that is known: each list is looked up in the key, which begins with it. */
export async function selectProductPrices({ db, storeId }: ReadContext, { sku, after, most }: { sku: string; after: Omit<PriceKey, 'sku'>; most: number }): Promise<ProductPriceRow[]> {
  const { rows } = await sql<ProductPriceRow>`select p.list_id as list, l.kind, l.market, p.min_quantity as "minQuantity", p.increment, p.unit_minor as "unitMinor"
    from catalogue_lists l join catalogue_prices p on p.store_id = ${storeId} and p.list_id = l.list_id and p.sku = ${sku}
    where l.store_id = ${storeId} and (p.list_id, p.min_quantity) > (${after.list}, ${after.minQuantity}) order by 1, 4 limit ${most}`.execute(db)
  return rows
}

/** What a shopper sees: the lists of a market that they may at that time, by their names; of these products those that there are, and their prices on those lists. */
export type Shelf = { lists: SeenList[]; products: SoldProduct[]; prices: PriceRow[] }
export type SeenList = Pick<ListRow, 'list' | 'kind' | 'isOnly'>

/** One statement: a quote waits for each, and one took half of what three did. */
export async function selectShelf({ db, storeId }: ReadContext, { market, at, tags, levels, memberIds }: Seers, skus: readonly string[]): Promise<Shelf> {
  const { rows: [row] } = await sql<Shelf>`with seen as materialized (select list_id as list, kind, is_only as "isOnly" from catalogue_lists l
      where l.store_id = ${storeId} and l.market = ${market} and (l.from_at is null or l.from_at <= ${at}) and (l.until_at is null or ${at} < l.until_at)
        and (num_nonnulls(l.tag, l.level, l.member_id) = 0 or l.tag = ${among(tags)} or l.level = ${among(levels)} or l.member_id = ${among(memberIds)}))
    select (select coalesce(json_agg(seen order by list), '[]') from seen) as lists,
      (select coalesce(json_agg(p), '[]') from (select ${PRODUCT} from catalogue_products where store_id = ${storeId} and sku = ${among(skus)}) as p) as products,
      (select coalesce(json_agg(p), '[]') from (select ${PRICE} from catalogue_prices where store_id = ${storeId} and list_id = any(array(select list from seen)) and sku = ${among(skus)} order by sku, list_id, min_quantity) as p) as prices`.execute(db)
  return row as Shelf
}

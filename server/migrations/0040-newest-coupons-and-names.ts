import { sql, type Kysely } from 'kysely'

/** Coupons by when they were issued, of a batch too; and what a product is called, found by how that or its SKU begins. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create index coupons_issued on coupons (store_id, issued_at, code)`,
  `drop index coupons_batch`,
  `create index coupons_batch on coupons (store_id, batch, issued_at, code) where batch is not null`,
  `alter table catalogue_products add column name text`,
  `create index catalogue_products_name on catalogue_products (store_id, lower(name) text_pattern_ops) where name is not null`,
  `create index catalogue_products_begin on catalogue_products (store_id, lower(sku) text_pattern_ops)`,
]

import { sql, type Kysely } from 'kysely'

/** How many of a product are sold at once, and at which price. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // A line is of min_quantity pieces or more, and a multiple of increment.
  `alter table catalogue_products
    add column min_quantity integer not null default 1 check (min_quantity > 0),
    add column increment integer not null default 1 check (increment > 0)`,
  `alter table catalogue_prices add column increment integer not null default 1 check (increment > 0)`,
]

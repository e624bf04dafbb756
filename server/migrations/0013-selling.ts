import { sql, type Kysely } from 'kysely'

/** How many of a product are sold at once and at which price, whom it is sold to, and whether it still is. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // A line is of min_quantity pieces or more, and a multiple of increment.
  `alter table catalogue_products
    add column min_quantity integer not null default 1 check (min_quantity > 0),
    add column increment integer not null default 1 check (increment > 0)`,
  // access: whom it is sold to and when, as a list of what engine/pricing/access.ts reads; everybody where it is empty.
  `alter table catalogue_products
    add column is_retired boolean not null default false,
    add column access jsonb not null default '[]'`,
  // A list that its audience sees instead of all others.
  `alter table catalogue_lists
    add column is_only boolean not null default false,
    add check (not is_only or num_nonnulls(tag, level, member_id) = 1)`,
  `alter table catalogue_prices add column increment integer not null default 1 check (increment > 0)`,
]

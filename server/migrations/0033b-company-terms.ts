import { sql, type Kysely } from 'kysely'

/** On which terms a company buys: days until it pays, up to which amount, and what was noted of it. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table companies_terms (
    store_id text not null references stores,
    member_id text not null,
    net_days integer check (net_days >= 0),
    limit_minor bigint check (limit_minor >= 0),
    currency text,
    text text,
    changed_at bigint not null,
    changed_by text not null,
    primary key (store_id, member_id),
    check ((limit_minor is null) = (currency is null)))`,
  `alter table companies_terms enable row level security`,
  `alter table companies_terms force row level security`,
  `create policy of_store on companies_terms using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`,
  `grant select, insert, update, delete on companies_terms to rockpool_app`,
]

import { sql, type Kysely } from 'kysely'

/** Coupons: codes that stand for a discount of the program, each used once or, where it is shared, so many times. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const table of ['coupons']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant select, insert, update on ${table} to rockpool_app`).execute(db)
  }
}

const STATEMENTS = [
  // uses_allowed: 1 for a code of its own, null for a shared one without an end. cause: what it was issued for, which issues it once.
  // The status follows from the uses, so that none can be held or taken beside it.
  `create table coupons (
    store_id text not null references stores,
    code text not null,
    discount text not null,
    member_id text,
    origin text not null check (origin in ('reward', 'campaign', 'birthday', 'welcome', 'win_back', 'staff')),
    batch text,
    cause text,
    from_at bigint,
    until_at bigint,
    uses_allowed integer check (uses_allowed > 0),
    uses_taken integer not null default 0 check (uses_taken >= 0),
    uses_held integer not null default 0 check (uses_held >= 0),
    issued_at bigint not null,
    issued_by text not null,
    voided_at bigint,
    status text not null generated always as (case when voided_at is not null then 'void' when uses_taken >= uses_allowed then 'used'
      when uses_taken + uses_held >= uses_allowed then 'held' else 'issued' end) stored,
    primary key (store_id, code),
    foreign key (store_id, member_id) references members,
    check (uses_taken + uses_held <= uses_allowed),
    check (from_at < until_at)) with (fillfactor = 90)`,
  `create unique index coupons_cause on coupons (store_id, cause) where cause is not null`,
  `create index coupons_member on coupons (store_id, member_id, code) where member_id is not null`,
  `create index coupons_batch on coupons (store_id, batch, code) where batch is not null`,
]

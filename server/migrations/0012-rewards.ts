import { sql, type Kysely } from 'kysely'

/** What points buy: how much of it there is, who had it, and codes of partners that are given for it. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const table of ['rewards_stock', 'rewards_redemptions', 'rewards_vouchers']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant select, insert, update on ${table} to rockpool_app`).execute(db)
  }
}

const STATEMENTS = [
  `create table rewards_stock (
    store_id text not null references stores,
    reward text not null,
    left_count bigint not null check (left_count >= 0),
    primary key (store_id, reward))`,
  // hash: of the body that a repetition must have. gives: what it gave, as the program said then. code: what it gave, where that is a code.
  // is_from_stock: whether one was taken from the stock, which goes back with it.
  `create table rewards_redemptions (
    store_id text not null references stores,
    redemption_id text not null,
    member_id text not null,
    hash text not null,
    reward text not null,
    market text not null,
    points bigint not null check (points > 0),
    gives jsonb not null,
    code text,
    until_at bigint,
    cost_minor bigint,
    currency text,
    is_from_stock boolean not null,
    status text not null check (status in ('open', 'fulfilled', 'cancelled')),
    redeemed_at bigint not null,
    redeemed_by text not null,
    fulfilled_at bigint,
    fulfilled_by text,
    cancelled_at bigint,
    cancelled_by text,
    primary key (store_id, redemption_id),
    foreign key (store_id, member_id) references members,
    check (status <> 'fulfilled' or fulfilled_at is not null),
    check ((status = 'cancelled') = (cancelled_at is not null))) with (fillfactor = 90)`,
  `create index rewards_redemptions_member on rewards_redemptions (store_id, member_id, redemption_id)`,
  `create index rewards_redemptions_open on rewards_redemptions (store_id, redemption_id) where status = 'open'`,
  // redemption_id: the one that it was given to, for ever: a code that came back is void and is given to nobody else.
  `create table rewards_vouchers (
    store_id text not null references stores,
    list text not null,
    code text not null,
    redemption_id text,
    imported_at bigint not null,
    voided_at bigint,
    primary key (store_id, list, code),
    check (voided_at is null or redemption_id is not null)) with (fillfactor = 90)`,
  `create index rewards_vouchers_free on rewards_vouchers (store_id, list, code) where redemption_id is null`,
  `create unique index rewards_vouchers_given on rewards_vouchers (store_id, redemption_id) where redemption_id is not null`,
]

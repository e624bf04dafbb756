import { sql, type Kysely } from 'kysely'

/** Who of the staff looks at the member centre as which member, for a quarter of an hour. Why is in the audit. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  await sql.raw(`alter table impersonations enable row level security`).execute(db)
  await sql.raw(`alter table impersonations force row level security`).execute(db)
  await sql.raw(`create policy of_store on impersonations using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
  await sql.raw(`grant select, insert, delete on impersonations to rockpool_app`).execute(db)
}

const STATEMENTS = [
  `create table impersonations (
    store_id text not null references stores,
    impersonation_id text not null,
    member_id text not null,
    staff_id text not null,
    token_hash text not null,
    started_at bigint not null,
    expires_at bigint not null,
    primary key (store_id, impersonation_id),
    unique (store_id, token_hash))`,
]

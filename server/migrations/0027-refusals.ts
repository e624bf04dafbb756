import { sql, type Kysely } from 'kysely'

/** Events that a store told and that were refused, the newest of them; and debts that are forgiven with a second pair of eyes. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  await sql.raw(`alter table activity_refusals enable row level security`).execute(db)
  await sql.raw(`alter table activity_refusals force row level security`).execute(db)
  await sql.raw(`create policy of_store on activity_refusals using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
  await sql.raw(`grant select, insert, update, delete on activity_refusals to rockpool_app`).execute(db)
}

const STATEMENTS = [
  // refusal_id: a digest of source and source_id, or of the event where it lacks one. member: the shop's id as it was told; member_id: whom it names, where it names somebody. details: masked.
  `create table activity_refusals (
    store_id text not null references stores,
    refusal_id text not null,
    at bigint not null,
    times integer not null,
    source text,
    source_id text,
    type text,
    member text,
    member_id text,
    kind text not null,
    code text not null,
    details jsonb not null,
    actor_kind text not null,
    actor text not null,
    primary key (store_id, refusal_id))`,
  `create index activity_refusals_newest on activity_refusals (store_id, at, refusal_id)`,
  `alter table approvals drop constraint approvals_deed_check`,
  `alter table approvals add constraint approvals_deed_check check (deed in ('adjustment', 'forgiveness', 'job'))`,
]

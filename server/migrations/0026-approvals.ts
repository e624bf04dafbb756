import { sql, type Kysely } from 'kysely'

/** What staff asked for who may not do it alone, and above how many points that is so. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const [table, rights] of Object.entries(TABLES)) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant ${rights} on ${table} to rockpool_app`).execute(db)
  }
}

const TABLES = {
  approvals: 'select, insert, update',
  approvals_limits: 'select, insert, update, delete',
} as const

const STATEMENTS = [
  // route, input, request_key: the request as it was asked, which a grant runs; once it is decided the input is empty, and only its hash tells it from another. points: for each member.
  `create table approvals (
    store_id text not null references stores,
    approval_id text not null,
    deed text not null check (deed in ('adjustment', 'job')),
    route text not null,
    input jsonb not null,
    input_hash text not null,
    request_key text,
    member_id text,
    members integer not null,
    points bigint not null,
    unit text,
    reason text,
    status text not null check (status in ('waiting', 'granted', 'refused', 'withdrawn')),
    asked_by text not null,
    asked_at bigint not null,
    decided_by text,
    decided_at bigint,
    note text,
    primary key (store_id, approval_id),
    unique (store_id, asked_by, request_key))`,
  `create index approvals_waiting on approvals (store_id, approval_id) where status = 'waiting'`,
  `create table approvals_limits (
    store_id text primary key references stores,
    points bigint not null)`,
]

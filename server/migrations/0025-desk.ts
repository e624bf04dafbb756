import { sql, type Kysely } from 'kysely'

/** What customer service keeps of members: notes, and who looks after whom for as long as they have a seat. */
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
  desk_notes: 'select, insert, update, delete',
  desk_managers: 'select, insert, update, delete',
} as const

const STATEMENTS = [
  `create table desk_notes (
    store_id text not null references stores,
    note_id text not null,
    member_id text not null,
    text text not null,
    ticket text,
    written_by text not null,
    written_at bigint not null,
    primary key (store_id, note_id))`,
  `create index desk_notes_member on desk_notes (store_id, member_id, note_id)`,
  `create table desk_managers (
    store_id text not null references stores,
    member_id text not null,
    staff_id text not null,
    since bigint not null,
    primary key (store_id, member_id),
    foreign key (store_id, staff_id) references staff_seats (store_id, staff_id) on delete cascade)`,
  `create index desk_managers_staff on desk_managers (store_id, staff_id, member_id)`,
]

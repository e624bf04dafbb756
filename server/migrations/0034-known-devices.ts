import { sql, type Kysely } from 'kysely'

/** The devices on which members have signed in, which are known longer than a session lasts. Those of today's sessions are known from the beginning. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table logins_devices (
    store_id text not null references stores,
    member_id text not null,
    device text not null,
    seen_at bigint not null,
    primary key (store_id, member_id, device),
    foreign key (store_id, member_id) references members)`,
  `create index logins_devices_seen on logins_devices (store_id, seen_at)`,
  // Whoever owns tables is held by forced policies too, and sees the rows of all stores only without them.
  `alter table logins_sessions no force row level security`,
  `insert into logins_devices select store_id, member_id, device, max(seen_at) from logins_sessions group by store_id, member_id, device`,
  `alter table logins_sessions force row level security`,
  `alter table logins_devices enable row level security`,
  `alter table logins_devices force row level security`,
  `create policy of_store on logins_devices using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`,
  `grant select, insert, update, delete on logins_devices to rockpool_app`,
]

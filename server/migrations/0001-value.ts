import { sql, type Kysely } from 'kysely'

/**
 * Stores, programs, identity and value. Every table begins its key with the store and shows a connection the rows of its own store
 * only. Instants are epoch milliseconds, as in the engine; documents of the engine (heads, lots, awards, events) are jsonb.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const [table, rights] of Object.entries(TABLES)) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant ${rights} on ${table} to rockpool_app`).execute(db)
  }
}

/** Each table, and what the serving role may do with it: what is only ever added to cannot be changed or taken away. */
const TABLES = {
  stores: 'select, insert, update',
  programs_versions: 'select, insert',
  members: 'select, insert, update',
  members_external_ids: 'select, insert, update',
  activity_heads: 'select, insert, update',
  activity_lots: 'select, insert, update, delete',
  activity_awards: 'select, insert, update, delete',
  activity_spends: 'select, insert, update, delete',
  activity_budgets: 'select, insert, update',
  activity_keys: 'select, insert',
  activity_events: 'select, insert',
  activity_postings: 'select, insert',
  activity_chains: 'select, insert, update',
  outbox: 'select, insert, update, delete',
} as const

const STATEMENTS = [
  `create table stores (
    store_id text primary key,
    name text not null,
    kind text not null check (kind in ('live', 'sandbox')),
    clock_at bigint,
    created_at bigint not null)`,
  // document is json, not jsonb: the order of its parts means something (the first market is the default one).
  `create table programs_versions (
    store_id text not null references stores,
    version integer not null,
    effective_from bigint not null,
    mode text not null check (mode in ('new_periods', 'upgrades_only', 'all')),
    engine integer not null,
    document json not null,
    published_at bigint not null,
    primary key (store_id, version))`,
  `create table members (
    store_id text not null references stores,
    member_id text not null,
    kind text not null check (kind in ('person', 'company')),
    created_at bigint not null,
    primary key (store_id, member_id))`,
  `create table members_external_ids (
    store_id text not null,
    external_id text not null,
    member_id text not null,
    primary key (store_id, external_id),
    foreign key (store_id, member_id) references members)`,
  `create index on members_external_ids (store_id, member_id)`,
  // An event is kept with the member that it named; from into_at on it belongs to the member that this one was merged into.
  // version: publications crossed; next_due_at is never later than what time does next; last_* is the place of the newest event in the order of events.
  `create table activity_heads (
    store_id text not null,
    member_id text not null,
    head jsonb not null,
    version integer not null,
    next_due_at bigint,
    events integer not null,
    last_at bigint,
    last_place jsonb,
    into_member_id text,
    into_at bigint,
    primary key (store_id, member_id)) with (fillfactor = 70)`,
  `create index activity_heads_into on activity_heads (store_id, into_member_id) where into_member_id is not null`,
  `create index activity_heads_version on activity_heads (store_id, version)`,
  `create index activity_heads_due on activity_heads (store_id, next_due_at) where next_due_at is not null`,
  `create table activity_lots (
    store_id text not null,
    member_id text not null,
    lot_id text not null,
    is_open boolean not null,
    due_at bigint,
    award_id text,
    lot jsonb not null,
    primary key (store_id, member_id, lot_id)) with (fillfactor = 85)`,
  `create index activity_lots_due on activity_lots (store_id, member_id, due_at) where is_open`,
  `create index activity_lots_award on activity_lots (store_id, member_id, award_id)`,
  `create table activity_awards (
    store_id text not null,
    member_id text not null,
    award_id text not null,
    award jsonb not null,
    primary key (store_id, member_id, award_id))`,
  `create table activity_spends (
    store_id text not null,
    member_id text not null,
    spend_id text not null,
    is_held boolean not null,
    spend jsonb not null,
    primary key (store_id, member_id, spend_id))`,
  `create index activity_spends_held on activity_spends (store_id, member_id) where is_held`,
  `create table activity_budgets (
    store_id text not null,
    rule text not null,
    used bigint not null,
    primary key (store_id, rule))`,
  // answer is json: a repetition has the first answer again, to the letter.
  `create table activity_keys (
    store_id text not null,
    source text not null,
    source_id text not null,
    member_id text not null,
    hash text not null,
    answer json not null,
    primary key (store_id, source, source_id))`,
  `create table activity_events (
    store_id text not null,
    member_id text not null,
    event_no bigint not null,
    occurred_at bigint not null,
    recorded_at bigint not null,
    event jsonb not null,
    primary key (store_id, member_id, event_no))`,
  `create sequence activity_event_no cache 100`,
  `grant usage on sequence activity_event_no to rockpool_app`,
  // corrects: the posting that this one takes back. hash: of this row and the one before it, in booked order.
  `create table activity_postings (
    store_id text not null,
    posting_no bigint not null,
    member_id text not null,
    unit text not null,
    from_account text not null,
    to_account text not null,
    points bigint not null check (points > 0),
    reason text not null,
    lot_id text,
    order_id text,
    source text not null,
    source_id text not null,
    effective_at bigint not null,
    booked_at bigint not null,
    corrects bigint,
    hash text not null,
    primary key (store_id, posting_no))`,
  `create index activity_postings_member on activity_postings (store_id, member_id, posting_no)`,
  `create function refuse_change() returns trigger language plpgsql as $$ begin raise exception 'postings are only ever added: correct one by another' using errcode = 'integrity_constraint_violation'; end $$`,
  `create trigger only_added before update or delete on activity_postings for each row execute function refuse_change()`,
  `create trigger only_added_to before truncate on activity_postings for each statement execute function refuse_change()`,
  `create table activity_chains (
    store_id text primary key references stores,
    last_no bigint not null,
    last_hash text not null)`,
  `create table outbox (
    store_id text not null,
    outbox_no bigint generated always as identity,
    topic text not null,
    member_id text,
    payload jsonb not null,
    created_at bigint not null,
    primary key (store_id, outbox_no))`,
  `create index outbox_topic on outbox (store_id, topic, outbox_no)`,
]

import { sql, type Kysely } from 'kysely'

/**
 * Who members are, apart from what they have; the list of whom a tag is on; and the one way in which events and keys of somebody who
 * was erased are made to forget them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const [table, rights] of Object.entries(TABLES)) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant ${rights} on ${table} to rockpool_app`).execute(db)
  }
  for (const statement of REWRITES) await sql.raw(statement).execute(db)
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  for (const statement of [forgetIn((place as { schema: string }).schema), ...RIGHTS]) await sql.raw(statement).execute(db)
}

const TABLES = {
  members_people: 'select, insert, update, delete',
  members_buyers: 'select, insert, update, delete',
  activity_tags: 'select, insert, delete',
} as const

const STATEMENTS = [
  `alter table members add column merged_into text, add column erased_at bigint`,
  // Whoever was erased is named by the shop no more; a batch that read the name before sees it here when it has the lock.
  `alter table activity_heads add column is_forgotten boolean not null default false`,
  `create index members_companies on members (store_id, member_id) where kind = 'company'`,
  `create index members_merged on members (store_id, merged_into) where merged_into is not null`,
  // email_key: the address in lower case, its domain in ASCII. Whoever was merged into another holds neither address nor number.
  `create table members_people (
    store_id text not null,
    member_id text not null,
    name text,
    given_name text,
    family_name text,
    email text,
    email_key text,
    phone text,
    locale text,
    birth_year integer,
    attributes jsonb not null,
    notes text,
    is_merged boolean not null default false,
    changed_at bigint not null,
    primary key (store_id, member_id),
    foreign key (store_id, member_id) references members)`,
  `create unique index members_people_email on members_people (store_id, email_key) where not is_merged`,
  `create unique index members_people_phone on members_people (store_id, phone) where not is_merged`,
  `create table members_buyers (
    store_id text not null,
    company_id text not null,
    buyer_id text not null,
    role text not null check (role in ('owner', 'buyer', 'finance')),
    since bigint not null,
    primary key (store_id, company_id, buyer_id),
    foreign key (store_id, company_id) references members,
    foreign key (store_id, buyer_id) references members)`,
  `create index members_buyers_buyer on members_buyers (store_id, buyer_id)`,
  // An index of heads by their tags. One on an expression of the head would be written anew with every event; a new head has no tags.
  `create table activity_tags (
    store_id text not null,
    tag text not null,
    member_id text not null,
    primary key (store_id, tag, member_id))`,
  `create function keep_tags() returns trigger language plpgsql as $$ begin
    delete from activity_tags where store_id = new.store_id and member_id = new.member_id and tag in (select jsonb_array_elements_text(old.head->'tags'));
    insert into activity_tags (store_id, tag, member_id) select distinct new.store_id, tag, new.member_id from jsonb_array_elements_text(new.head->'tags') as tag;
    return null; end $$`,
  `create trigger keep_tags after update of head on activity_heads for each row when (old.head->'tags' is distinct from new.head->'tags') execute function keep_tags()`,
  `grant delete on members_external_ids to rockpool_app`,
]

/** Rows of all stores, as the owner, upon whom row security is forced at all other times. */
const REWRITES = [
  `alter table members no force row level security`,
  `alter table activity_heads no force row level security`,
  `alter table activity_keys no force row level security`,
  `alter table activity_events no force row level security`,
  `alter table activity_tags no force row level security`,
  `insert into activity_tags (store_id, tag, member_id) select distinct store_id, tag, member_id from activity_heads cross join jsonb_array_elements_text(head->'tags') as tag`,
  `update members m set merged_into = h.into_member_id from activity_heads h where h.store_id = m.store_id and h.member_id = m.member_id and h.into_member_id is not null`,
  // The body of an event stood here as it was.
  `update activity_keys set hash = encode(sha256(convert_to(hash, 'UTF8')), 'hex') where hash like '{%'`,
  // A merge stood with all that the other was; who that is says enough, the rest is read from the other's own events.
  `update activity_events set event = jsonb_set(event, '{absorbed}', jsonb_build_object('head', jsonb_build_object('member', event #> '{absorbed,head,member}'), 'lots', '[]'::jsonb, 'awards', '[]'::jsonb, 'spends', '[]'::jsonb))
    where event->>'kind' = 'member.merged'`,
  `alter table members force row level security`,
  `alter table activity_heads force row level security`,
  `alter table activity_keys force row level security`,
  `alter table activity_events force row level security`,
  `alter table activity_tags force row level security`,
]

/**
 * Events and keys are only ever added by the serving role; this function of the owner changes them, for members who were erased and
 * no others. A key without a hash knows its event by source and id alone.
 */
function forgetIn(schema: string): string {
  return `create function activity_forget(asked_store text, asked_members text[], asked_events jsonb) returns void
    language sql security definer set search_path = ${schema}, pg_temp as $$
      with told as materialized (
        select e.member_id, e.event->>'source' as source, e.event->>'id' as source_id from activity_events e join members m on m.store_id = e.store_id and m.member_id = e.member_id
          where m.erased_at is not null and e.store_id = asked_store and e.member_id = any(asked_members))
      update activity_keys k set hash = '' from told where k.store_id = asked_store and k.source = told.source and k.source_id = told.source_id and k.member_id = told.member_id;
      update activity_events e set event = r.event from jsonb_to_recordset(asked_events) as r("memberId" text, event jsonb)
        join members m on m.store_id = asked_store and m.member_id = r."memberId" and m.erased_at is not null
        where e.store_id = asked_store and e.member_id = r."memberId" and e.event->>'source' = r.event->>'source' and e.event->>'id' = r.event->>'id';
    $$`
}

const RIGHTS = [
  `revoke all on function activity_forget(text, text[], jsonb) from public`,
  `grant execute on function activity_forget(text, text[], jsonb) to rockpool_app`,
]

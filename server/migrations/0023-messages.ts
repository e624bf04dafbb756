import { sql, type Kysely } from 'kysely'

/** Mails on what happens to members: which a store sends, in which words, what is still to be written and what was. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  for (const [table, rights] of Object.entries(TABLES)) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant ${rights} on ${table} to rockpool_app`).execute(db)
  }
  for (const table of ['messages_marks', 'messages_due']) await sql.raw(`create policy of_jobs on ${table} for select to current_user using (current_setting('rockpool.job', true) = 'due')`).execute(db)
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  for (const statement of [messageStoresIn((place as { schema: string }).schema), ...RIGHTS]) await sql.raw(statement).execute(db)
}

const TABLES = {
  messages_kinds: 'select, insert, update',
  messages_texts: 'select, insert, update, delete',
  messages_marks: 'select, insert, update',
  messages_due: 'select, insert, update, delete',
  messages_sent: 'select, insert, delete',
} as const

const STATEMENTS = [
  // since: what happened before is written to nobody. days: how long before a review a level at risk is told.
  `create table messages_kinds (
    store_id text not null references stores, kind text not null, is_on boolean not null, since bigint, days integer, changed_at bigint not null, primary key (store_id, kind))`,
  `create table messages_texts (
    store_id text not null references stores, kind text not null, locale text not null, subject text not null, body text not null, changed_at bigint not null, primary key (store_id, kind, locale))`,
  // Facts through done_no are taken. Those through seen_no can be, once no transaction of before seen_xid runs any more: until then one of them may still write a fact with
  // a smaller number. scanned: for how many publications all who hold a level were looked at; scan_after: how far the next look has come.
  `create table messages_marks (
    store_id text primary key references stores, is_on boolean not null, watches_levels boolean not null, done_no bigint not null, seen_no bigint not null, seen_xid bigint not null,
    scanned integer not null default 0, scan_after text)`,
  `create table messages_due (
    store_id text not null references stores, member_id text not null, kind text not null, cause text not null, due_at bigint not null, details jsonb not null,
    primary key (store_id, member_id, kind, cause))`,
  `create index messages_due_at on messages_due (store_id, due_at)`,
  // What was written, once for each cause.
  `create table messages_sent (
    store_id text not null references stores, member_id text not null, kind text not null, cause text not null, at bigint not null, mail_id text not null,
    primary key (store_id, member_id, kind, cause))`,
  `create index messages_sent_at on messages_sent (store_id, kind, at)`,
  // One click by which whoever reads a mail wants no more of its sort (RFC 8058); null where there is none.
  `alter table mail_outbox add column unsubscribe_url text`,
]

/** Stores in which something is to be written by now, each with the instant that its clock shows. The topics are those of `server/modules/messages/dues-of.ts`. */
function messageStoresIn(schema: string): string {
  return `create function jobs_message_stores(asked_at bigint) returns table (store_id text, until bigint)
    language sql security definer set search_path = ${schema}, pg_temp as $$ select set_config('rockpool.job', 'due', true);
      with clocks as (select m.*, coalesce(s.clock_at, asked_at) as until from messages_marks m join stores s on s.store_id = m.store_id where m.is_on)
      select c.store_id, c.until from clocks c
      where exists (select from messages_due d where d.store_id = c.store_id and d.due_at <= c.until)
        or exists (select from outbox o where o.store_id = c.store_id and o.outbox_no > c.done_no
          and o.topic in ('order.counted', 'tier.changed', 'reward.redeemed', 'coupon.due', 'points.expiring', 'points.expiry_notice', 'order.refunded', 'credit.counted', 'member.merged'))
        or (c.watches_levels and (c.scan_after is not null or c.scanned <> (select count(*) from programs_versions v where v.store_id = c.store_id and v.effective_from <= c.until)));
    $$`
}

const RIGHTS = [
  `revoke all on function jobs_message_stores(bigint) from public`,
  `grant execute on function jobs_message_stores(bigint) to rockpool_app`,
]

import { sql, type Kysely } from 'kysely'

/** Of a coupon that staff issue to a member, too, there is something to be written. */
export async function up(db: Kysely<never>): Promise<void> {
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  await sql.raw(messageStoresIn((place as { schema: string }).schema)).execute(db)
}

/** Stores in which something is to be written by now, each with the instant that its clock shows. The topics are those of `server/modules/messages/dues-of.ts`. */
function messageStoresIn(schema: string): string {
  return `create or replace function jobs_message_stores(asked_at bigint) returns table (store_id text, until bigint)
    language sql security definer set search_path = ${schema}, pg_temp as $$ select set_config('rockpool.job', 'due', true);
      with clocks as (select m.*, coalesce(s.clock_at, asked_at) as until from messages_marks m join stores s on s.store_id = m.store_id where m.is_on)
      select c.store_id, c.until from clocks c
      where exists (select from messages_due d where d.store_id = c.store_id and d.due_at <= c.until)
        or exists (select from outbox o where o.store_id = c.store_id and o.outbox_no > c.done_no
          and o.topic in ('order.counted', 'tier.changed', 'reward.redeemed', 'coupon.due', 'coupon.issued', 'points.expiring', 'points.expiry_notice', 'order.refunded', 'credit.counted', 'member.merged'))
        or (c.watches_levels and (c.scan_after is not null or c.scanned <> (select count(*) from programs_versions v where v.store_id = c.store_id and v.effective_from <= c.until)));
    $$`
}

import { sql } from 'kysely'
import type { Database } from '#server/platform/database'

/**
 * Fills the list of a store with generated members, and the sums of three years of days, as the superuser and by sets. Values are spread as a store's are: many bought once
 * or twice, few owe points, tags and countries are of unlike size, and who joined late was active late.
 */
export async function fillRoster({ bare }: Database, { storeId, count }: { storeId: string; count: number }): Promise<void> {
  await bare.transaction().execute(async (db) => {
    await sql`set local session_replication_role = replica`.execute(db)
    await sql`select setseed(0.5)`.execute(db)
    for (const statement of STATEMENTS) await sql.raw(statement.replaceAll(':store', `'${storeId}'`).replaceAll(':count', String(count))).execute(db)
  })
}

const STATEMENTS = [
  `insert into roster (store_id, member_id, kind, joined_at, last_at, market, region, tags, levels, balance, debt, spend_minor, orders, has_email)
    select :store, 'mem_' || lpad(n::text, 22, '0'), case when n % 200 = 0 then 'company' else 'person' end, joined, joined + ((1767225600000 - joined) * random())::bigint, (array['us', 'us', 'us', 'de', 'uk', 'jp'])[1 + n % 6],
      (array['US', 'US-CA', 'US', 'DE', 'GB', 'JP'])[1 + n % 6], case when n % 50 = 0 then array['vip'] when n % 3 = 0 then array['newsletter'] when n % 4999 = 0 then array['rare'] else '{}' end,
      array[case when lucky > 0.99 then 'pearl' when lucky > 0.9 then 'reef' else 'shore' end], (lucky * lucky * 5000)::bigint, case when n % 3001 = 0 then 100 else 0 end, (lucky * lucky * 500000)::bigint, 1 + (lucky * 10)::integer, n % 5 <> 0
    from (select n, 1672531200000 + (random() * 94694400000)::bigint as joined, random() as lucky from generate_series(1, :count) as n) as drawn`,
  `insert into activity_tags (store_id, tag, member_id) select store_id, unnest(tags), member_id from roster where store_id = :store`,
  `insert into roster_joined (store_id, day, members) select :store, (joined_at / 86400000)::integer, count(*) from roster where store_id = :store group by 2`,
  `insert into members (store_id, member_id, kind, created_at) select store_id, member_id, kind, joined_at from roster where store_id = :store`,
  `insert into members_people (store_id, member_id, name, email, email_key, attributes, changed_at) select store_id, member_id, 'Member ' || member_id, member_id || '@example.com', member_id || '@example.com', '{}', 0 from roster where store_id = :store and has_email`,
  `insert into roster_counts (store_id, name, day, members) select :store, name, day, (:count::bigint * (day - 19358)) / 1096 from generate_series(19359, 20453) as day cross join unnest(array['members:person', 'members:company', 'level:shore', 'level:reef', 'level:pearl', 'debtors']) as name`,
  `insert into figures_points (store_id, day, unit, from_account, to_account, reason, cost_over, cost_under, points)
    select :store, day, 'points', f, t, 'earn', cost, 100, 1000 + day % 97 from generate_series(19359, 20453) as day cross join (values ('issued', 'pending'), ('pending', 'active'), ('active', 'spent'), ('active', 'expired'), ('active', 'revoked'), ('issued', 'debt'), ('debt', 'active')) as w (f, t) cross join generate_series(1, 4) as cost`,
  `insert into figures_sales (store_id, day, orders, minor, bought) select :store, day, 9000, 90000000, 8000 from generate_series(19359, 20453) as day`,
  `insert into figures_returns (store_id, day, prev_day, bought) select :store, day, day - gap, 2 from generate_series(19359, 20453) as day cross join generate_series(1, 700) as gap`,
]

/** Says of every member of a store that something changed, as batches do. */
export async function tellNews({ bare }: Database, storeId: string): Promise<void> {
  await sql`insert into activity_news (store_id, member_id) select store_id, member_id from activity_heads where store_id = ${storeId}`.execute(bare)
}

export const ROSTER_TABLES = ['roster', 'roster_counts', 'roster_joined', 'activity_tags', 'members', 'members_people', 'figures_points', 'figures_sales', 'figures_returns'] as const

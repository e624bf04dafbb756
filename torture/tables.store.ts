import { sql, type Kysely } from 'kysely'
import type { NoTables } from '#server/platform/context'
import type { Ground } from './ground.ts'

/** A table as the catalog has it: whether row security is forced on it, who its policies are for and what they ask, and how its unique indexes begin. */
export type Table = { name: string; isForced: boolean; policies: readonly Policy[]; keys: readonly string[] }
export type Policy = { name: string; isForServing: boolean; uses: string; checks: string | null }

/** How many rows a table has, and a hash over all of them in one order. */
export type Print = { table: string; rows: number; hash: string }

/** Bookkeeping of migrations, and who staff are; they belong to no store, and have nothing of one. */
export const WITHOUT_STORE: ReadonlySet<string> = new Set([
  'kysely_migration', 'kysely_migration_lock',
  'staff_users', 'staff_sessions', 'staff_accounts', 'staff_verifications', 'staff_two_factors', 'staff_passkeys', 'staff_links', 'staff_attempts', 'staff_secrets', 'staff_used_codes', 'staff_recovery_codes',
])
const SERVING = 'rockpool_app'

/** What notes that something was asked, whether it was done or not. */
const NOTED: ReadonlySet<string> = new Set(['audit_entries', 'audit_heads', 'staff_attempts', 'staff_verifications'])

/** How many events and keys of events a store has. */
export async function countEvents({ database }: Pick<Ground, 'database'>, storeId: string): Promise<{ events: number; keys: number }> {
  return database.readStore(storeId, async (db) => {
    const { rows: [row] } = await sql<{ events: number; keys: number }>`select (select count(*) from activity_events where store_id = ${storeId}) as events, (select count(*) from activity_keys where store_id = ${storeId}) as keys`.execute(db)
    return row as { events: number; keys: number }
  })
}

/** How many members of a store owe points. */
export async function countDebtors({ database }: Pick<Ground, 'database'>, storeId: string): Promise<number> {
  return database.readStore(storeId, async (db) => {
    const { rows: [row] } = await sql<{ debtors: number }>`select count(*) as debtors from activity_heads where store_id = ${storeId} and (head->'units'->'points'->>'debt')::bigint > 0`.execute(db)
    return (row as { debtors: number }).debtors
  })
}

/** Every table of every schema that is not PostgreSQL's own. */
export async function selectTables(db: Kysely<NoTables>): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as "isForced",
      coalesce((select json_agg(json_build_object('name', p.polname, 'isForServing', 0 = any(p.polroles) or ${SERVING}::regrole = any(p.polroles), 'uses', pg_get_expr(p.polqual, c.oid), 'checks', pg_get_expr(p.polwithcheck, c.oid)))
        from pg_policy p where p.polrelid = c.oid), '[]') as policies,
      coalesce((select json_agg((select attname from pg_attribute where attrelid = c.oid and attnum = i.indkey[0])) from pg_index i where i.indrelid = c.oid and i.indisunique), '[]') as keys
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%' order by 1`.execute(db)
  return rows
}

/** What shows rows without being a table: views of any sort, and tables of elsewhere. */
export async function selectOtherRelations(db: Kysely<NoTables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema')`.execute(db)
  return rows.map(({ name }) => name)
}

/** What the serving role is, and what it owns; and functions that run as their owner without a search path of their own. */
export async function selectPowers(db: Kysely<NoTables>): Promise<{ powers: readonly string[]; owned: number; memberOf: number; loose: readonly string[] }> {
  const { rows: [row] } = await sql<{ powers: string[]; owned: number; memberOf: number; loose: string[] }>`
    select array_remove(array[case when rolsuper then 'superuser' end, case when rolbypassrls then 'bypassrls' end, case when rolcreaterole then 'createrole' end, case when rolcreatedb then 'createdb' end, case when rolreplication then 'replication' end], null) as powers,
      (select count(*) from pg_shdepend where refobjid = r.oid and deptype = 'o') as owned, (select count(*) from pg_auth_members where member = r.oid) as "memberOf",
      array(select proname::text from pg_proc p join pg_namespace n on n.oid = pronamespace where prosecdef and nspname not in ('pg_catalog', 'information_schema') and not coalesce(array_to_string(proconfig, ' ') ~ 'search_path=', false)) as loose
    from pg_roles r where rolname = ${SERVING}`.execute(db)
  return row as { powers: string[]; owned: number; memberOf: number; loose: string[] }
}

/** What a worker sums up of what is there already, whenever it comes by. */
const SUMS = /^(?:activity_news|figures_.*|roster(?!_views).*)$/

/** Each table's rows and their hash, as a superuser sees them; without the stores named. When a key was last used is no state of anybody's. */
export async function printTables(db: Kysely<NoTables>, { except = [] }: { except?: readonly string[] } = {}): Promise<Print[]> {
  const prints: Print[] = []
  for (const { name } of (await selectTables(db)).filter(({ name: table }) => !NOTED.has(table) && !SUMS.test(table))) {
    const where = WITHOUT_STORE.has(name) ? sql`true` : sql`store_id <> all(array(select jsonb_array_elements_text(${JSON.stringify(except)}::text::jsonb)))`
    const { rows: [row] } = await sql<{ rows: number; hash: string }>`select count(*) as rows, md5(coalesce(string_agg(line, '' order by line), '')) as hash
      from (select md5((to_jsonb(t) - 'last_used_at')::text) as line from ${sql.table(name)} t where ${where}) as lines`.execute(db)
    prints.push({ table: name, ...(row as { rows: number; hash: string }) })
  }
  return prints
}

/**
 * Puts a row of each of these stores into every table of a database that is thrown away, whatever its columns are. Needs a superuser; checks and references go.
 * Times lie far ahead (2100), so that no worker takes a row away for being old.
 */
export async function fillTables(db: Kysely<NoTables>, storeIds: readonly string[]): Promise<void> {
  const { rows: checks } = await sql<{ drop: string }>`select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`.execute(db)
  for (const { drop } of checks) await sql.raw(drop).execute(db)
  const { rows: columns } = await sql<{ table: string; names: string; values: string }>`
    select c.relname as table, string_agg(quote_ident(attname), ', ') as names, string_agg(case
        when attname in ('store_id', 'handle') then 'asked' when typcategory = 'A' then '''{}''' when typcategory = 'B' then 'false' when typcategory = 'N' and attname like '%\\_at' then '4102444800000' when typcategory = 'N' then '1'
        when typcategory = 'S' then '''filled''' when typcategory = 'D' then 'now()' when typname in ('json', 'jsonb') then '''{}''' when typname = 'uuid' then 'gen_random_uuid()'
        when typname = 'bytea' then '''''' else 'null' end || case when attname in ('store_id', 'handle') then '' else '::' || format_type(atttypid, null) end, ', ') as values
    from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = atttypid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '' and c.relname not like 'kysely%' group by 1`.execute(db)
  await db.transaction().execute(async (transaction) => {
    await sql`set local session_replication_role = replica`.execute(transaction)
    for (const { table, names, values } of columns) {
      await sql`insert into ${sql.table(table)} (${sql.raw(names)}) select ${sql.raw(values)} from jsonb_array_elements_text(${JSON.stringify(storeIds)}::text::jsonb) as asked on conflict do nothing`.execute(transaction)
    }
  })
}

/** Whose rows a connection sees in a table. */
export async function selectSeen(db: Kysely<NoTables>, table: string): Promise<string[]> {
  const { rows } = await sql<{ storeId: string }>`select distinct store_id as "storeId" from ${sql.table(table)}`.execute(db)
  return rows.map(({ storeId }) => storeId)
}

/** A query that takes far longer than anybody waits; it says who runs it first. */
export async function sleepUntilCancelled(db: Kysely<NoTables>, tellPid: (pid: number) => void): Promise<void> {
  const { rows: [row] } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  tellPid((row as { pid: number }).pid)
  await sql`select pg_sleep(30)`.execute(db)
}

/** Cancels what a connection is at, or ends the connection; a role may do that to its own. */
export async function interrupt(db: Kysely<NoTables>, { pid, isEnded }: { pid: number; isEnded: boolean }): Promise<void> {
  await (isEnded ? sql`select pg_terminate_backend(${pid})` : sql`select pg_cancel_backend(${pid})`).execute(db)
}

/** Every text of 8 characters and more that stands in an id column or key column of a store's rows: what could name something of it. */
export async function selectNames(db: Kysely<NoTables>, storeId: string): Promise<string[]> {
  const names = new Set<string>()
  for (const { name } of (await selectTables(db)).filter(({ name: table }) => !WITHOUT_STORE.has(table))) {
    const { rows } = await sql<{ value: string }>`select distinct value from ${sql.table(name)} t cross join jsonb_each_text(to_jsonb(t)) as field
      where store_id = ${storeId} and key ~ '(^|_)(id|by|prefix|provider)$' and length(value) >= 8`.execute(db)
    for (const { value } of rows) names.add(value)
  }
  return [...names]
}

/** Lets everybody try anew, as if the windows of all attempts were over. */
export async function deleteAttempts(db: Kysely<NoTables>): Promise<void> {
  await sql`delete from staff_attempts`.execute(db)
  await sql`delete from logins_attempts`.execute(db)
}

export async function breakDown(db: Kysely<NoTables>): Promise<void> {
  await sql`select 1 / 0`.execute(db)
}

/** What a serving role must not get done, each as a statement. */
export const FORBIDDEN: readonly string[] = [
  'create table mine (id integer)', 'create schema mine', 'create role mine', 'create function mine() returns integer language sql as $$ select 1 $$', 'create view mine as select 1',
  'alter table activity_postings disable row level security', 'alter table stores owner to rockpool_app', 'drop policy of_store on members', 'truncate outbox', 'set role postgres', 'set role rockpool',
  'set session_replication_role = replica', 'update activity_postings set points = 1', 'delete from activity_events', 'delete from activity_keys', 'update programs_versions set mode = \'all\'',
  'set row_security = off; select * from members', 'delete from kysely_migration', 'copy members to program \'cat\'',
]

export async function attempt(db: Kysely<NoTables>, statement: string): Promise<unknown> {
  return sql.raw(statement).execute(db)
}

/** Asks PostgreSQL for the next piece of its log of changes, which it writes 16 MB of at once: without room it ends, as what cannot be logged cannot be promised. */
export async function switchLog(db: Kysely<NoTables>): Promise<void> {
  await sql`select pg_switch_wal()`.execute(db)
}

import { sql, type Kysely } from 'kysely'

/**
 * API keys. A key names its store, so it is found before a store is set: through one function of the owner, which shows the store, the
 * id and the scopes of the live key with that hash and nothing else. Row security is forced upon the owner too, whose own policy
 * shows the one row that the function asks for.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  for (const statement of [...STATEMENTS, findIn((place as { schema: string }).schema), ...RIGHTS]) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // secret_hash: SHA-256 of the whole secret, as hexadecimal text; 256 random bits need no salt and no slow hash.
  `create table keys_api_keys (
    store_id text not null references stores,
    key_id text not null,
    name text not null,
    prefix text not null,
    secret_hash text not null,
    scopes text[] not null,
    created_at bigint not null,
    last_used_at bigint,
    expires_at bigint,
    revoked_at bigint,
    replaced_by text,
    primary key (store_id, key_id))`,
  `create index keys_api_keys_secret on keys_api_keys (secret_hash)`,
  `alter table keys_api_keys enable row level security`,
  `alter table keys_api_keys force row level security`,
  `create policy of_store on keys_api_keys using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`,
  `create policy of_secret on keys_api_keys to current_user using (secret_hash = current_setting('rockpool.secret_hash', true))`,
  `grant select, insert, update on keys_api_keys to rockpool_app`,
]

/** When a key was last used is kept to the minute, so that a busy key is not written with every request. */
function findIn(schema: string): string {
  return `create function keys_find(asked_hash text, asked_at bigint) returns table (store_id text, key_id text, scopes text[])
    language sql security definer set search_path = ${schema}, pg_temp as $$
      select set_config('rockpool.secret_hash', asked_hash, true);
      with live as (
        select k.store_id, k.key_id, k.scopes, k.last_used_at from keys_api_keys k
          where k.secret_hash = asked_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > asked_at)),
      used as (
        update keys_api_keys k set last_used_at = asked_at from live
          where k.store_id = live.store_id and k.key_id = live.key_id and (live.last_used_at is null or live.last_used_at < asked_at - 60000))
      select live.store_id, live.key_id, live.scopes from live;
    $$`
}

const RIGHTS = [
  `revoke all on function keys_find(text, bigint) from public`,
  `grant execute on function keys_find(text, bigint) to rockpool_app`,
  // So that a serving process can say whether it is ready.
  `grant select on kysely_migration to rockpool_app`,
]

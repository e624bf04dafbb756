import { sql, type Kysely } from 'kysely'

/**
 * How shoppers sign in, what a store shows them, and mails on their way. A session and a store's handle are found before a store is set: each
 * through one function of the owner, whose own policy shows the one row that is asked for.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [...PEOPLE, ...HANDLES, ...SHOPS, ...MAILS, ...LOGINS]) await sql.raw(statement).execute(db)
  for (const [table, rights] of Object.entries(TABLES)) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant ${rights} on ${table} to rockpool_app`).execute(db)
  }
  for (const statement of FINDING) await sql.raw(statement).execute(db)
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  for (const statement of functionsIn((place as { schema: string }).schema)) await sql.raw(statement).execute(db)
}

const TABLES = {
  members_sources: 'select, insert, delete',
  shops_settings: 'select, insert, update',
  shops_secrets: 'select, insert, update',
  mail_settings: 'select, insert, update',
  mail_outbox: 'select, insert, update, delete',
  consents: 'select, insert, delete',
  consents_confirmations: 'select, insert, delete',
  logins_codes: 'select, insert, update, delete',
  logins_passwords: 'select, insert, update, delete',
  logins_passkeys: 'select, insert, update, delete',
  logins_challenges: 'select, insert, delete',
  logins_providers: 'select, insert, update, delete',
  logins_identities: 'select, insert, update, delete',
  logins_totp: 'select, insert, update, delete',
  logins_used_tokens: 'select, insert, delete',
  logins_attempts: 'select, insert, update, delete',
  logins_sessions: 'select, insert, update, delete',
} as const

const OF_MEMBER = 'foreign key (store_id, member_id) references members'

const PEOPLE = [
  `alter table members add column frozen_at bigint, add column frozen_by text, add column frozen_reason text`,
  // Once for each member: where they came from when they joined.
  `create table members_sources (store_id text not null, member_id text not null, source jsonb not null, at bigint not null, primary key (store_id, member_id), ${OF_MEMBER})`,
  `create table consents (
    store_id text not null, member_id text not null, consent_id text not null, channel text not null, purpose text not null,
    is_given boolean not null, text_version text not null, locale text, source text not null, at bigint not null,
    primary key (store_id, member_id, consent_id), ${OF_MEMBER})`,
  // asked: what will be given when the person confirms; the link's token is kept as its hash.
  `create table consents_confirmations (
    store_id text not null, token_hash text not null, member_id text not null, asked jsonb not null, expires_at bigint not null,
    primary key (store_id, token_hash), ${OF_MEMBER})`,
  `create index consents_confirmations_member on consents_confirmations (store_id, member_id)`,
]

/** A handle stands in addresses, so no two stores have one; for the stores that are there it is their id. */
const HANDLES = [
  `alter table stores add column handle text`,
  `alter table stores no force row level security`,
  `update stores set handle = lower(regexp_replace(store_id, '[^A-Za-z0-9]+', '-', 'g'))`,
  `alter table stores force row level security`,
  `alter table stores alter column handle set not null`,
  `create unique index stores_handle on stores (handle)`,
]

const SHOPS = [
  `create table shops_settings (store_id text primary key references stores, settings jsonb not null, changed_at bigint not null)`,
  // Sealed with the key of the installation, as tokens are checked with the secret itself.
  `create table shops_secrets (
    store_id text not null references stores, secret_id text not null, sealed text not null, created_at bigint not null, expires_at bigint,
    primary key (store_id, secret_id))`,
]

const MAILS = [
  `create table mail_settings (
    store_id text primary key references stores, host text not null, port integer not null, security text not null check (security in ('tls', 'starttls', 'none')),
    username text, sealed_password text, sender_name text not null, sender_address text not null, reply_to text, changed_at bigint not null)`,
  // until: when the mail says nothing any more, as its code is over. is_secret: it opens a door, so that its text does not outlive that.
  `create table mail_outbox (
    store_id text not null references stores, mail_id text not null, member_id text, to_address text not null, locale text not null, kind text not null,
    subject text not null, html text not null, text text not null, is_secret boolean not null, state text not null check (state in ('waiting', 'sent', 'failed', 'over')),
    attempts integer not null default 0, next_at bigint not null, until bigint, problem text, created_at bigint not null, sent_at bigint,
    primary key (store_id, mail_id))`,
  `create index mail_outbox_due on mail_outbox (next_at) where state = 'waiting'`,
  `create index mail_outbox_old on mail_outbox (created_at)`,
  `create index mail_outbox_member on mail_outbox (store_id, member_id) where member_id is not null`,
]

const LOGINS = [
  // One live code for each address and purpose; code_hash: HMAC with a key of the installation, as six digits could be tried out.
  `create table logins_codes (
    store_id text not null references stores, address_key text not null, purpose text not null, code_hash text not null, tries integer not null, expires_at bigint not null,
    primary key (store_id, address_key, purpose))`,
  `create table logins_passwords (store_id text not null, member_id text not null, hash text not null, changed_at bigint not null, primary key (store_id, member_id), ${OF_MEMBER})`,
  `create table logins_passkeys (
    store_id text not null, passkey_id text not null, member_id text not null, public_key text not null, counter bigint not null, transports text[] not null, name text not null,
    created_at bigint not null, used_at bigint, primary key (store_id, passkey_id), ${OF_MEMBER})`,
  `create index logins_passkeys_member on logins_passkeys (store_id, member_id)`,
  `create table logins_challenges (
    store_id text not null references stores, challenge_id text not null, kind text not null, said jsonb not null, expires_at bigint not null, primary key (store_id, challenge_id))`,
  `create table logins_providers (
    store_id text not null references stores, provider text not null, settings jsonb not null, sealed_secret text, changed_at bigint not null, primary key (store_id, provider))`,
  `create table logins_identities (
    store_id text not null, provider text not null, subject text not null, member_id text not null, linked_at bigint not null, primary key (store_id, provider, subject), ${OF_MEMBER})`,
  `create index logins_identities_member on logins_identities (store_id, member_id)`,
  `create table logins_totp (
    store_id text not null, member_id text not null, sealed text not null, last_step bigint not null, is_confirmed boolean not null, changed_at bigint not null, primary key (store_id, member_id), ${OF_MEMBER})`,
  `create table logins_used_tokens (store_id text not null references stores, token_id text not null, expires_at bigint not null, primary key (store_id, token_id))`,
  `create table logins_attempts (store_id text not null references stores, name text not null, count integer not null, ends_at bigint not null, primary key (store_id, name))`,
  // token_hash: SHA-256 of 256 random bits. device: browser and system, as the request named them.
  `create table logins_sessions (
    store_id text not null, session_id text not null, member_id text not null, token_hash text not null, way text not null, device text not null,
    created_at bigint not null, seen_at bigint not null, proven_at bigint not null, expires_at bigint not null,
    primary key (store_id, session_id), ${OF_MEMBER})`,
  `create index logins_sessions_token on logins_sessions (token_hash)`,
  `create index logins_sessions_member on logins_sessions (store_id, member_id)`,
  // Whoever was merged, erased or frozen is signed in nowhere, whichever way it came about.
  `create function end_sessions() returns trigger language plpgsql as $$ begin
    delete from logins_sessions where store_id = new.store_id and member_id = new.member_id;
    return null; end $$`,
  `create trigger end_sessions after update on members for each row
    when ((new.merged_into, new.erased_at, new.frozen_at) is distinct from (old.merged_into, old.erased_at, old.frozen_at)) execute function end_sessions()`,
]

const FINDING = [
  `create policy of_token on logins_sessions to current_user using (token_hash = current_setting('rockpool.secret_hash', true))`,
  `create policy of_handle on stores for select to current_user using (handle = current_setting('rockpool.handle', true) or store_id = current_setting('rockpool.handle', true))`,
  `create policy of_jobs on mail_outbox for select to current_user using (current_setting('rockpool.job', true) = 'due')`,
]

/** When a session was last seen is kept to the hour; it slides on by 30 days, a year at most. */
function functionsIn(schema: string): string[] {
  const how = `language sql security definer set search_path = ${schema}, pg_temp as $$`
  const named = ['logins_find(text, bigint)', 'stores_find(text)', 'jobs_mail_stores(bigint)']
  return [
    `create function logins_find(asked_hash text, asked_at bigint) returns table (store_id text, session_id text, member_id text, proven_at bigint, way text)
      ${how}
        select set_config('rockpool.secret_hash', asked_hash, true);
        with live as (
          select s.* from logins_sessions s where s.token_hash = asked_hash and s.expires_at > asked_at),
        seen as (
          update logins_sessions s set seen_at = asked_at, expires_at = least(asked_at + 2592000000, s.created_at + 31536000000) from live
            where s.store_id = live.store_id and s.session_id = live.session_id and live.seen_at < asked_at - 3600000)
        select live.store_id, live.session_id, live.member_id, live.proven_at, live.way from live;
      $$`,
    `create function stores_find(asked text) returns table (store_id text, handle text, kind text)
      ${how} select set_config('rockpool.handle', asked, true); select s.store_id, s.handle, s.kind from stores s where s.handle = asked union select s.store_id, s.handle, s.kind from stores s where s.store_id = asked; $$`,
    `create function jobs_mail_stores(asked_at bigint) returns table (store_id text)
      ${how} select set_config('rockpool.job', 'due', true);
        select distinct m.store_id from mail_outbox m where m.state = 'waiting' and m.next_at <= asked_at
        union select distinct m.store_id from mail_outbox m where m.created_at < asked_at - 2592000000; $$`,
    ...named.flatMap((name) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to rockpool_app`]),
  ]
}

import { sql, type Kysely } from 'kysely'

/**
 * Staff, who belong to no store, with what shows that it is them; their seats and a store's own roles, which do; and the audit of a store, a
 * hash chain that is only ever added to. Whose seats somebody has, and which store an invitation is of, is found before a store is set:
 * through functions of the owner, as keys are (0002).
 */
export async function up(db: Kysely<never>): Promise<void> {
  const { rows: [place] } = await sql<{ schema: string }>`select quote_ident(current_schema()) as schema`.execute(db)
  for (const statement of [...PEOPLE, ...OF_STORES]) await sql.raw(statement).execute(db)
  for (const [table, rights] of Object.entries(STORE_TABLES)) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy of_store on ${table} using (store_id = current_setting('rockpool.store_id', true)) with check (store_id = current_setting('rockpool.store_id', true))`).execute(db)
    await sql.raw(`grant ${rights} on ${table} to rockpool_app`).execute(db)
  }
  for (const statement of [...POLICIES, ...functionsIn((place as { schema: string }).schema), ...APPEND_ONLY]) await sql.raw(statement).execute(db)
}

/** better-auth reads and writes these by the names that server/modules/staff/auth-tables.ts gives it; its instants are timestamps. */
const PEOPLE = [
  // owns_house: whoever came by the link of whoever has the machine; stores made at the command line later are theirs too.
  `create table staff_users (
    id text primary key,
    name text not null,
    email text not null unique,
    email_verified boolean not null default false,
    image text,
    locale text,
    two_factor_enabled boolean not null default false,
    owns_house boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null)`,
  `create table staff_sessions (
    id text primary key,
    user_id text not null references staff_users on delete cascade,
    token text not null unique,
    ip_address text,
    user_agent text,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null)`,
  `create index staff_sessions_user on staff_sessions (user_id)`,
  `create table staff_accounts (
    id text primary key,
    user_id text not null references staff_users on delete cascade,
    account_id text not null,
    provider_id text not null,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    password text,
    created_at timestamptz not null,
    updated_at timestamptz not null)`,
  `create unique index staff_accounts_user on staff_accounts (user_id, provider_id)`,
  `create table staff_verifications (
    id text primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null)`,
  `create index staff_verifications_identifier on staff_verifications (identifier)`,
  `create table staff_two_factors (
    id text primary key,
    user_id text not null unique references staff_users on delete cascade,
    secret text not null,
    backup_codes text not null,
    verified boolean not null default false,
    failed_verification_count integer not null default 0,
    locked_until timestamptz)`,
  `create table staff_passkeys (
    id text primary key,
    user_id text not null references staff_users on delete cascade,
    name text,
    public_key text not null,
    credential_id text not null unique,
    counter bigint not null,
    device_type text not null,
    backed_up boolean not null,
    transports text,
    aaguid text,
    created_at timestamptz not null)`,
  `create index staff_passkeys_user on staff_passkeys (user_id)`,
  // Links that make an owner (staff_id null) or set a password. What is kept of a token is its SHA-256.
  `create table staff_links (
    token_hash text primary key,
    purpose text not null check (purpose in ('owner', 'password')),
    staff_id text references staff_users on delete cascade,
    made_at bigint not null,
    ends_at bigint not null,
    used_at bigint)`,
  // subject: SHA-256 of what is counted together (an account, an address, both), so that no address stands here.
  `create table staff_attempts (
    subject text primary key,
    ends_at bigint not null,
    made integer not null)`,
  `create index staff_attempts_end on staff_attempts (ends_at)`,
  `create table staff_secrets (name text primary key, secret text not null)`,
  `grant select, insert, update on staff_users to rockpool_app`,
  `grant select, insert, update, delete on staff_sessions, staff_verifications, staff_two_factors, staff_passkeys, staff_links, staff_attempts to rockpool_app`,
  `grant select, insert, update on staff_accounts to rockpool_app`,
  `grant select, insert on staff_secrets to rockpool_app`,
]

const STORE_TABLES = {
  staff_seats: 'select, insert, update, delete',
  staff_roles: 'select, insert, update, delete',
  staff_invitations: 'select, insert, update',
  audit_heads: 'select, insert, update',
  audit_entries: 'select, insert',
} as const

const OF_STORES = [
  // A built-in role has a row only where the store says of it whether it needs a second factor; its permissions are the code's.
  `create table staff_roles (
    store_id text not null references stores,
    role_id text not null,
    name text,
    permissions text[],
    needs_second_factor boolean not null,
    made_at bigint not null,
    primary key (store_id, role_id))`,
  // role: a built-in one, or the role_id of one of the store's own.
  `create table staff_seats (
    store_id text not null references stores,
    seat_id text not null,
    staff_id text not null references staff_users,
    role text not null,
    since bigint not null,
    primary key (store_id, seat_id),
    unique (store_id, staff_id))`,
  `create index staff_seats_staff on staff_seats (staff_id)`,
  `create table staff_invitations (
    store_id text not null references stores,
    invitation_id text not null,
    token_hash text not null,
    email text not null,
    name text,
    role text not null,
    made_by text not null,
    made_at bigint not null,
    ends_at bigint not null,
    accepted_at bigint,
    revoked_at bigint,
    primary key (store_id, invitation_id))`,
  `create index staff_invitations_token on staff_invitations (token_hash)`,
  `create table audit_heads (
    store_id text primary key references stores,
    number bigint not null,
    hash text not null)`,
  // before, after: JSON as text. jsonb would change what it keeps (numbers, orders of keys), and refuses signs that somebody may have sent.
  `create table audit_entries (
    store_id text not null references stores,
    number bigint not null,
    at bigint not null,
    actor_kind text not null check (actor_kind in ('staff', 'key')),
    actor text not null,
    deed text not null,
    subject text,
    reason text,
    before text,
    after text,
    refusal text,
    hash text not null,
    primary key (store_id, number))`,
  `create index audit_entries_actor on audit_entries (store_id, actor, number)`,
  `create index audit_entries_subject on audit_entries (store_id, subject, number) where subject is not null`,
]

/** The owner, upon whom row security is forced too, sees the seats of whoever is asked for, and the invitation of one token, while a function asks. */
const POLICIES = [
  `create policy of_staff on staff_seats for select to current_user using (staff_id = current_setting('rockpool.staff_id', true))`,
  `create policy of_staff on staff_roles for select to current_user using (store_id in (select s.store_id from staff_seats s where s.staff_id = current_setting('rockpool.staff_id', true)))`,
  `create policy of_token on staff_invitations for select to current_user using (token_hash = current_setting('rockpool.token_hash', true))`,
]

function functionsIn(schema: string): string[] {
  const how = `language sql security definer set search_path = ${schema}, pg_temp as`
  return [
    `create function staff_seats_of(asked_staff text) returns table (store_id text, role text, needs_second_factor boolean) ${how} $$
      select set_config('rockpool.staff_id', asked_staff, true);
      select s.store_id, s.role, coalesce(r.needs_second_factor, false) from staff_seats s
        left join staff_roles r on r.store_id = s.store_id and r.role_id = s.role where s.staff_id = asked_staff order by s.since, s.store_id;
    $$`,
    `create function staff_invitation_store(asked_hash text) returns text ${how} $$
      select set_config('rockpool.token_hash', asked_hash, true);
      select i.store_id from staff_invitations i where i.token_hash = asked_hash;
    $$`,
    `revoke all on function staff_seats_of(text), staff_invitation_store(text) from public`,
    `grant execute on function staff_seats_of(text), staff_invitation_store(text) to rockpool_app`,
  ]
}

/** Whoever owns the table cannot change an entry either, but by taking this away first. */
const APPEND_ONLY = [
  `create function audit_stands() returns trigger language plpgsql as $$ begin raise exception 'an entry of the audit stands as it is'; end $$`,
  `create trigger audit_stands before update or delete on audit_entries for each row execute function audit_stands()`,
  `create trigger audit_stands_whole before truncate on audit_entries for each statement execute function audit_stands()`,
]

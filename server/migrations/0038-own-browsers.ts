import { sql, type Kysely } from 'kysely'

/**
 * A device on which a member has signed in is a browser that keeps our cookie, not only the words for it: `browser` has the hash of that cookie, '' where there is none, and '?' for
 * what was known before there were any, which the first browser of those words takes over. Of a session of staff it is noted when it was last used.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // A default fills what is there without a look at row security.
  `alter table logins_devices add column browser text not null default '?'`,
  `alter table logins_devices alter column browser drop default`,
  `alter table logins_devices drop constraint logins_devices_pkey`,
  `alter table logins_devices add primary key (store_id, member_id, device, browser)`,
  `alter table staff_sessions add column seen_at timestamptz`,
]

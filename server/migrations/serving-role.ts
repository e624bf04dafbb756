import { createHmac } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { NoTables } from '#server/platform/context'
import { openDatabase } from '#server/platform/database'
import { AppError } from '#server/platform/errors'

/** The role that migrations grant to: what serves is this one, or a member of it. */
const SERVING = 'rockpool_app'
/** PostgreSQL's codes: the right is missing; no such role. */
const NO_RIGHT = '42501'
const NO_ROLE = '42704'

/** How the serving role that we make connects to the owner's database: it owns nothing, and row security holds for it. */
export function servingUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  return Object.assign(url, { username: SERVING, password: passwordOf(ownerUrl) }).href
}

/** Known to whoever knows the owner's: nothing more has to be kept, and every process finds the same. */
function passwordOf(ownerUrl: string): string {
  return createHmac('sha256', decodeURIComponent(new URL(ownerUrl).password)).update(SERVING).digest('hex')
}

/** Makes the serving role where it is missing, and gives it its password. */
export async function makeServingRole(db: Kysely<NoTables>, ownerUrl: string): Promise<void> {
  await sql.raw(`do $$ begin create role ${SERVING} login nosuperuser nocreatedb nocreaterole nobypassrls; exception when duplicate_object then null; end $$`).execute(db)
  // A utility statement takes no parameters; the password is hexadecimal, so that it needs no quoting.
  await sql.raw(`alter role ${SERVING} login password '${passwordOf(ownerUrl)}'`).execute(db)
}

/**
 * Lets a role that the operator made serve: it becomes a member of the group that migrations grant to. Nothing of the role itself is
 * changed, and no password is set. @throws AppError database.app_role_unknown; database.app_role_closed with the SQL for whoever may do what the owner may not
 */
export async function admitAppRole(db: Kysely<NoTables>, appUrl: string): Promise<void> {
  const role = decodeURIComponent(new URL(appUrl).username)
  const { rows: [found] } = await sql<{ isThere: boolean; isMember: boolean | null; hasGroup: boolean }>`
    select a.rolname is not null as "isThere", g.rolname is not null as "hasGroup", pg_has_role(a.oid, g.oid, 'usage') as "isMember"
    from (values (1)) as one left join pg_roles a on a.rolname = ${role} left join pg_roles g on g.rolname = ${SERVING}`.execute(db)
  if (found?.isThere !== true) throw new AppError('unavailable', 'database.app_role_unknown', { role })
  const quoted = sql.id(role).compile(db).sql
  const steps = [...(found.hasGroup ? [] : [`create role ${SERVING} nologin;`]), ...(found.isMember === true ? [] : [`grant ${SERVING} to ${quoted} with inherit true;`])]
  for (const [index, step] of steps.entries()) {
    await sql.raw(step).execute(db).catch((error: { code?: string }) => {
      if (error.code !== NO_RIGHT && error.code !== NO_ROLE) throw error
      throw new AppError('unavailable', 'database.app_role_closed', { role, sql: steps.slice(index).join(' ') })
    })
  }
}

/** Sees that two addresses lead to one database: what one migrates and another serves would be two truths. @throws AppError database.app_elsewhere */
export async function requireSameDatabase(ownerUrl: string, appUrl: string): Promise<void> {
  const [own, app] = [await identityOf(ownerUrl), await identityOf(appUrl)]
  if (own !== app) throw new AppError('unavailable', 'database.app_elsewhere')
}

/** What no other database has: the cluster's own number, and the database's in it. */
async function identityOf(url: string): Promise<string> {
  const database = openDatabase(url, { connections: 1 })
  try {
    const { rows } = await sql<{ identity: string }>`select system_identifier || '/' || (select oid from pg_database where datname = current_database()) as identity from pg_control_system()`.execute(database.bare)
    return rows[0]?.identity as string
  } finally {
    await database.close()
  }
}

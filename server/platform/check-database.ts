import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Why value is not trusted to a database, by code: with what stands there. */
export type DatabaseFault = { code: 'database.not_durable' | 'database.role_too_strong'; details: Readonly<Record<string, string>> }

/** A setting that lets a confirmed write be lost, and what it would have to be. */
const DURABLE = ['fsync', 'synchronous_commit', 'full_page_writes'] as const

/** What is wrong with serving from a database, as the serving connection sees it; empty when nothing is. Who may become a table's owner counts as one. */
export async function findDatabaseFaults({ bare }: Database): Promise<DatabaseFault[]> {
  const faults: DatabaseFault[] = []
  for (const setting of DURABLE) {
    const { rows: [row] } = await sql<{ value: string }>`select current_setting(${setting}) as value`.execute(bare)
    if (row?.value === 'off') faults.push({ code: 'database.not_durable', details: { setting } })
  }
  const { rows: [role] } = await sql<{ name: string; isSuper: boolean; bypasses: boolean; owns: boolean }>`
    select rolname as name, rolsuper as "isSuper", rolbypassrls as bypasses,
      exists (select from pg_class where relkind = 'r' and pg_has_role(r.oid, relowner, 'member')) as owns from pg_roles r where rolname = current_user`.execute(bare)
  const powers = role === undefined ? [] : ([['superuser', role.isSuper], ['bypassrls', role.bypasses], ['owner', role.owns]] as const).filter(([, is]) => is).map(([what]) => what)
  if (powers.length > 0) faults.push({ code: 'database.role_too_strong', details: { role: role?.name ?? '', because: powers.join(', ') } })
  return faults
}

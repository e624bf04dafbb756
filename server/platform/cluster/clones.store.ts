import { named, onServer } from './roles.store.ts'

/** A database to be made: of whom, and from what. */
export type Clone = { name: string; owner: string; template: string }

/** A template to be made where there is none. `migrate` gets the name of an empty database. */
export type NewTemplate = { name: string; owner: string; migrate: (database: string) => Promise<void> }

/** Makes a template unless there is one. Whoever asks meanwhile waits; one that failed half-way is not there. */
export async function ensureTemplate(superuserUrl: string, { name, owner, migrate }: NewTemplate): Promise<void> {
  const unfinished = `${name}_unfinished`
  await onServer(superuserUrl, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    const template = await client.query('select from pg_database where datname = $1', [name])
    if (template.rowCount !== 0) return
    await client.query(`drop database if exists ${named(unfinished)} with (force)`)
    await client.query(`create database ${named(unfinished)} owner ${named(owner)}`)
    await migrate(unfinished)
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [unfinished])
    await client.query(`alter database ${named(unfinished)} with is_template true allow_connections false`)
    await client.query(`alter database ${named(unfinished)} rename to ${named(name)}`)
  })
}

/** Copies a database file by file: 27 to 43 ms for a migrated schema, less than through the log of changes. */
export async function cloneDatabase(superuserUrl: string, { name, owner, template }: Clone): Promise<void> {
  await onServer(superuserUrl, (client) => client.query(`create database ${named(name)} owner ${named(owner)} template ${named(template)} strategy file_copy`))
}

/** Removes a database, whoever is connected. */
export async function dropDatabase(superuserUrl: string, name: string): Promise<void> {
  await onServer(superuserUrl, (client) => client.query(`drop database if exists ${named(name)} with (force)`))
}

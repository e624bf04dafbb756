import pg from 'pg'

const CONNECTING_MS = 30_000

/** Connects once, lets `act` do its work, and disconnects. A connection that breaks fails the statement that waits for it. */
export async function onServer<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECTING_MS, application_name: 'rockpool launcher' })
  client.on('error', () => {})
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** A name as SQL writes it. */
export const named = pg.escapeIdentifier

/**
 * Sees to it that there is the owner, with this password, and a database of the same name that is theirs. The owner is no superuser and
 * may make roles, as the serving role is made by a migration. What is there already stays.
 */
export async function ensureOwner(superuserUrl: string, { name, password }: { name: string; password: string }): Promise<void> {
  await onServer(superuserUrl, async (client) => {
    const role = await client.query('select from pg_roles where rolname = $1', [name])
    if (role.rowCount === 0) await client.query(`create role ${named(name)} login createrole`)
    // A utility statement takes no parameters; the password is hexadecimal, so that it needs no quoting.
    await client.query(`alter role ${named(name)} password '${password}'`)
    const database = await client.query('select from pg_database where datname = $1', [name])
    if (database.rowCount === 0) await client.query(`create database ${named(name)} owner ${named(name)}`)
  })
}

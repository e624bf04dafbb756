import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { assert } from '#engine/assert'
import type { NoTables } from './context.ts'

/** A pool of connections that work for one store at a time. */
export type Database = {
  /** Runs `act` in one transaction that sees the rows of one store only; what it throws rolls everything back. */
  inStore: <T>(storeId: string, act: (db: Transaction<NoTables>) => Promise<T>) => Promise<T>
  /** The same for reads alone: everything is seen as of one moment, and whatever writes is refused. */
  readStore: <T>(storeId: string, act: (db: Kysely<NoTables>) => Promise<T>) => Promise<T>
  /** The pool without a store: row security shows it nothing. For what belongs to no store. */
  bare: Kysely<NoTables>
  close: () => Promise<void>
}

const BIGINT = 20
const CONNECTING_MS = 5_000

/**
 * Opens a pool on a PostgreSQL. Instants and counts are stored as bigint and come back as numbers.
 * pg outlives its database, which postgres.js does not (decision 0051); it plans each statement for its own values.
 */
export function openDatabase(url: string, { connections = 10 }: { connections?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url, max: connections, connectionTimeoutMillis: CONNECTING_MS, application_name: 'rockpool', options: '-c timezone=UTC',
    types: { getTypeParser: (oid, format) => (oid === BIGINT ? safeInteger : pg.types.getTypeParser(oid, format)) },
  })
  // A connection that breaks tells it twice: to the query that waits, and here, where nobody listening ends the process.
  pool.on('error', () => {})
  pool.on('connect', (connection) => connection.on('error', () => {}))
  const db = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
  const within = <T>(storeId: string, act: (db: Transaction<NoTables>) => Promise<T>) => async (transaction: Transaction<NoTables>): Promise<T> => {
    await sql`select set_config('rockpool.store_id', ${storeId}, true)`.execute(transaction)
    return act(transaction)
  }
  return {
    bare: db,
    inStore: (storeId, act) => db.transaction().execute(within(storeId, act)),
    readStore: (storeId, act) => db.connection().execute((connection) => lookAt(connection, storeId, act)),
    close: () => db.destroy(),
  }
}

/** Begins and names the store in one message, as half of all that the server does is a look of a few statements. */
async function lookAt<T>(connection: Kysely<NoTables>, storeId: string, act: (db: Kysely<NoTables>) => Promise<T>): Promise<T> {
  try {
    await sql.raw(`start transaction isolation level repeatable read read only; select set_config('rockpool.store_id', ${pg.escapeLiteral(storeId)}, true)`).execute(connection)
    const found = await act(connection)
    await sql`commit`.execute(connection)
    return found
  } catch (error) {
    // What the connection says of it, when it is broken, is less than what was thrown.
    await sql`rollback`.execute(connection).catch(() => {})
    throw error
  }
}

function safeInteger(text: string): number {
  const number = Number(text)
  assert(Number.isSafeInteger(number), 'a bigint of ours is a safe integer', text)
  return number
}

/** A value as one jsonb parameter: a whole batch in one, which was measured faster than an array for each column. */
export function jsonb(value: unknown): ReturnType<typeof sql> {
  return sql`(${JSON.stringify(value)}::text)::jsonb`
}

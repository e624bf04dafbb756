import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import type { World } from './world.ts'

const SCALE = 10
const SECONDS = 10
const CLIENTS = 10
const NAME = 'bench_tpcb'

const run = promisify(execFile)

/** Transactions a second of pgbench's own script, like TPC-B, on the same server; null where pgbench is not installed. */
export async function measurePgbench({ superuser, superuserUrl }: World): Promise<number | null> {
  const { hostname, port, username, password } = new URL(superuserUrl)
  const connection = ['-h', hostname, '-p', port, '-U', username]
  const pgbench = (args: readonly string[]) => run('pgbench', [...connection, ...args, NAME], { env: { PATH: '/usr/local/bin:/usr/bin:/bin', PGPASSWORD: password } })
  await sql.raw(`create database ${NAME}`).execute(superuser.bare)
  try {
    await pgbench(['-i', '-q', '-s', String(SCALE)])
    const { stdout } = await pgbench(['-c', String(CLIENTS), '-j', '2', '-T', String(SECONDS)])
    return Math.round(Number(/tps = ([\d.]+)/.exec(stdout)?.[1]))
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  } finally {
    await sql.raw(`drop database ${NAME}`).execute(superuser.bare)
  }
}

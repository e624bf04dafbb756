import { chownSync, existsSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import type { ClusterFolder } from './cluster-folder.ts'
import { HOST } from './port.ts'

const MIB = 2 ** 20

/** PostgreSQL's settings by name, with values as its own configuration file writes them. */
export type Settings = Readonly<Record<string, string>>

/** What no file and no ALTER SYSTEM may change, as it goes on the command line: what was acknowledged survives a loss of power. */
export const DURABLE: Settings = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }

/** For tests, whose data nobody wants to keep. */
export const THROWAWAY: Settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '128MB', max_connections: '300' }

/**
 * The settings of a cluster that shares its machine with Rockpool itself.
 * Archiving is armed: what `archive_command` names gets every finished piece of the log, and `true` keeps none. To change the command
 * needs no restart, to arm archiving would.
 */
export function settingsFor(memoryBytes: number): Settings {
  const share = (part: number, least: number, most: number): string => `${Math.round(Math.min(Math.max((memoryBytes / MIB) * part, least), most))}MB`
  return {
    listen_addresses: HOST,
    unix_socket_directories: '',
    max_connections: '100',
    password_encryption: 'scram-sha-256',
    shared_buffers: share(0.15, 64, 2048),
    effective_cache_size: share(0.5, 128, 65_536),
    maintenance_work_mem: share(0.04, 32, 1024),
    work_mem: '8MB',
    // Checkpoints a quarter of an hour apart write a page that changes often only once; the log in between is bounded by its size.
    checkpoint_timeout: '15min',
    min_wal_size: '128MB',
    max_wal_size: '1GB',
    random_page_cost: '1.1',
    jit: 'off',
    wal_level: 'replica',
    archive_mode: 'on',
    archive_command: 'true',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Statements and details would carry members' data into the log.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_line_prefix: '%m [%p] ',
  }
}

/** How much memory there is for everything here: the machine's, or what a container is granted of it. */
export function memoryOfMachine(): number {
  const granted = process.constrainedMemory()
  return granted > 0 ? Math.min(granted, totalmem()) : totalmem()
}

/**
 * Writes PostgreSQL's two files of configuration anew, ours first, then the caller's, then a file for the machine's owner's own lines.
 * Who may connect: any role with its password, from this machine.
 */
export function writeSettings({ data, own, name }: ClusterFolder, settings: Settings, owner: number | undefined): void {
  const lines = Object.entries({ ...settings, cluster_name: name }).map(([key, value]) => `${key} = '${value.replaceAll("'", "''")}'`)
  const file = ['# Written anew at each start. Lines of your own belong into the file below.', ...lines, `include '${own.replaceAll("'", "''")}'`]
  const write = (path: string, text: string): void => {
    writeFileSync(path, text, { mode: 0o600 })
    if (owner !== undefined) chownSync(path, owner, owner)
  }
  if (!existsSync(own)) writeFileSync(own, '# Lines of your own for PostgreSQL, read at each start after those of Rockpool.\n', { mode: 0o644 })
  write(join(data, 'postgresql.conf'), `${file.join('\n')}\n`)
  write(join(data, 'pg_hba.conf'), `# Written anew at each start.\nhost all all ${HOST}/32 scram-sha-256\n`)
}

/** Settings as words of a command line. */
export function asArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
}

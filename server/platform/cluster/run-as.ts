import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { ClusterError } from './cluster-error.ts'

/** Nobody: the user and group that own nothing, the same number on Linux and in its containers. PostgreSQL refuses to run as root. */
const NOBODY = 65_534
const PROBE_MS = 20_000

/** Whom PostgreSQL runs as: an identity to take, or words to put before its command line; `owner` is whom its files must belong to. */
export type RunAs = { identity: { uid?: number; gid?: number }; before: readonly string[]; owner: number | undefined }

const MYSELF: RunAs = { identity: {}, before: [], owner: undefined }
const UNPRIVILEGED: RunAs = { identity: { uid: NOBODY, gid: NOBODY }, before: [], owner: NOBODY }
/** Root's own files, seen from a namespace in which root has no power and another number. For folders that nobody else can reach. */
const NAMESPACE: RunAs = { identity: {}, before: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'], owner: 0 }

/** PostgreSQL sees nothing of our environment, where PGDATA or LC_ALL would change what it does; its messages are English, to be read by us. */
const ENVIRONMENT = { LC_ALL: 'C', PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' }

/**
 * Whom to run PostgreSQL as so that it can reach the folder: ourselves; when we are root an unprivileged user; and when that one
 * cannot reach it, in a home of mode 0700 say, as the last resort root without power in a user namespace.
 * @throws cluster.unreachable when none of them can
 */
export async function chooseRunAs(folder: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return MYSELF
  for (const runAs of [UNPRIVILEGED, NAMESPACE]) if (await succeeds(runAs, ['/bin/sh', '-c', 'cd "$1"', 'sh', folder])) return runAs
  throw new ClusterError('cluster.unreachable', { folder, at: closedFolder(folder) })
}

/** Whether a command ends well; its output is not wanted. */
export async function succeeds(runAs: RunAs, command: readonly string[]): Promise<boolean> {
  return (await outputOf(runAs, command)).isRight
}

/** What a command prints on both streams, and whether it ended well. */
export function outputOf({ identity, before }: RunAs, command: readonly string[]): Promise<{ isRight: boolean; output: string }> {
  const [file, ...args] = [...before, ...command]
  const options = { ...identity, cwd: '/', env: ENVIRONMENT, timeout: PROBE_MS }
  return new Promise((resolve) => {
    try {
      execFile(file!, args, options, (error, stdout, stderr) => resolve({ isRight: error === null, output: `${stdout}${stderr}${errorText(error)}` }))
    } catch (error) {
      resolve({ isRight: false, output: (error as Error).message })
    }
  })
}

/** Starts a command in a session of its own, so that a terminal's Ctrl-C reaches us alone, and we say when it ends. */
export function start({ identity, before }: RunAs, command: readonly string[], options: Pick<SpawnOptions, 'cwd' | 'stdio'>): ChildProcess {
  const [file, ...args] = [...before, ...command]
  return spawn(file!, args, { ...identity, ...options, env: ENVIRONMENT, detached: true })
}

function errorText(error: { code?: unknown } | null): string {
  return typeof error?.code === 'string' ? error.code : ''
}

/** The uppermost folder on the way that only its owner may pass; the folder itself where none is found. */
export function closedFolder(folder: string): string {
  const above = dirname(folder) === folder ? undefined : closedFolder(dirname(folder))
  if (above !== undefined && above !== dirname(folder)) return above
  const isClosed = (path: string): boolean => (statSync(path).mode & 0o001) === 0
  return isClosed(dirname(folder)) ? dirname(folder) : folder
}

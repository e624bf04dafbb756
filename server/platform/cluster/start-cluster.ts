import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openArchive, type ArchiveWish } from './archive.ts'
import { findNative, prepareBinaries } from './binaries.ts'
import { ClusterError, type ClusterLog } from './cluster-error.ts'
import { giveTo, hasCluster, openClusterFolder, openPasswords, placesIn, type ClusterFolder, type Passwords } from './cluster-folder.ts'
import { takeLauncherLock, type LauncherLock } from './launcher-lock.ts'
import { endLeftovers, endOrphans } from './leftovers.ts'
import { turnLog } from './log-file.ts'
import { SUPERUSER, makeCluster, resetPassword } from './make-cluster.ts'
import { findFreePort, holderOf, HOST, isPortFree } from './port.ts'
import { startPostmaster, type Launch, type Postmaster } from './postmaster.ts'
import { clusterError } from './refused.ts'
import { ensureOwner } from './roles.store.ts'
import { chooseRunAs } from './run-as.ts'
import { DURABLE, memoryOfMachine, settingsFor, THROWAWAY, writeSettings, type Settings } from './settings.ts'
import { supervise, type Supervised } from './supervise.ts'

/** Where and how a cluster runs. */
export type ClusterOptions = {
  /** A folder that belongs to this cluster alone; made when it is not there. */
  folder: string
  /** The port on 127.0.0.1; 0 for any that is free. */
  port: number
  log: ClusterLog
  /** Where the log of changes is archived; left out: where the last server archived it. */
  archive?: ArchiveWish
  /** PostgreSQL's settings that differ from ours. */
  settings?: Settings
  /** How long a start may take before it has failed; after a crash the log of changes is read first. */
  patienceMs?: number
  /** For tests: nothing is written out in time, and nothing survives a loss of power. */
  isThrowaway?: boolean
}

/** A running PostgreSQL of our own. */
export type Cluster = {
  /** How the owner of Rockpool's database connects, who is no superuser. With a password: not for any log. */
  url: string
  /** How the superuser connects to the system's own database, for back-ups and for tests. With a password: not for any log. */
  superuserUrl: string
  port: number
  /** The pid of the server's first process; undefined while it is started again. */
  readonly pid: number | undefined
  /** Ends the server in order and leaves no process behind. Twice is once. */
  stop: () => Promise<void>
  /** Fulfilled when the cluster has been stopped. */
  closed: Promise<void>
}

const OWNER = 'rockpool'
const PATIENCE_MS = 120_000
/** PostgreSQL's code for it. */
const WRONG_PASSWORD = '28P01'
/** Processes of a server that was killed may hold port and memory for some seconds. */
const LEFTOVERS_MS = 15_000
const RETRY_MS = 250
const TURN_LOG_MS = 3_600_000

/**
 * Starts PostgreSQL in a folder, which becomes a new cluster when it is none, and keeps it running until it is stopped. What a killed
 * launcher or server left behind is ended first.
 * @throws ClusterError when it cannot be had, with what its user can do
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const place = placesIn(options.folder)
  let lock: LauncherLock | undefined
  try {
    openClusterFolder(place)
    lock = await takeLauncherLock(place.lock)
    return await startIn(place, lock, options)
  } catch (error) {
    lock?.release()
    throw clusterError(error, place.root)
  }
}

async function startIn(place: ClusterFolder, lock: LauncherLock, options: ClusterOptions): Promise<Cluster> {
  const { log, archive = { folder: null, isServer: false }, settings = {}, patienceMs = PATIENCE_MS, isThrowaway = false } = options
  await endLeftovers(place, { wasAbandoned: lock.wasAbandoned, log })
  const runAs = await chooseRunAs(place.root)
  const binaries = await prepareBinaries(runAs, findNative())
  const port = options.port === 0 ? await findFreePort() : options.port
  await waitForPort(port)
  const passwords = openPasswords(place)
  const making = { place, binaries, runAs, password: passwords.superuser, isThrowaway }
  if (!hasCluster(place)) await makeCluster(making)
  else if (passwords.areNew) await resetPassword(making)
  giveTo(runAs.owner, place.data)
  const archiving = isThrowaway ? {} : await openArchive(archive, { place, runAs })
  writeSettings(place, { ...settingsFor(memoryOfMachine()), ...archiving, ...settings }, runAs.owner)
  const launch: Launch = { place, binaries, runAs, port, fixed: isThrowaway ? THROWAWAY : DURABLE, isThrowaway, patienceMs }
  const supervised = await supervise({ launch: (stopping) => launchPostmaster(launch, stopping), log })
  const turning = setInterval(() => turnLog(place.log), TURN_LOG_MS).unref()
  const cluster = clusterOf(supervised, { port, passwords, close: () => {
    clearInterval(turning)
    if (isThrowaway) rmSync(place.root, { recursive: true, force: true })
    lock.release()
  } })
  try {
    await ensureOwner(cluster.superuserUrl, { name: OWNER, password: passwords.owner })
  } catch (error) {
    await cluster.stop()
    const { code, message } = error as Error & { code?: string }
    throw code === WRONG_PASSWORD ? new ClusterError('cluster.wrong_password', { file: place.passwords }) : new ClusterError('cluster.failed', { log: place.log, lines: message })
  }
  log('cluster.started', { pid: cluster.pid ?? 0, port, folder: place.root })
  return cluster
}

/** How the owner connects: role and database have one name. */
export function ownerUrlOf({ password, host, port }: { password: string; host: string; port: number }): string {
  return `postgres://${OWNER}:${password}@${host}:${port}/${OWNER}`
}

/** How the superuser connects, to the system's own database. */
export function superuserUrlOf({ password, host, port }: { password: string; host: string; port: number }): string {
  return `postgres://${SUPERUSER}:${password}@${host}:${port}/postgres`
}

function clusterOf(supervised: Supervised, { port, passwords, close }: { port: number; passwords: Passwords; close: () => void }): Cluster {
  const closed = supervised.closed.then(close)
  closed.catch(() => {})
  return {
    url: ownerUrlOf({ password: passwords.owner, host: HOST, port }),
    superuserUrl: superuserUrlOf({ password: passwords.superuser, host: HOST, port }),
    port,
    get pid() {
      return supervised.pid()
    },
    async stop() {
      await supervised.stop()
      await closed
    },
    closed,
  }
}

/** One start, patient with what a killed server left behind: its processes are ended, and memory and port become free. */
async function launchPostmaster(launch: Launch, stopping: AbortSignal): Promise<Postmaster> {
  for (const end = performance.now() + LEFTOVERS_MS; ; await sleep(RETRY_MS)) {
    await endOrphans(launch.place)
    await waitForPort(launch.port)
    try {
      return await startPostmaster(launch, stopping)
    } catch (error) {
      const isLeftover = error instanceof ClusterError && /pre-existing shared memory block|port_in_use/.test(error.message)
      if (!isLeftover || stopping.aborted || performance.now() > end) throw error
    }
  }
}

/** Waits a little for a port that nobody can be seen to hold, or a PostgreSQL that is about to end. @throws cluster.port_in_use with whoever holds it */
async function waitForPort(port: number): Promise<void> {
  for (const end = performance.now() + LEFTOVERS_MS; !(await isPortFree(port)); await sleep(RETRY_MS)) {
    const holder = holderOf(port)
    if (holder !== '' || performance.now() > end) throw new ClusterError('cluster.port_in_use', { port, holder: holder || 'none' })
  }
}

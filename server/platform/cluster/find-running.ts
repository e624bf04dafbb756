import { existsSync, realpathSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { ClusterError } from './cluster-error.ts'
import { openPasswords, placesIn } from './cluster-folder.ts'
import { isHeldHere } from './launcher-lock.ts'
import { HOST } from './port.ts'
import { readPidFile, type PidFile } from './postmaster.ts'
import { listProcesses } from './processes.ts'
import { onServer } from './roles.store.ts'
import { ownerUrlOf, superuserUrlOf } from './start-cluster.ts'

/** A first start takes some seconds, one after a crash may take longer. */
const PATIENCE_MS = 30_000
const POLL_MS = 100
/** PostgreSQL's code for too many connections. */
const TOO_MANY = '53300'

/** How the owner and the superuser, who makes back-ups, connect to a cluster that runs. */
export type RunningCluster = { ownerUrl: string; superuserUrl: string }

/** The cluster that a process serves from this folder now; null where none does. What a killed one left there is none, and neither is the original of a copy. */
export function findRunning(folder: string): RunningCluster | null {
  const place = placesIn(folder)
  const file = readPidFile(place.data)
  if (file === undefined || !existsSync(place.passwords) || !isServed(place.data, file)) return null
  const { owner, superuser } = openPasswords(place)
  const at = { host: HOST, port: file.port }
  return { ownerUrl: ownerUrlOf({ ...at, password: owner }), superuserUrl: superuserUrlOf({ ...at, password: superuser }) }
}

/**
 * The same for whoever wants to work with it: it answers. One that a process of this machine is starting or ending is waited for.
 * @throws cluster.not_ready when that takes longer than our patience
 */
export async function awaitRunning(folder: string, { patienceMs = PATIENCE_MS }: { patienceMs?: number } = {}): Promise<RunningCluster | null> {
  const { root, lock, restoring, log } = placesIn(folder)
  for (const end = performance.now() + patienceMs; ; await sleep(POLL_MS)) {
    const running = findRunning(folder)
    if (running !== null && (await isAnswering(running))) return running
    if (!isHeldHere(lock) || existsSync(restoring)) return null
    if (performance.now() > end) throw new ClusterError('cluster.not_ready', { folder: root, log, seconds: Math.round(patienceMs / 1_000) })
  }
}

/** Whether the owner is let in, who is made after the first start; or would be, if not so many were. */
async function isAnswering({ ownerUrl }: RunningCluster): Promise<boolean> {
  return onServer(ownerUrl, async () => true).catch((error: { code?: string }) => error.code === TOO_MANY)
}

/** Whether the process that a pid file names is its server still: a pid is used again, by another PostgreSQL too. */
function isServed(data: string, { pid, folder, port }: PidFile): boolean {
  const isSame = existsSync(folder) && realpathSync(folder) === realpathSync(data)
  return isSame && listProcesses().some((process) => process.pid === pid && process.command.includes(`/bin/postgres -D ${folder} -p ${port} `))
}

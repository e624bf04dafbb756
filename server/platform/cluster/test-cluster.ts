import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { placesIn } from './cluster-folder.ts'
import { isHeldHere } from './launcher-lock.ts'
import { endLeftovers } from './leftovers.ts'
import { isAlive, signal } from './processes.ts'
import { startCluster, type Cluster } from './start-cluster.ts'

const PREFIX = 'rockpool-tests-'
/** A folder this old without a launcher is nobody's who is about to start. */
const ABANDONED_MS = 60_000
const LAST_WAIT_MS = 2_000
const POLL_MS = 20

/**
 * Starts a cluster that is thrown away, in a new folder among the system's temporary ones. Stopping it removes the folder; so does the end
 * of our process. What runs that were killed left behind goes first.
 */
export async function openTestCluster(): Promise<Cluster> {
  await removeAbandoned()
  const folder = mkdtempSync(join(tmpdir(), PREFIX))
  const cluster = await startCluster({ folder, port: 0, log: () => {}, isThrowaway: true })
  const removeNow = (): void => removeAtOnce(cluster.pid, folder)
  process.once('exit', removeNow)
  void cluster.closed.then(() => process.off('exit', removeNow))
  return cluster
}

async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const place = placesIn(join(tmpdir(), name))
    try {
      if (isHeldHere(place.lock) || Date.now() - statSync(place.root).mtimeMs < ABANDONED_MS) continue
      await endLeftovers(place, { wasAbandoned: true, log: () => {} })
      rmSync(place.root, { recursive: true, force: true })
    } catch {
      // Another user's, or another run is removing it.
    }
  }
}

/** Ends a server and removes its folder while our process is ending, when nothing can be awaited any more. */
function removeAtOnce(pid: number | undefined, folder: string): void {
  if (pid !== undefined) {
    signal(pid, 'SIGQUIT')
    const clock = new Int32Array(new SharedArrayBuffer(4))
    for (let waited = 0; isAlive(pid) && waited < LAST_WAIT_MS; waited += POLL_MS) Atomics.wait(clock, 0, 0, POLL_MS)
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

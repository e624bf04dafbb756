import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { ClusterError } from './cluster-error.ts'
import { birthOf } from './processes.ts'

/** A launcher's hold on a folder; `wasAbandoned` when an earlier one ended without letting go, so that its server may still run. */
export type LauncherLock = { wasAbandoned: boolean; release: () => void }

/** Who holds a folder: a process, by its pid, its birth, and the machine or container that the pid is of. */
type Launcher = { pid: number; birth: string; host: string }

/** A launcher touches its lock this often, for those who cannot see its process: in another container, on the same disk. */
const PULSE_MS = 2_000
/** How long such a lock is watched before its launcher counts as dead; no clock is compared with another. */
const SILENCE_MS = 15_000

/**
 * Makes this process the folder's launcher. A launcher of this machine is seen by its process; another one by its pulse, for which a
 * start after a container's sudden death waits 15 s. Should two take over from a dead one at the same moment, one of them is refused.
 * @throws cluster.served when another one lives, or this process serves the folder already
 */
export async function takeLauncherLock(file: string): Promise<LauncherLock> {
  const text = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) ?? '', host: hostname() })
  if (writeNew(file, text)) return hold(file, false)
  const launcher = readLauncher(file)
  if (launcher !== undefined && (await isLive(launcher, file))) throw new ClusterError('cluster.served', { file, pid: launcher.pid })
  renameSync(file, `${file}.old`)
  if (!writeNew(file, text)) throw new ClusterError('cluster.served', { file, pid: readLauncher(file)?.pid ?? 0 })
  rmSync(`${file}.old`, { force: true })
  return hold(file, true)
}

/** Whether the lock is that of a living process of this machine. */
export function isHeldHere(file: string): boolean {
  const launcher = readLauncher(file)
  return launcher !== undefined && isHere(launcher)
}

function hold(file: string, wasAbandoned: boolean): LauncherLock {
  const pulse = setInterval(() => touch(file), PULSE_MS).unref()
  return {
    wasAbandoned,
    release() {
      clearInterval(pulse)
      rmSync(file, { force: true })
    },
  }
}

function isHere({ pid, birth, host }: Launcher): boolean {
  return host === hostname() && birthOf(pid) === birth
}

async function isLive(launcher: Launcher, file: string): Promise<boolean> {
  if (launcher.host === hostname()) return isHere(launcher)
  const last = statSync(file).mtimeMs
  for (const end = performance.now() + SILENCE_MS; performance.now() < end; await sleep(PULSE_MS / 4)) if (statSync(file).mtimeMs !== last) return true
  return false
}

function readLauncher(file: string): Launcher | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Launcher
  } catch {
    return undefined
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // A disk that is full or gone is noticed by PostgreSQL first.
  }
}

/** Makes the file, unless there is one; whoever looks sees all of it, or none: half of it would say that nobody holds the folder. */
function writeNew(file: string, text: string): boolean {
  const whole = `${file}.${process.pid}`
  writeFileSync(whole, text)
  try {
    linkSync(whole, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(whole, { force: true })
  }
}

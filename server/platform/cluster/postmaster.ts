import { closeSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import type { Binaries } from './binaries.ts'
import { ClusterError } from './cluster-error.ts'
import type { ClusterFolder } from './cluster-folder.ts'
import { lastLines, openLog, readLog } from './log-file.ts'
import { isAlive, signal, waitUntil } from './processes.ts'
import { noSpace } from './refused.ts'
import { start, type RunAs } from './run-as.ts'
import { asArguments, type Settings } from './settings.ts'

/** How a process ended, for a sentence: its exit code or the signal. */
export type End = { how: string }

/** PostgreSQL's first process, whose end is the server's end. */
export type Postmaster = {
  pid: number
  ended: Promise<End>
  /** Ends the server within a minute: fast, else at once, else by force. Twice is once. */
  stop: () => Promise<void>
}

/** What a postmaster is started with. */
export type Launch = { place: ClusterFolder; binaries: Binaries; runAs: RunAs; port: number; fixed: Settings; isThrowaway: boolean; patienceMs: number }

/** What the pid file tells of a running server. */
export type PidFile = { pid: number; folder: string; port: number; status: string }

/** A fast shutdown writes everything out, which may take its time on a slow disk. */
const FAST_MS = 45_000
const AT_ONCE_MS = 10_000
const READY = 'ready'

/** Reads the pid file, which PostgreSQL removes when it ends in order. Its lines are those of PostgreSQL's utils/pidfile.h. */
export function readPidFile(data: string): PidFile | undefined {
  try {
    const [pid, folder = '', , port, , , , status = ''] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(pid), folder, port: Number(port), status: status.trim() }
  } catch {
    return undefined
  }
}

/**
 * Starts PostgreSQL and waits until it takes connections. When our own process ends without having stopped it, it is told to end too.
 * @throws cluster.slow when it takes longer than our patience, and what its log says when it ends instead
 */
export async function startPostmaster(launch: Launch, signalOfStop: AbortSignal): Promise<Postmaster> {
  const { place, binaries, runAs, port, fixed, patienceMs, isThrowaway } = launch
  const log = openLog(place.log)
  const child = start(runAs, [binaries.postgres, '-D', place.data, '-p', String(port), ...asArguments(fixed)], { cwd: place.data, stdio: ['ignore', log.descriptor, log.descriptor] })
  closeSync(log.descriptor)
  let end: End | undefined
  const endWithUs = (): void => signal(child.pid!, isThrowaway ? 'SIGQUIT' : 'SIGINT')
  if (child.pid !== undefined) process.once('exit', endWithUs)
  const ended = endOf(child).then((how) => {
    process.off('exit', endWithUs)
    return (end = how)
  })
  const isReady = (): boolean => {
    const file = readPidFile(place.data)
    return file?.pid === child.pid && file?.status === READY
  }
  const isSettled = await waitUntil(() => end !== undefined || signalOfStop.aborted || isReady(), patienceMs)
  const words = (): string => readLog(place.log, log.start)
  if (end !== undefined) throw failureOf(words(), launch, end)
  let stopping: Promise<void> | undefined
  const postmaster = { pid: child.pid!, ended, stop: () => (stopping ??= endPostmaster(child.pid!, isThrowaway)) }
  if (isSettled && !signalOfStop.aborted) return postmaster
  await postmaster.stop()
  if (signalOfStop.aborted) throw new ClusterError('cluster.stopped', { folder: place.root })
  throw new ClusterError('cluster.slow', { seconds: Math.round(patienceMs / 1000), log: place.log, lines: lastLines(words()) })
}

/** Ends a postmaster in order; what is thrown away need not be written out first. */
export async function endPostmaster(pid: number, isThrowaway: boolean): Promise<void> {
  const steps = [['SIGINT', FAST_MS], ['SIGQUIT', AT_ONCE_MS], ['SIGKILL', AT_ONCE_MS]] as const
  for (const [name, milliseconds] of isThrowaway ? steps.slice(1) : steps) {
    signal(pid, name)
    if (await waitUntil(() => !isAlive(pid), milliseconds)) return
  }
  throw new ClusterError('cluster.stuck', { pid })
}

function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ how: error.message }))
    child.once('exit', (code, name) => resolve({ how: name ?? `exit code ${code}` }))
  })
}

/** Why a server did not start, by the words of its log. */
function failureOf(words: string, { place, port }: Launch, { how }: End): ClusterError {
  const folder = place.root
  if (/could not bind .*Address already in use/.test(words)) return new ClusterError('cluster.port_in_use', { port, holder: 'none' })
  if (/No space left on device|Disk quota exceeded/.test(words)) return noSpace(folder)
  if (/lock file "[^"]*" already exists/.test(words)) return new ClusterError('cluster.served', { file: place.lock, pid: readPidFile(place.data)?.pid ?? 0 })
  if (/Read-only file system|: Permission denied/.test(words)) return new ClusterError('cluster.unwritable', { folder, why: lastLines(words) })
  return new ClusterError('cluster.failed', { log: place.log, lines: lastLines(words) || how })
}

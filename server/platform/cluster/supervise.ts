import { setTimeout as sleep } from 'node:timers/promises'
import { ClusterError, type ClusterLog } from './cluster-error.ts'
import type { Postmaster } from './postmaster.ts'

/** A server that is kept running until it is stopped. */
export type Supervised = {
  /** The pid of the running server; undefined while there is none. */
  pid: () => number | undefined
  /** Ends the server and the watch. Twice is once. */
  stop: () => Promise<void>
  /** Fulfilled when the watch has ended; rejected where the server could not be ended. */
  closed: Promise<void>
}

/** How to start the server, and where to tell what happened. */
export type Watch = { launch: (stopping: AbortSignal) => Promise<Postmaster>; log: ClusterLog }

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000
/** A server that has run this long had a good start: after its death the pauses begin anew. */
const STEADY_MS = 30_000

/**
 * Starts a server and, whenever it dies, starts it again, after pauses that double up to ten seconds, for as long as it takes: a full disk
 * may be cleared tomorrow. Only the first start may fail.
 */
export async function supervise({ launch, log }: Watch): Promise<Supervised> {
  const stopping = new AbortController()
  let current: Postmaster | undefined = await launch(stopping.signal)

  async function watch(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      if (current !== undefined) {
        const began = performance.now()
        const { how } = await current.ended
        current = undefined
        if (stopping.signal.aborted) return
        if (performance.now() - began > STEADY_MS) failures = 0
        log('cluster.died', { how })
      }
      current = await relaunch(failures)
    }
    await current?.stop()
  }

  async function relaunch(failures: number): Promise<Postmaster | undefined> {
    try {
      await sleep(pauseAfter(failures), undefined, { signal: stopping.signal })
      const postmaster = await launch(stopping.signal)
      log('cluster.restarted', { pid: postmaster.pid })
      return postmaster
    } catch (error) {
      if (!stopping.signal.aborted) log('cluster.restart_failed', error instanceof ClusterError ? { why: error.code, ...error.details } : { why: (error as Error).message })
      return undefined
    }
  }

  const closed = watch()
  closed.catch(() => {})
  return {
    pid: () => current?.pid,
    async stop() {
      stopping.abort()
      await current?.stop()
      await closed
    },
    closed,
  }
}

/** How long to wait before the next start, after so many failures in a row. */
function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS)
}

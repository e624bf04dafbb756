import { Worker } from 'node:worker_threads'
import { openHttp } from '#server/app/http'
import { openMetrics } from '#server/app/metrics'
import { ROUTES } from '#server/app/modules'
import { isMigrated } from '#server/migrations/index'
import { openSeal } from '#server/platform/seal'
import { openRecorder, type Recorder } from '#server/modules/activity/index'
import { recordBatch } from '#server/modules/activity/record-batch'
import { createKey, openKeyring, PERMISSIONS } from '#server/modules/keys/index'
import { openAuth } from '#server/modules/staff/index'
import type { Database } from '#server/platform/database'
import { openLog } from '#server/platform/log'
import type { Answered, Load, Sent } from './client.ts'
import type { Shop, World } from './world.ts'

/** A server that listens, with everything that the real one has but its limit of requests. */
export type Edge = { url: string; recorder: Recorder; close: () => Promise<void> }

/** As many transactions at once as the pool has connections. */
const LANES = 10
const UNLIMITED = 1_000_000_000

export async function openEdge({ database }: World, { isGathered }: { isGathered: boolean }): Promise<Edge> {
  const metrics = openMetrics()
  const measured = metrics.measuredDatabase(database)
  const recorder = isGathered ? openRecorder(measured) : openUngathered(measured)
  const http = openHttp({
    house: { database: measured, clock: Date.now, recorder, site: null, staffAuth: openAuth({ db: measured.bare, secret: 'nobody signs in while it is measured', publicUrl: null, clock: Date.now }), seal: openSeal('bench') }, routes: ROUTES, keyring: openKeyring(measured), metrics,
    log: openLog({ level: 'silent' }), isReady: () => isMigrated(database), limits: { requests: UNLIMITED },
  })
  const url = await http.listen({ host: '127.0.0.1', port: 0 })
  return { url, recorder, close: async () => {
    await http.close()
    await recorder.close()
  } }
}

/** The recorder that the real one is held against: a transaction for each request. */
function openUngathered(database: Database): Recorder {
  const lanes = Array.from({ length: LANES }, () => Promise.resolve() as Promise<unknown>)
  let asked = 0
  return {
    record({ storeId, actor, now }, recordings) {
      const lane = (asked += 1) % LANES
      const answers = (lanes[lane] as Promise<unknown>).then(() => database.inStore(storeId, (db) => recordBatch({ db, storeId, actor, now }, recordings)))
      lanes[lane] = answers.catch(() => {})
      return answers
    },
    close: async () => void (await Promise.all(lanes)),
  }
}

/** A key that opens everything of a store. */
export async function newKey({ inStore }: Shop): Promise<string> {
  return (await inStore((ctx) => createKey(ctx, { name: 'Bench', scopes: [...PERMISSIONS] }), Date.now())).secret
}

/** Sends requests from a thread of its own, which shares the machine with the server. @throws what a request was answered that went wrong */
export function sendLoad(edge: Edge, load: Omit<Load, 'url'> & ({ inFlight: number } | { perSecond: number })): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./client.ts', import.meta.url), { workerData: { ...load, url: `${edge.url}/api/v1` } })
    thread.once('message', resolve).once('error', reject)
  })
}

/** Requests that record these outside events: each alone, or so many together. */
export function recordRequests(events: readonly object[], together = 1): Sent[] {
  return Array.from({ length: Math.ceil(events.length / together) }, (_, index) => {
    const some = events.slice(index * together, (index + 1) * together)
    return { method: 'POST', path: '/events', body: JSON.stringify(together === 1 ? some[0] : { events: some }) }
  })
}

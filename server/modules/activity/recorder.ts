import type { Instant } from '#engine/calendar'
import type { Actor } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { recordBatch } from './record-batch.ts'
import type { Answer, Recording } from './recording.ts'

/** Gathers what many requests want recorded, and writes it together. */
export type Recorder = {
  /** Records events of a store, in their order; answers once they are durable. @throws AppError where nothing of it could be tried */
  record: (request: { storeId: string; actor: Actor; now: Instant }, recordings: readonly Recording[]) => Promise<Answer[]>
  /** Waits for what was accepted; nothing more may be asked. */
  close: () => Promise<void>
}

type Request = { actor: Actor; now: Instant; recordings: readonly Recording[]; resolve: (answers: Answer[]) => void; reject: (reason: unknown) => void }
type Queue = { waiting: Request[]; running: Promise<void> | null }

/** Events of one transaction: beyond this a batch gets slower, not faster. */
const MOST_EVENTS = 1_000
/** How often a batch is tried again that met another one: a deadlock, or the same new key at the same time. */
const TRIES = 5
const PASSING = new Set(['40001', '40P01', '23505', '55P03'])

/** Opens a recorder; `linger` milliseconds are waited for company before the first batch of a quiet store. */
export function openRecorder(database: Database, { linger = 1 }: { linger?: number } = {}): Recorder {
  const queues = new Map<string, Queue>()
  const drain = async (storeId: string, queue: Queue) => {
    await new Promise((wait) => setTimeout(wait, linger))
    while (queue.waiting.length > 0) await answer(database, storeId, takeBatch(queue))
    queues.delete(storeId)
  }
  return {
    record: ({ storeId, actor, now }, recordings) => new Promise((resolve, reject) => {
      const queue = queues.get(storeId) ?? { waiting: [], running: null }
      queues.set(storeId, queue)
      queue.waiting.push({ actor, now, recordings, resolve, reject })
      queue.running ??= drain(storeId, queue)
    }),
    close: async () => void (await Promise.all([...queues.values()].map(({ running }) => running))),
  }
}

/** As many waiting requests as fit into a transaction; always one. */
function takeBatch({ waiting }: Queue): Request[] {
  let events = 0
  let count = 0
  while (count < waiting.length && (count === 0 || events + (waiting[count] as Request).recordings.length <= MOST_EVENTS)) events += (waiting[count++] as Request).recordings.length
  return waiting.splice(0, count)
}

/** Records requests together; where that fails, in halves, so that what cannot be recorded fails alone. */
async function answer(database: Database, storeId: string, requests: readonly Request[]): Promise<void> {
  try {
    const answers = await tryBatch(database, storeId, requests)
    let from = 0
    for (const { recordings, resolve } of requests) resolve(answers.slice(from, from += recordings.length))
  } catch (error) {
    if (requests.length === 1 || error instanceof AppError) return requests.forEach(({ reject }) => reject(error))
    const middle = requests.length >> 1
    await answer(database, storeId, requests.slice(0, middle))
    await answer(database, storeId, requests.slice(middle))
  }
}

async function tryBatch(database: Database, storeId: string, requests: readonly Request[]): Promise<Answer[]> {
  const recordings = requests.flatMap((request) => request.recordings)
  const [{ actor }] = requests as [Request]
  const now = Math.max(...requests.map((request) => request.now))
  for (let tried = 1; ; tried += 1) {
    try {
      return await database.inStore(storeId, (db) => recordBatch({ db, storeId, actor, now }, recordings))
    } catch (error) {
      if (tried === TRIES || !PASSING.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}

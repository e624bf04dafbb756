import type { Instant } from '#engine/calendar'
import type { Actor } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { tryAgain } from '#server/platform/try-again'
import { openTurns } from '#server/platform/turns'
import { recordBatch } from './record-batch.ts'
import type { Answer, Recording } from './recording.ts'

/** Gathers what many requests want recorded, and writes it together. */
export type Recorder = {
  /** Records events of a store; answers, in the same order, once they are durable. @throws AppError where nothing of it could be tried */
  record: (request: { storeId: string; actor: Actor; now: Instant }, recordings: readonly Recording[]) => Promise<Answer[]>
  /** Waits for what was accepted; nothing more may be asked. */
  close: () => Promise<void>
}

type Request = { actor: Actor; now: Instant; recordings: readonly Recording[]; resolve: (answers: Answer[]) => void; reject: (reason: unknown) => void }
type Queue = { waiting: Request[]; flushing: Set<Promise<void>> }

/** Events of one transaction: beyond this a batch gets slower, not faster. */
const MOST_EVENTS = 500
/** Batches of one store at once: while one is written, the next is judged. A third would only wait for the store's chain. */
const MOST_OF_STORE = 2
/** Batches of all stores at once: more wait longer and do no more, and readers find a connection. */
const MOST_AT_ONCE = 4

/** `linger`: milliseconds that are waited for company before the first batch of a quiet store; `checkpointEvery`: how many events may be folded again. */
export type RecorderOptions = { linger?: number; checkpointEvery?: number }

/** Opens a recorder. */
export function openRecorder(database: Database, { linger = 1, ...options }: RecorderOptions = {}): Recorder {
  const queues = new Map<string, Queue>()
  const turns = openTurns(MOST_AT_ONCE)
  const flush = async (storeId: string, queue: Queue) => {
    await new Promise((wait) => setTimeout(wait, linger))
    while (queue.waiting.length > 0) await turns.take(() => answer(takeBatch(queue), (requests) => tryBatch(database, storeId, { requests, options })))
  }
  const startFlush = (storeId: string, queue: Queue) => {
    const flushing = flush(storeId, queue).finally(() => {
      queue.flushing.delete(flushing)
      // What came after the last look at the queue, while as many as may be were still ending.
      if (queue.waiting.length > 0) startFlush(storeId, queue)
      else if (queue.flushing.size === 0) queues.delete(storeId)
    })
    queue.flushing.add(flushing)
  }
  return {
    record: ({ storeId, actor, now }, recordings) => new Promise((resolve, reject) => {
      const queue = queues.get(storeId) ?? { waiting: [], flushing: new Set() }
      queues.set(storeId, queue)
      queue.waiting.push({ actor, now, recordings, resolve, reject })
      if (queue.flushing.size < MOST_OF_STORE) startFlush(storeId, queue)
    }),
    close: async () => {
      while (queues.size > 0) await Promise.all([...queues.values()].flatMap(({ flushing }) => [...flushing]))
    },
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
async function answer(requests: readonly Request[], attempt: (requests: readonly Request[]) => Promise<Answer[]>): Promise<void> {
  if (requests.length === 0) return
  try {
    const answers = await attempt(requests)
    let from = 0
    for (const { recordings, resolve } of requests) resolve(answers.slice(from, from += recordings.length))
  } catch (error) {
    if (requests.length === 1 || error instanceof AppError) return requests.forEach(({ reject }) => reject(error))
    const middle = requests.length >> 1
    await answer(requests.slice(0, middle), attempt)
    await answer(requests.slice(middle), attempt)
  }
}

async function tryBatch(database: Database, storeId: string, { requests, options }: { requests: readonly Request[]; options: RecorderOptions }): Promise<Answer[]> {
  const recordings = requests.flatMap((request) => request.recordings)
  const [{ actor }] = requests as [Request]
  const now = Math.max(...requests.map((request) => request.now))
  return tryAgain(() => database.inStore(storeId, (db) => recordBatch({ db, storeId, actor, now }, recordings, options)))
}

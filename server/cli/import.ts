import { isZone } from '#engine/calendar'
import { insertGuests, listAmended, openRecorder, type Answer, type GuestOrder, type Recorder, type Recording } from '#server/modules/activity/index'
import { readTimeline } from '#server/modules/programs/index'
import { FileError, stageOrders, type FileOrder } from '#server/connectors/csv/index'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { amendOrders, setApart } from './amend-orders.ts'
import { conflictLine, describeConflicts, type Conflict } from './conflicts.ts'
import { Failure, UsageError } from './exits.ts'
import { onDatabase } from './open-database.ts'
import { IMPORTED, netMinor, openTranslation, OrderError } from './order-events.ts'
import { openProgress } from './progress.ts'
import type { Text } from './text.ts'

export type ImportOptions = { store: string; orders: string[]; zone?: string; json?: boolean; amend?: boolean }

/** What an import came to. `conflicts` are orders that were imported before with another content: nothing of them was changed. `amended` are those that the file's content took the place of. */
export type Imported = { orders: number; recorded: number; known: number; amended: number; guests: number; conflicts: readonly Conflict[]; refused: readonly { order: string; code: string }[]; badLines: number }

/** Events of one transaction, and how many transactions are on their way at once. */
const BATCH = 500
const AT_ONCE = 2
const MOST_TOLD = 20
const ACTOR = { kind: 'system', job: 'import' } as const

/** `rockpool import`: files of orders through the same door as every other event. Run again, it goes on; run twice, it is once. @throws UsageError, Failure */
export async function runImport({ store: storeId, orders: files, zone, json = false, amend = false }: ImportOptions, text: Text): Promise<void> {
  const { locale, say } = text
  if (zone !== undefined && !isZone(zone)) throw new UsageError(say('cli.wrong.zone', { found: zone }))
  const { conflicts, ...imported } = await onDatabase(locale, async ({ database }) => {
    const recorder = openRecorder(database, { linger: 0 })
    return importFiles({ database, recorder, storeId, files, zone, amend }, text).finally(recorder.close)
  }).catch((error: unknown) => {
    throw error instanceof FileError || error instanceof OrderError ? new Failure(error.message) : error
  })
  process.stdout.write(json ? `${JSON.stringify({ ...imported, conflicts } satisfies Imported)}\n` : `${toldLines(imported, text).join('\n')}\n`)
  if (conflicts.length === 0) return
  const orders = conflicts.slice(0, MOST_TOLD).map(({ order }) => order).join(', ')
  throw new Failure([say('cli.import.conflicts', { count: conflicts.length, orders }), ...conflicts.slice(0, MOST_TOLD).map((conflict) => conflictLine(conflict, text)), say(amend ? 'cli.import.of_others' : 'cli.import.hint')].join('\n  '))
}

type Importing = { database: Database; recorder: Recorder; storeId: string; files: readonly string[]; zone: string | undefined; amend: boolean }

/** An import under way: what it came to so far. */
type Tally = { recorded: number; known: number; amended: number; guests: number; conflicts: Recording[]; refused: { recording: Recording; code: string }[] }

async function importFiles({ database, recorder, storeId, files, zone, amend }: Importing, text: Text): Promise<Imported> {
  const read = <T>(act: (ctx: ReadContext) => Promise<T>) => database.readStore(storeId, (db) => act({ db, storeId, actor: ACTOR, now: Date.now() }))
  const program = (await read(readTimeline)).at(-1)?.program
  if (program === undefined) throw new Failure(text.say('cli.import.no_store', { storeId }))
  const progress = openProgress(text)
  const reading = progress.begin('cli.progress.reading')
  const staged = await stageOrders({ files, zone: zone ?? program.zone, currency: program.currency, onProgress: ({ bytes, totalBytes }) => reading(bytes, totalBytes) })
  try {
    const tally: Tally = { recorded: 0, known: 0, amended: 0, guests: 0, conflicts: [], refused: [] }
    const [eventsOf, amended] = [openTranslation(program), await read(listAmended)]
    const running = progress.begin('cli.progress.importing')
    const ask = (recordings: readonly Recording[]) => recorder.record({ storeId, actor: ACTOR, now: Date.now() }, recordings)
    const record = async (recordings: readonly Recording[]) => {
      const { fresh, known, conflicts } = setApart(recordings, amended)
      tally.known += known
      tally.conflicts.push(...conflicts)
      if (fresh.length > 0) countAnswers(tally, fresh, await ask(fresh))
    }
    let done = 0
    for await (const orders of staged.orders()) {
      const guests = orders.filter(({ member }) => member === undefined).map(guestOf)
      if (guests.length > 0) await database.inStore(storeId, (db) => insertGuests({ db, storeId, actor: ACTOR, now: Date.now() }, guests))
      tally.guests += guests.length
      await inTurns(orders.flatMap((order) => (order.member === undefined ? [] : eventsOf(order).map((event): Recording => ({ member: { externalId: order.member as string }, event })))), record)
      running((done += orders.length), staged.orderCount)
    }
    if (amend) await amendAll(tally, { read, record: ask, amended })
    const { refused, conflicts, ...counts } = tally
    return {
      orders: staged.orderCount, ...counts, badLines: staged.badLineCount, refused: refused.map(({ recording, code }) => ({ order: recording.event.id, code })),
      conflicts: await read((ctx) => describeConflicts(ctx, conflicts, amended)),
    }
  } finally {
    progress.stop()
    await staged.close()
  }
}

/** Corrects what is in conflict; then what was refused before is asked once more, as it may be about what was corrected. */
async function amendAll(tally: Tally, amending: Parameters<typeof amendOrders>[1]): Promise<void> {
  const [conflicts, refused] = [tally.conflicts.splice(0), tally.refused.splice(0)]
  for (let from = 0; from < conflicts.length; from += BATCH) {
    const { asked, answers, others } = await amendOrders(conflicts.slice(from, from + BATCH), amending)
    const before = tally.recorded
    countAnswers(tally, asked, answers)
    tally.amended += tally.recorded - before
    tally.recorded = before
    tally.conflicts.push(...others)
  }
  const again = refused.map(({ recording }) => recording)
  if (again.length > 0) await inTurns(again, async (batch) => countAnswers(tally, batch, await amending.record(batch)))
}

/** Batches in their order, a few of them on their way at once: a store books them one after the other. */
async function inTurns(recordings: readonly Recording[], record: (batch: readonly Recording[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < recordings.length; from += BATCH * AT_ONCE) {
    const batches = Array.from({ length: AT_ONCE }, (_, n) => recordings.slice(from + n * BATCH, from + (n + 1) * BATCH)).filter(({ length }) => length > 0)
    await Promise.all(batches.map(record))
  }
}

function countAnswers(tally: Tally, recordings: readonly Recording[], answers: readonly Answer[]): void {
  for (const [index, answer] of answers.entries()) {
    const recording = recordings[index] as Recording
    // Who joined with an earlier file has joined: this one begins with another order.
    const hasJoined = answer.status === 'conflict' && recording.event.kind === 'member.joined'
    if (answer.status === 'accepted') tally.recorded += 1
    else if (answer.status === 'duplicate' || hasJoined) tally.known += 1
    else if (answer.status === 'conflict') tally.conflicts.push(recording)
    else if (answer.status === 'refused') tally.refused.push({ recording, code: answer.code })
  }
}

function guestOf(order: FileOrder): GuestOrder {
  return { source: IMPORTED, id: order.id, at: order.at, kind: order.kind, currency: order.currency, netMinor: netMinor(order) }
}

function toldLines({ orders, recorded, known, amended, guests, refused, badLines }: Omit<Imported, 'conflicts'>, { say }: Text): string[] {
  return [
    say('cli.import.done', { orders, recorded, known, guests, badLines }),
    ...(amended === 0 ? [] : [say('cli.import.amended', { amended })]),
    ...refused.slice(0, MOST_TOLD).map(({ order, code }) => say('cli.import.refused', { order, code })),
  ]
}

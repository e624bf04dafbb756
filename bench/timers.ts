import { advanceStore, openRecorder } from '#server/modules/activity/index'
import { dueBy, openCrowd } from './clones.ts'
import { median, p99, progress, secondsOf } from './measure.ts'
import { customer, inBatches, orderEvent } from './orders.ts'
import { assertSame, rowsOfMembers } from './rival.ts'
import { writeRows } from './rival.store.ts'
import { ACTOR, type Shop, type World } from './world.ts'

const ROUNDS = 5
const RIVAL_BATCH = 200
/** Events a second beside the drain, for so many seconds at a time. */
const PER_SECOND = 100
const SECONDS = 10
const TURNS = 2
const REGULARS = 500

export type TimerFigures = { ours: number; rival: number; ratio: number }

/** Members a second to whom time does what is due, and the best SQL by hand for the same rows: in turns, the median of the ratios. */
export async function measureTimers(world: World, { members }: { members: number }): Promise<TimerFigures> {
  const rounds = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const [shop, rival] = [await openCrowd(world, members), await openCrowd(world, members)]
    const until = dueBy(world)
    const ours = members / await secondsOf(() => advanceStore(world, { storeId: shop.storeId, until }))
    const batches = inBatches(await rowsOfMembers(shop, rival), RIVAL_BATCH)
    const seconds = await secondsOf(async () => {
      for (const batch of batches) await world.database.inStore(rival.storeId, (db) => writeRows({ db, storeId: rival.storeId }, mergeRows(batch)))
    })
    // What is left over there is the member that the others are copies of.
    await advanceStore(world, { storeId: rival.storeId, until })
    await assertSame(shop, rival)
    progress(`  due members: ${Math.round(ours)} a second, SQL by hand ${Math.round(members / seconds)}`)
    rounds.push({ ours, rival: members / seconds })
  }
  return { ours: Math.round(median(rounds.map(({ ours }) => ours))), rival: Math.round(median(rounds.map(({ rival }) => rival))), ratio: median(rounds.map(({ ours, rival }) => ours / rival)) }
}

type Rows = Awaited<ReturnType<typeof rowsOfMembers>>[number]

function mergeRows(batch: readonly Rows[]): Rows {
  const kinds = Object.keys(batch[0] as Rows) as (keyof Rows)[]
  const merged = Object.fromEntries(kinds.map((kind) => [kind, batch.flatMap((rows) => rows[kind])])) as Rows
  return { ...merged, postings: merged.postings.map((posting, index) => ({ ...posting, posting_no: index + 1 })) }
}

export type DrainFigures = { idleMs: number; drainingMs: number; ratio: number }

/** What 99 of 100 events wait for their answer at a steady pace, and beside the drain of a crowd's due members, in turns. */
export async function measureDrain(world: World, crowd: Shop): Promise<DrainFigures> {
  const recorder = openRecorder(world.database)
  const request = (number: number) => recorder.record({ storeId: crowd.storeId, actor: ACTOR, now: Date.now() }, [{ member: { externalId: customer(number % REGULARS) }, event: orderEvent(number, world.began + number * 1_000) }])
  for (let number = 0; number < REGULARS; number += 1) await request(number)
  const [idle, draining]: [number[], number[]] = [[], []]
  for (let turn = 0, next = REGULARS; turn < TURNS; turn += 1) {
    idle.push(...await atPace((index) => request(next + index)))
    next += PER_SECOND * SECONDS
    let isOver = false
    const drain = advanceStore(world, { storeId: crowd.storeId, until: dueBy(world), isOver: () => isOver }).then(() => {
      if (!isOver) progress('  the crowd was too small: all due members were done before the turn was over (--members)')
    })
    draining.push(...await atPace((index) => request(next + index)))
    next += PER_SECOND * SECONDS
    isOver = true
    await drain
  }
  await recorder.close()
  const [idleMs, drainingMs] = [p99(idle), p99(draining)]
  progress(`  p99 of an event: ${idleMs.toFixed(1)} ms, beside the drain ${drainingMs.toFixed(1)} ms`)
  return { idleMs, drainingMs, ratio: drainingMs / idleMs }
}

/** Milliseconds of each of many requests that come at a steady pace, from when they were due. */
async function atPace(request: (index: number) => Promise<unknown>): Promise<number[]> {
  const began = performance.now()
  return Promise.all(Array.from({ length: PER_SECOND * SECONDS }, async (_, index) => {
    const due = began + (index * 1_000) / PER_SECOND
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    await request(index)
    return performance.now() - due
  }))
}

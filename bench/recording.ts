import { openRecorder, type Recorder, type Recording } from '#server/modules/activity/index'
import { atOnce, median, progress, secondsOf } from './measure.ts'
import { inBatches, orderRecordings } from './orders.ts'
import { assertSame, copyRows, rowsOf } from './rival.ts'
import { writeRows, type Rows } from './rival.store.ts'
import { ACTOR, openShop, type Shop, type World } from './world.ts'

/** Events of a request, batches of a store that are on their way at once (as an import has them), and connections that write for the rival. */
const BATCH = 500
const LANES = 2
const ROUNDS = 5

export type RecordingSizes = { stores: number; members: number; events: number }
export type RecordingFigures = { ours: number; rival: number; ratio: number }

/**
 * Events of orders a second through the recorder, and the best SQL by hand for the same rows on the same server: in turns, the median of
 * the ratios of some rounds. The members are there, with an order each, before the first round.
 */
export async function measureRecording(world: World, { stores, members, events }: RecordingSizes): Promise<RecordingFigures> {
  const recorder = openRecorder(world.database)
  const pairs: { ours: Shop; rival: Shop }[] = []
  for (let store = 0; store < stores; store += 1) pairs.push({ ours: await openShop(world), rival: await openShop(world) })
  const warm = orderRecordings({ from: 0, count: members, members, began: world.began })
  await atOnce(pairs.flatMap(({ ours, rival }) => [ours, rival]), LANES, (shop) => record(recorder, shop, warm))
  const rounds = []
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measureRound({ world, recorder, pairs }, { from: members + round * events, events, members }))
  await recorder.close()
  for (const { ours, rival } of pairs.slice(0, 1)) await assertSame(ours, rival)
  return { ours: median(rounds.map(({ ours }) => ours)), rival: median(rounds.map(({ rival }) => rival)), ratio: median(rounds.map(({ ours, rival }) => ours / rival)) }
}

type Contest = { world: World; recorder: Recorder; pairs: readonly { ours: Shop; rival: Shop }[] }

async function measureRound({ world, recorder, pairs }: Contest, { from, events, members }: { from: number; events: number; members: number }): Promise<{ ours: number; rival: number }> {
  const recordings = orderRecordings({ from, count: events, members, began: world.began })
  const ours = await secondsOf(() => Promise.all(pairs.map((pair) => record(recorder, pair.ours, recordings))))
  const writes: { storeId: string; rows: Rows }[][] = []
  for (const pair of pairs) {
    const copy = await copyRows(pair.ours, pair.rival)
    writes.push(inBatches(recordings, BATCH).map((batch) => ({ storeId: pair.rival.storeId, rows: rowsOf(copy, batch.map(({ event }) => event.id)) })))
  }
  const ordered = Array.from({ length: writes[0]?.length ?? 0 }, (_, batch) => writes.map((batches) => batches[batch] as (typeof batches)[number])).flat()
  const rival = await secondsOf(() => atOnce(ordered, LANES, ({ storeId, rows }) => world.database.inStore(storeId, (db) => writeRows({ db, storeId }, rows))))
  const perSecond = (seconds: number) => Math.round((events * pairs.length) / seconds)
  progress(`  ${pairs.length} stores: ${perSecond(ours)} events/s, SQL by hand ${perSecond(rival)}`)
  return { ours: perSecond(ours), rival: perSecond(rival) }
}

async function record(recorder: Recorder, { storeId }: Shop, recordings: readonly Recording[]): Promise<void> {
  await atOnce(inBatches(recordings, BATCH), LANES, async (batch) => {
    const answers = await recorder.record({ storeId, actor: ACTOR, now: Date.now() }, batch)
    if (!answers.every(({ status }) => status === 'accepted')) throw new Error(`every order is new and right: ${JSON.stringify(answers.find(({ status }) => status !== 'accepted'))}`)
  })
}

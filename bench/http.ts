import { instantText, type Instant } from '#engine/calendar'
import { newKey, openEdge, recordRequests, sendLoad, type Edge } from './edge.ts'
import { median, p99, progress } from './measure.ts'
import { customer, inBatches, orderRecordings, paidOrder } from './orders.ts'
import { ACTOR, openShop, type World } from './world.ts'

const ROUNDS = 3
/** Seconds that a round of single events takes, more or less, on a small machine. */
const GATHERED_PER_FLIGHT = { 64: 3_000, 512: 8_000 } as const
const UNGATHERED = 1_500
const BULK = 500
const BULK_REQUESTS = 30
const BULK_IN_FLIGHT = 4
/** Orders happen a second apart, and through HTTP none may happen only later: they began so long ago. */
const AGO_MS = 10 * 86_400_000

export type HttpFigures = { ratio64: number; ratio512: number; gathered64: number; gathered512: number; p99At64Ms: number; bulkPerSecond: number }

type Side = { gathered: Edge; ungathered: Edge; key: string; members: number; began: Instant; next: { number: number } }

/** Events through HTTP, the client on the same machine: one to a request, gathered and not, in turns; and requests of 500. */
export async function measureHttp(world: World, { members }: { members: number }): Promise<HttpFigures> {
  const shop = await openShop(world)
  const side: Side = {
    gathered: await openEdge(world, { isGathered: true }), ungathered: await openEdge(world, { isGathered: false }), key: await newKey(shop), members, began: world.began - AGO_MS, next: { number: members },
  }
  for (const batch of inBatches(orderRecordings({ from: 0, count: members, members, began: side.began }), BULK)) await side.gathered.recorder.record({ storeId: shop.storeId, actor: ACTOR, now: Date.now() }, batch)
  const [at64, at512] = [await measureFlight(side, 64), await measureFlight(side, 512)]
  const bulk = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const { seconds } = await sendLoad(side.gathered, { key: side.key, inFlight: BULK_IN_FLIGHT, requests: recordRequests(nextOrders(side, BULK * BULK_REQUESTS), BULK) })
    bulk.push((BULK * BULK_REQUESTS) / seconds)
  }
  await Promise.all([side.gathered.close(), side.ungathered.close()])
  return { ratio64: at64.ratio, ratio512: at512.ratio, gathered64: at64.gathered, gathered512: at512.gathered, p99At64Ms: at64.p99Ms, bulkPerSecond: Math.round(median(bulk)) }
}

async function measureFlight(side: Side, inFlight: 64 | 512): Promise<{ ratio: number; gathered: number; p99Ms: number }> {
  const rounds = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const count = GATHERED_PER_FLIGHT[inFlight]
    const gathered = await sendLoad(side.gathered, { key: side.key, inFlight, requests: recordRequests(nextOrders(side, count)) })
    const ungathered = await sendLoad(side.ungathered, { key: side.key, inFlight, requests: recordRequests(nextOrders(side, UNGATHERED)) })
    const [fast, slow] = [count / gathered.seconds, UNGATHERED / ungathered.seconds]
    progress(`  ${inFlight} in flight: gathered ${Math.round(fast)} events/s, ungathered ${Math.round(slow)}`)
    rounds.push({ ratio: fast / slow, gathered: fast, p99Ms: p99(gathered.latencies) })
  }
  return { ratio: median(rounds.map(({ ratio }) => ratio)), gathered: Math.round(median(rounds.map(({ gathered }) => gathered))), p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)) }
}

/** The next orders of the store, in the form in which a shop tells them. */
function nextOrders({ next, members, began }: Side, count: number): object[] {
  return Array.from({ length: count }, () => {
    const number = next.number++
    return { source: 'shop', id: `O${number}`, occurredAt: instantText(began + number * 1_000), member: customer(number % members), ...typed(paidOrder(number)) }
  })
}

function typed({ kind, ...body }: ReturnType<typeof paidOrder>): object {
  return { type: kind, ...body }
}

import type { EventBody, MemberEvent } from '#engine/member/event'
import { openRecorder, type Recorder, type Recording } from '#server/modules/activity/index'
import { median, progress } from './measure.ts'
import { inBatches } from './orders.ts'
import { ACTOR, openShop, type World } from './world.ts'

const HOUR = 3_600_000
const BATCH = 500
const ROUNDS = 40
const LATE_ROUNDS = 6
/** A line of 50 dollars earns points, one of 50 cents none. */
const [EARNING, EARNING_NOTHING] = [5_000, 50]

export type BigMemberFigures = Record<'order' | 'refund' | 'spend', { bigMs: number; smallMs: number; ratio: number }>

/** A member of some orders, one an hour until the beginning; the first of them earned no points, so that there are fewer lots. */
function pastOf(member: string, { orders, lots, began }: { orders: number; lots: number; began: number }): Recording[] {
  return Array.from({ length: orders }, (_, n) => ({ member: { externalId: member }, event: { source: 'past', id: `${member}-${n}`, at: began - (orders - n) * HOUR, ...bought(`${member}-${n}`, n < orders - lots ? EARNING_NOTHING : EARNING) } }))
}

function bought(id: string, amountMinor: number): EventBody {
  return { kind: 'order.paid', order: { id, currency: 'USD', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor }] } }
}

type Site = { world: World; storeId: string; recorder: Recorder }

async function openSite(world: World): Promise<Site> {
  return { world, storeId: (await openShop(world)).storeId, recorder: openRecorder(world.database, { linger: 0 }) }
}

async function tell({ storeId, recorder, world }: Site, recordings: readonly Recording[]): Promise<void> {
  const answers = await recorder.record({ storeId, actor: ACTOR, now: world.began }, recordings)
  if (!answers.every(({ status }) => status === 'accepted')) throw new Error(`every event is new and right: ${JSON.stringify(answers.find(({ status }) => status !== 'accepted'))}`)
}

/** Milliseconds of one event, alone in its transaction, of a member with so many orders and open lots, and of one with 5, in turns. */
export async function measureBigMember(world: World, { orders, lots }: { orders: number; lots: number }): Promise<BigMemberFigures> {
  const site = await openSite(world)
  const { began } = world
  for (const batch of inBatches([...pastOf('big', { orders, lots, began }), ...pastOf('small', { orders: 5, lots: 5, began })], BATCH)) await tell(site, batch)
  const kinds = { order: (member: string, n: number) => bought(`${member}-new-${n}`, EARNING), refund: (member: string, n: number): EventBody => ({ kind: 'order.refunded', orderId: `${member}-new-${n}`, refund: {} }), spend: (): EventBody => ({ kind: 'points.spent', points: 1, purpose: 'checkout' }) }
  const times = { order: { big: [] as number[], small: [] as number[] }, refund: { big: [] as number[], small: [] as number[] }, spend: { big: [] as number[], small: [] as number[] } }
  // Points wait 30 days: spends come after that.
  for (const kind of ['order', 'refund', 'spend'] as const) {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const member of ['big', 'small'] as const) {
        const at = began + (kind === 'spend' ? 40 * 24 * HOUR : 0) + (kind === 'refund' ? HOUR : 0) + round * 1_000
        const event: MemberEvent = { source: 'shop', id: `${kind}-${member}-${round}`, at, ...kinds[kind](member, round) }
        const started = performance.now()
        await tell(site, [{ member: { externalId: member }, event }])
        times[kind][member].push(performance.now() - started)
      }
    }
  }
  await site.recorder.close()
  return Object.fromEntries((['order', 'refund', 'spend'] as const).map((kind) => {
    const [bigMs, smallMs] = [median(times[kind].big), median(times[kind].small)]
    progress(`  ${kind} of a big member: ${bigMs.toFixed(1)} ms, of a small one ${smallMs.toFixed(1)} ms`)
    return [kind, { bigMs, smallMs, ratio: bigMs / smallMs }]
  })) as BigMemberFigures
}

/** Milliseconds of a late event: an order that belongs before the last ten, of members with so many events; the first, and the ones after it, which find a checkpoint. */
export async function measureLate(world: World, sizes: readonly number[]): Promise<{ events: number; firstMs: number; lateMs: number; onTimeMs: number }[]> {
  const site = await openSite(world)
  const figures = []
  for (const events of sizes) {
    const member = `member-${events}`
    for (const batch of inBatches(pastOf(member, { orders: events, lots: events, began: world.began }), BATCH)) await tell(site, batch)
    const [late, onTime]: [number[], number[]] = [[], []]
    for (let round = 0; round < LATE_ROUNDS; round += 1) {
      for (const [times, at] of [[late, world.began - Math.min(10, events) * HOUR + round + 1], [onTime, world.began + round]] as const) {
        const id = `${member}-${at}`
        const started = performance.now()
        await tell(site, [{ member: { externalId: member }, event: { source: 'shop', id, at, ...bought(id, EARNING) } }])
        times.push(performance.now() - started)
      }
    }
    const [first, ...next] = late as [number, ...number[]]
    figures.push({ events, firstMs: first, lateMs: median(next), onTimeMs: median(onTime) })
    progress(`  a late event of a member with ${events}: the first ${first.toFixed(1)} ms, the next ${median(next).toFixed(1)} ms, one on time ${median(onTime).toFixed(1)} ms`)
  }
  await site.recorder.close()
  return figures
}

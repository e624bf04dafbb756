import assert from 'node:assert/strict'
import { instantText } from '#engine/calendar'
import { openChance } from '#server/demo/chance'
import { openAsk, tallied, type Answered, type Ask } from './ask.ts'
import type { Asked, Ground } from './ground.ts'
import { proveStore } from './prove-store.ts'

const AT_ONCE = 200
const BALANCE = 50
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** A store of a race's own, and events of its one member; minutes count from two hours ago. */
type Track = { ask: Ask; storeId: string; event: (id: string, minutes: number, body: object) => object; tell: (event: object) => Promise<Answered> }

/** A race, by what must come of it. */
export type Race = { name: string; run: (ground: Ground, seed: number) => Promise<void> }

export const RACES: readonly Race[] = [
  { name: `${AT_ONCE} spends at once of a balance of ${BALANCE} are exactly ${BALANCE}, and each of the others is told the balance`, run: spendTheLast },
  { name: `the same idempotency key ${AT_ONCE} times at once is one effect, and one answer to the byte`, run: repeatAtOnce },
  { name: 'of two bodies under one key at once, one wins, and the other is a conflict each time', run: contradictAtOnce },
  { name: `${AT_ONCE} spends, each taken back twice at once, come back once each`, run: undoTwice },
  { name: `time, spends, refunds and adjustments of one member, ${AT_ONCE} at once, keep every promise`, run: doEverything },
]

/** Every race, so many rounds of it; says how many were run. @throws AssertionError with what came of the race that was lost */
export async function runRaces({ ground, seed, rounds, say }: Asked): Promise<string> {
  for (const { name, run } of RACES) {
    for (let round = 0; round < rounds; round += 1) await run(ground, seed + round)
    say(`${rounds} × ${name}`)
  }
  return `${RACES.length} races of ${AT_ONCE}, ${rounds} rounds each, over ${ground.urls.length} web processes`
}

async function openTrack(ground: Ground, kind: 'live' | 'sandbox' = 'live'): Promise<Track> {
  const { storeId, key } = await ground.openStore({ kind })
  const ask = openAsk(ground.urls, key)
  if (kind === 'sandbox') assert.equal((await ask('/clock', { body: { to: instantText(ground.clock()) } })).status, 200)
  const began = ground.clock() - 300 * MINUTE
  return {
    ask, storeId,
    event: (id, minutes, body) => ({ source: 'shop', id, occurredAt: instantText(began + minutes * MINUTE), member: 'ada', ...body }),
    tell: (event) => ask('/events', { body: event }),
  }
}

const paid = (id: string, amountMinor: number) => ({ type: 'order.paid', order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor }] } })
const spent = (points: number) => ({ type: 'points.spent', points, purpose: 'checkout' })

function atOnce(act: (n: number) => Promise<Answered>, count = AT_ONCE): Promise<Answered[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => act(n)))
}

async function earn({ tell, event }: Track, points: number): Promise<void> {
  assert.equal((await tell(event('earned', 0, paid('earned', points * 100)))).status, 201)
}

async function pointsOf({ ask }: Track): Promise<{ active: number; spent: number; debt: number }> {
  const { units } = (await ask('/members/ada')).body as { units: { points: { active: number; spent: number; debt: number } } }
  const { active, spent: used, debt } = units.points
  return { active, spent: used, debt }
}

async function spendTheLast(ground: Ground): Promise<void> {
  const track = await openTrack(ground)
  await earn(track, BALANCE)
  const answers = await atOnce((n) => track.tell(track.event(`s${n}`, 1, spent(1))))
  assert.deepEqual(tallied(answers), { 201: BALANCE, '409 points.insufficient': AT_ONCE - BALANCE })
  // R3: whoever comes too late is told what is there.
  for (const { body } of answers.filter(({ status }) => status === 409)) assert.deepEqual(body['details'], { unit: 'points', wanted: 1, available: 0, balance: 0 })
  assert.deepEqual(await pointsOf(track), { active: 0, spent: BALANCE, debt: 0 })
  await proveStore(ground.database, track.storeId, ground.clock())
}

async function repeatAtOnce(ground: Ground): Promise<void> {
  const track = await openTrack(ground)
  await earn(track, BALANCE)
  const { id: _, source: __, ...unnamed } = track.event('', 1, spent(7)) as Record<string, unknown>
  const ask = (body: object) => track.ask('/events', { body, headers: { 'idempotency-key': 'checkout-1' } })
  const answers = await atOnce(() => ask(unnamed))
  assert.deepEqual(tallied(answers), { 200: AT_ONCE - 1, 201: 1 })
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1, 'every answer is the first one, to the byte')
  for (const { status, headers } of answers) assert.equal(headers.get('idempotent-replayed'), status === 200 ? 'true' : null)
  assert.deepEqual(tallied([await ask({ ...unnamed, points: 8 })]), { '409 activity.other_body': 1 })
  assert.deepEqual(await pointsOf(track), { active: BALANCE - 7, spent: 7, debt: 0 })
  await proveStore(ground.database, track.storeId, ground.clock())
}

async function contradictAtOnce(ground: Ground): Promise<void> {
  const track = await openTrack(ground)
  await earn(track, BALANCE)
  const answers = await atOnce((n) => track.tell(track.event('checkout-1', 1, spent(1 + (n % 2)))))
  assert.deepEqual(tallied(answers), { 200: AT_ONCE / 2 - 1, 201: 1, '409 activity.other_body': AT_ONCE / 2 })
  const won = answers.findIndex(({ status }) => status === 201) % 2
  for (const [n, { status }] of answers.entries()) assert.equal(status === 409, n % 2 !== won)
  assert.deepEqual(await pointsOf(track), { active: BALANCE - 1 - won, spent: 1 + won, debt: 0 })
}

async function undoTwice(ground: Ground): Promise<void> {
  const track = await openTrack(ground)
  await earn(track, AT_ONCE)
  assert.deepEqual(tallied(await atOnce((n) => track.tell(track.event(`s${n}`, 1, spent(1))))), { 201: AT_ONCE })
  const undone = await atOnce((n) => track.tell(track.event(`u${n}`, 2, { type: 'spend.cancelled', spendId: `s${n >> 1}` })), 2 * AT_ONCE)
  assert.deepEqual(tallied(undone), { 201: AT_ONCE, '409 spend.already_returned': AT_ONCE })
  for (let n = 0; n < undone.length; n += 2) assert.equal(undone.slice(n, n + 2).filter(({ status }) => status === 201).length, 1, `spend ${n >> 1} comes back once`)
  assert.deepEqual(await pointsOf(track), { active: AT_ONCE, spent: 0, debt: 0 })
  await proveStore(ground.database, track.storeId, ground.clock())
}

async function doEverything(ground: Ground, seed: number): Promise<void> {
  const [track, chance] = [await openTrack(ground, 'sandbox'), openChance(seed)]
  const orders = Array.from({ length: 20 }, (_, n) => track.event(`p${n}`, n, paid(`o${n}`, 1_000 + n)))
  assert.equal((await track.ask('/events', { body: { events: orders } })).status, 200)
  const due = ground.clock() + 366 * DAY
  const deeds = [
    () => track.ask('/clock', { body: { to: instantText(due - chance.between(0, 5) * DAY / 4) } }),
    (n: number) => track.tell(track.event(`s${n}`, 30 + n, spent(chance.between(1, 4)))),
    (n: number) => track.tell(track.event(`r${n}`, 20 + n, { type: 'order.refunded', orderId: `o${n % 20}`, refund: { amountMinor: 100 } })),
    (n: number) => track.tell(track.event(`l${n}`, n % 20, paid(`late${n}`, 300))),
    (n: number) => track.tell(track.event(`a${n}`, 40 + n, { type: 'points.adjusted', points: chance.isLucky(0.3) ? -2 : 5, reason: 'test', author: 'mei' })),
  ] as const
  const answers = await atOnce((n) => (n % 40 === 7 ? deeds[0]() : (deeds[1 + chance.between(0, 3)] as (typeof deeds)[1])(n)))
  for (const { status, text } of answers) assert.ok([200, 201, 409].includes(status), `${status}: ${text}`)
  assert.ok(answers.filter(({ status }) => status === 201).length > AT_ONCE / 3, JSON.stringify(tallied(answers)))
  assert.ok(answers.some(({ body }) => body['at'] !== undefined), 'time went on')
  await proveStore(ground.database, track.storeId, due)
}

import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { instantText } from '#engine/calendar'
import { openChance, type Chance } from '#server/demo/chance'
import { openAsk, type Answered, type Ask } from './ask.ts'
import type { Ground } from './ground.ts'
import { countEvents } from './tables.store.ts'

/** What a server has acknowledged: the event, and the answer to the byte. */
type Entry = { event: Record<string, unknown>; text: string }

/** Writers of a store, and the journal of what they were told is done. */
export type Journal = {
  storeId: string
  /** How many events have been acknowledged. */
  acknowledged: () => number
  /** How many requests had no answer, and how many were told to come again, by status and code. */
  setbacks: () => Readonly<Record<string, number>>
  /** Lets every writer finish what it is at. @throws what went wrong with the first of them */
  stop: () => Promise<void>
  /** Asks for every entry again, counts what the store has, and sums up what each member must have. @throws AssertionError with what was lost or doubled */
  check: () => Promise<void>
}

const SHARED = 'pool'
const SENT = 2
const SPENT = 3
const EARNED = 10
const PATIENCE_MS = 60_000
const PAUSE_MS = 20
const AGAIN_AT_ONCE = 25
/** A client gives a request up after so long, and asks again: longer than the server's own limit for an answer, so that nothing may hang. */
const HANG_MS = 35_000

type Writing = { ask: Ask; entries: Entry[]; setbacks: Record<string, number>; isOver: () => boolean; began: number; chance: Chance }

/** Starts writers, each with a member of its own: orders, spends, and points sent to a member whom all share. Who gets no yes asks again. */
export async function openJournal(ground: Ground, { seed, writers: count = 20 }: { seed: number; writers?: number }): Promise<Journal> {
  const { storeId, key } = await ground.openStore()
  let isOver = false
  const writing: Writing = { ask: openAsk(ground.urls, key), entries: [], setbacks: {}, isOver: () => isOver, began: ground.clock() - 3_600_000, chance: openChance(seed) }
  const writers = Array.from({ length: count }, (_, n) => write(writing, `writer-${n}`))
  // What fails is told by `stop`.
  for (const writer of writers) writer.catch(() => {})
  return {
    storeId, acknowledged: () => writing.entries.length, setbacks: () => writing.setbacks,
    stop: async () => {
      isOver = true
      await Promise.all(writers)
    },
    check: () => check(writing, ground, storeId),
  }
}

async function write(writing: Writing, member: string): Promise<void> {
  for (let n = 0; !writing.isOver(); n += 1) {
    const event = eventOf(writing, member, n)
    const { text } = await insist(writing, event)
    writing.entries.push({ event, text })
    if (writing.chance.isLucky(0.1)) await repeat(writing, writing.chance.pick(writing.entries))
  }
}

function eventOf({ began }: Writing, member: string, n: number): Entry['event'] {
  const stamp = { source: 'shop', id: `${member}/${n}`, occurredAt: instantText(began + n * 1_000), member }
  if (n % 3 === 1) return { ...stamp, type: 'points.spent', points: SPENT, purpose: 'checkout' }
  if (n % 3 === 2) return { ...stamp, type: 'points.sent', points: SENT, to: SHARED }
  return { ...stamp, type: 'order.paid', order: { id: stamp.id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: EARNED * 100 }] } }
}

/** Asks until there is a yes: the same event under the same id. Between, nothing is right but 503 and silence. */
async function insist({ ask, setbacks }: Writing, event: Entry['event']): Promise<Answered> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(PAUSE_MS)) {
    const answer = await ask('/events', { body: event, signal: AbortSignal.timeout(HANG_MS) }).catch((error: Error) => error)
    const name = answer instanceof Error ? silenceOf(answer) : answer.status === 503 ? `503 ${String(answer.body['code'])}` : ''
    if (name === '') {
      assert.ok([200, 201].includes((answer as Answered).status), `an answer that nobody may get: ${(answer as Answered).text}`)
      return answer as Answered
    }
    setbacks[name] = (setbacks[name] ?? 0) + 1
  }
  throw new Error(`nobody said yes to ${JSON.stringify(event)} for ${PATIENCE_MS / 1_000} s: ${JSON.stringify(setbacks)}`)
}

function silenceOf(error: Error): string {
  assert.notEqual(error.name, 'TimeoutError', `the server hung for ${HANG_MS / 1_000} s`)
  return 'no answer'
}

async function repeat(writing: Writing, { event, text }: Entry): Promise<void> {
  const again = await insist(writing, event)
  assert.equal(again.status, 200, `was acknowledged and is gone: ${JSON.stringify(event)}`)
  assert.equal(again.text, text, 'the first answer comes again, to the byte')
}

async function check(writing: Writing, ground: Ground, storeId: string): Promise<void> {
  const { entries, ask } = writing
  for (let from = 0; from < entries.length; from += AGAIN_AT_ONCE) await Promise.all(entries.slice(from, from + AGAIN_AT_ONCE).map((entry) => repeat(writing, entry)))
  const active = new Map<string, number>()
  const add = (member: string, points: number) => void active.set(member, (active.get(member) ?? 0) + points)
  for (const { event: { member, type } } of entries) {
    add(member as string, type === 'order.paid' ? EARNED : type === 'points.spent' ? -SPENT : -SENT)
    if (type === 'points.sent') add(SHARED, SENT)
  }
  await delivered(ask, active.get(SHARED) ?? 0)
  for (const [member, points] of active) assert.equal(await activeOf(ask, member), points, `${member} has what was acknowledged`)
  const { events, keys } = await countEvents(ground, storeId)
  const sent = entries.filter(({ event }) => event['type'] === 'points.sent').length
  assert.deepEqual({ events, keys }, { events: entries.length + sent, keys: entries.length + sent })
}

/** Waits for the worker to hand on what was sent. */
async function delivered(ask: Ask, points: number): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end && await activeOf(ask, SHARED) < points;) await sleep(200)
}

async function activeOf(ask: Ask, member: string): Promise<number> {
  const { status, body } = await ask(`/members/${encodeURIComponent(member)}`)
  return status === 404 ? 0 : (body['units'] as { points: { active: number } }).points.active
}

import { parseInstant, type Instant } from '#engine/calendar'
import type { EventBody, MemberEvent } from '#engine/member/event'
import type { TestWorld } from '#server/migrations/testing'
import { publishProgram } from '#server/modules/programs/index'
import { createStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { openRecorder, type Recorder, type RecorderOptions } from './recorder.ts'
import type { Answer, Recording } from './recording.ts'

const BEGAN = parseInstant('2026-01-05T10:00:00Z')
const ACTOR = { kind: 'system', job: 'test' } as const

/** A store of a test's own, with a program and a recorder. */
export type TestStore = {
  storeId: string
  began: Instant
  /** Runs something in a transaction of the store. */
  inStore: <T>(act: (ctx: WriteContext) => Promise<T>, now?: Instant) => Promise<T>
  recorder: Recorder
  /** Records an event of a member by the shop's id. */
  tell: (member: string, event: MemberEvent) => Promise<Answer>
  /** An event of the shop; minutes count from the beginning. */
  event: (id: string, body: EventBody, minutes?: number) => MemberEvent
  record: (recordings: readonly Recording[]) => Promise<Answer[]>
}

/** One point a dollar at once, with an end after a year: a program that a test can reckon with in the head. */
const PLAIN = { program: 'plain', name: 'Plain', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1' } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }], expiry: { after: { years: 1 } }, refund: { claw: 'unlimited' } }

export async function openTestStore({ database }: TestWorld, program: unknown = PLAIN, options: RecorderOptions = {}): Promise<TestStore> {
  const storeId = newId('str', Date.now())
  const inStore: TestStore['inStore'] = (act, now = BEGAN) => database.inStore(storeId, (db) => act({ db, storeId, actor: ACTOR, now }))
  await inStore(async (ctx) => {
    await createStore(ctx, { name: 'Test', kind: 'sandbox' })
    await publishProgram(ctx, { document: program })
  })
  const recorder = openRecorder(database, options)
  const event: TestStore['event'] = (id, body, minutes = 0) => ({ source: 'shop', id, at: BEGAN + minutes * 60_000, ...body })
  const record: TestStore['record'] = (recordings) => recorder.record({ storeId, actor: ACTOR, now: BEGAN }, recordings)
  return {
    storeId, began: BEGAN, inStore, recorder, event, record,
    tell: async (member, told) => (await record([{ member: { externalId: member }, event: told }]))[0] as Answer,
  }
}

/** A paid order of one line, in minor units. */
export function paid(id: string, amountMinor: number): EventBody {
  return { kind: 'order.paid', order: { id, currency: 'USD', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor }] } }
}

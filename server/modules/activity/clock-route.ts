import { Type, type Static } from 'typebox'
import { instantText, type Instant } from '#engine/calendar'
import { getStore, updateClock } from '#server/modules/stores/index'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { get, own, type Call, type Reply, type Route } from '#server/platform/route'
import { CLOSED, Time } from '#server/platform/schemas'
import { advanceStore } from './advance-store.ts'

const AdvanceClock = Type.Object({ to: Time }, { ...CLOSED, title: 'AdvanceClock' })
const Clock = Type.Object({ at: Time }, { ...CLOSED, title: 'Clock' })

type House = { database: Database } & Parameters<typeof advanceStore>[0]

/** /clock: what time it is in a sandbox, and letting it pass. */
export const clockRoutes: readonly Route<House>[] = [
  get({
    path: '/clock', permission: 'activity:read', input: Type.Object({}, CLOSED), output: Clock, run: readClock, canConflict: true,
    summary: 'Read the clock of a sandbox', description: 'Where it stands: what “now” is for every other request. A live store has none and answers 409.',
    example: { output: { at: '2026-06-01T00:00:00Z' } },
  }),
  own({
    path: '/clock', permission: 'stores:advance', input: AdvanceClock, output: Clock, run: advanceClock,
    summary: 'Advance the clock of a sandbox',
    description: 'Everything that time brings until then happens: points become active and expire, levels are reviewed, birthdays come. The clock of a sandbox stands until it is advanced and never goes back; a live store has none.',
    example: { input: { to: '2026-06-01T00:00:00Z' }, output: { at: '2026-06-01T00:00:00Z' } },
  }),
]

/** The instant of a request in a sandbox is that of its clock. @throws AppError stores.not_a_sandbox */
async function readClock(ctx: ReadContext): Promise<{ at: Instant }> {
  await getSandbox(ctx)
  return { at: ctx.now }
}

/** The clock is set after everything has happened: an advance that was interrupted is asked for again. @throws AppError stores.not_a_sandbox, stores.clock_back */
async function advanceClock(house: House, call: Call, { to }: Static<typeof AdvanceClock>): Promise<Reply<{ at: Instant }>> {
  const { database } = house
  const { storeId, actor, now } = call
  const { clockAt } = await database.readStore(storeId, (db) => getSandbox({ db, storeId, actor, now }))
  if (clockAt !== null && to < clockAt) throw new AppError('conflict', 'stores.clock_back', { clockAt: instantText(clockAt), to: instantText(to) })
  await advanceStore(house, { storeId, until: to })
  await database.inStore(storeId, (db) => updateClock({ db, storeId, actor, now }, to))
  return { status: 200, body: { at: to } }
}

async function getSandbox(ctx: ReadContext): ReturnType<typeof getStore> {
  const store = await getStore(ctx)
  if (store.kind !== 'sandbox') throw new AppError('conflict', 'stores.not_a_sandbox')
  return store
}

import type { FastifyInstance } from 'fastify'
import { parseInstant, type Instant } from '#engine/calendar'
import { isMigrated } from '#server/migrations/index'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { openRecorder } from '#server/modules/activity/index'
import { createKey, openKeyring, PERMISSIONS, type Permission } from '#server/modules/keys/index'
import { openAuth } from '#server/modules/staff/index'
import { publishProgram } from '#server/modules/programs/index'
import { createStore } from '#server/modules/stores/index'
import { newId } from '#server/platform/ids'
import { openLog } from '#server/platform/log'
import { openSeal } from '#server/platform/seal'
import type { Route } from '#server/platform/route'
import type { House } from './house.ts'
import { openHttp, type HttpOptions } from './http.ts'
import { openMetrics } from './metrics.ts'
import { ROUTES } from './modules.ts'

/** When a test begins. */
const BEGAN: Instant = parseInstant('2026-01-05T10:00:00Z')

/** One point a euro, active at once, for a year. */
export const PLAIN = {
  program: 'plain', name: 'Plain', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }], expiry: { after: { years: 1 } },
}

/** What came back: JSON where it is JSON. */
export type Answered = { status: number; headers: Readonly<Record<string, unknown>>; body: Record<string, unknown>; text: string }

export type Asking = { key?: string; body?: unknown; headers?: Readonly<Record<string, string>> }

export type StoreOptions = { kind?: 'live' | 'sandbox'; scopes?: readonly Permission[]; document?: unknown }
export type OpenedStore = { storeId: string; key: string; newKey: (scopes: readonly Permission[]) => Promise<string> }

/** A server of a test file's own, which is asked without a network. */
export type TestServer = {
  world: TestWorld
  app: FastifyInstance
  house: House
  /** Lines of the log. */
  logged: Record<string, unknown>[]
  /** Another edge on the same house. */
  openEdge: (options?: Partial<HttpOptions>) => FastifyInstance
  /** A store with a program and a key that may do everything. */
  openStore: (options?: StoreOptions) => Promise<OpenedStore>
  ask: (method: Route['method'], path: string, asking?: Asking) => Promise<Answered>
  close: () => Promise<void>
}

export async function openTestServer(): Promise<TestServer> {
  const world = await openTestWorld()
  const metrics = openMetrics()
  const database = metrics.measuredDatabase(world.database)
  // Late events of members with a past of three are worked out from a checkpoint, so that whatever is told late tries them.
  const staffAuth = openAuth({ db: database.bare, secret: 'a secret of tests alone, of 32 signs and more', publicUrl: null, clock: () => BEGAN })
  const house: House = { database, clock: () => BEGAN, recorder: openRecorder(database, { checkpointEvery: 3 }), staffAuth, seal: openSeal('the secret of a test, which is long enough'), site: null }
  const logged: Record<string, unknown>[] = []
  const log = openLog({ to: { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) } })
  const openEdge: TestServer['openEdge'] = (options = {}) => openHttp({
    house, routes: ROUTES, keyring: openKeyring(database), metrics: openMetrics(), log, isReady: () => isMigrated(database), checksAnswers: true, ...options,
  })
  const app = openEdge({ metrics })
  return {
    world, app, house, logged, openEdge,
    openStore: (options) => openStore(house, options),
    ask: (method, path, asking) => askOf(app, { method, path, ...asking }),
    close: async () => {
      await app.close()
      await world.close()
    },
  }
}

/** Asks a server without a network. */
export async function askOf(app: FastifyInstance, { method, path, key, body, headers = {} }: Asking & { method: Route['method']; path: string }): Promise<Answered> {
  const payload = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
  const answer = await app.inject({
    method, url: path, ...(payload === undefined ? {} : { payload }),
    headers: { ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...headers },
  })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: isJson ? answer.json<Record<string, unknown>>() : {} }
}

/** A new store with a program, one point a euro unless told, and a key that may do everything. */
export async function openStore({ database }: Pick<House, 'database'>, { kind = 'live', scopes = PERMISSIONS, document = PLAIN }: StoreOptions = {}): Promise<OpenedStore> {
  const storeId = newId('str', BEGAN)
  const actor = { kind: 'system', job: 'test' } as const
  const newKey = (wanted: readonly Permission[]): Promise<string> => database.inStore(storeId, async (db) => (await createKey({ db, storeId, actor, now: BEGAN }, { name: 'Test', scopes: [...wanted] })).secret)
  await database.inStore(storeId, async (db) => {
    await createStore({ db, storeId, actor, now: BEGAN }, { name: 'Test', kind })
    await publishProgram({ db, storeId, actor, now: BEGAN }, { document })
  })
  return { storeId, newKey, key: await newKey(scopes) }
}

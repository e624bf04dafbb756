import { expect } from 'vitest'
import type { Answered, OpenedStore, TestServer } from '#server/app/testing'
import type { WriteContext } from '#server/platform/context'
import { runImport } from './run-import.ts'
import { PIECE_BYTES, type Settings, type Tally } from './schemas.ts'

/** When the tests' server stands. */
const NOW = Date.parse('2026-01-05T10:00:00Z')

/** Rows of a piece: few, so that a file has several. */
export const PIECE_ROWS = 10

/** A point a euro for a year, a level, and gifts for who joins. */
export const PROGRAM = {
  program: 'plain', name: 'Plain', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' }, us: { name: { en: 'America', 'zh-CN': '美国' }, currency: 'USD', earn: '1', reference_rate: '0.9' } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }, { id: 'hello', on: 'member.joined', points: 100 }], expiry: { after: { years: 1 } },
  discounts: [{ id: 'hello', kind: 'coupon', percent: '10', issue: 'welcome', valid: { days: 14 } }],
  tiers: [{ id: 'main', levels: [{ id: 'base' }, { id: 'silver', name: { en: 'Silver', 'zh-CN': '银卡' }, entry: { spend: '1000' } }, { id: 'gold', name: { en: 'Gold', 'zh-CN': '金卡' }, entry: { spend: '5000' } }] }],
}

export type Importing = {
  ask: (request: string, body?: unknown, key?: string) => Promise<Answered>
  /** Sends a file and says what it is; answers with its id. */
  send: (bytes: Buffer, pieceBytes?: number) => Promise<string>
  /** One piece of work, as a worker does it. */
  piece: (now?: number) => Promise<boolean>
  work: () => Promise<void>
  check: (id: string, settings?: Partial<Settings>) => Promise<Tally>
  run: (id: string) => Promise<Tally>
  /** All of it: sent, checked with the columns as they were found, run. */
  bring: (text: string, settings?: Partial<Settings>) => Promise<Tally>
}

const SAID = { source: 'shopline', consentText: 'Shopline 2024', reason: 'Opening balance from Shopline', levelUntil: '2026-12-31' }

/** What a test does with imports of a store. */
export function openImporting(server: TestServer, store: () => OpenedStore): Importing {
  const ask: Importing['ask'] = (request, body, key = store().key) => {
    const [method = '', path = ''] = request.split(' ')
    return server.ask(method as 'GET', `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
  }
  const send: Importing['send'] = async (bytes, pieceBytes = PIECE_BYTES) => {
    const id = (await ask('POST /imports', { name: 'members.csv', bytes: bytes.length })).body['import'] as string
    for (let number = 1; (number - 1) * pieceBytes < bytes.length; number += 1) {
      const { status, body } = await ask(`POST /imports/${id}/pieces`, { number, content: bytes.subarray((number - 1) * pieceBytes, number * pieceBytes).toString('base64') })
      expect([status, body]).toEqual([200, expect.anything()])
    }
    return id
  }
  const within = <T>(act: (ctx: WriteContext) => Promise<T>, now: number): Promise<T> => server.house.database.inStore(store().storeId, (db) => act({ db, storeId: store().storeId, actor: { kind: 'system', job: 'imports' }, now }))
  const piece: Importing['piece'] = (now = NOW) => within((ctx) => runImport(ctx, { worldNow: now, pieceRows: PIECE_ROWS }), now)
  const work = async (): Promise<void> => {
    while (await piece());
  }
  const over = async (id: string, status: string): Promise<Tally> => {
    await work()
    const { body } = await ask(`GET /imports/${id}`)
    expect(body).toMatchObject({ status })
    return body['tally'] as Tally
  }
  const check: Importing['check'] = async (id, settings = {}) => {
    const { encoding, delimiter, columns } = (await ask(`GET /imports/${id}/sample`)).body as { encoding: string; delimiter: string; columns: { field: string | null }[] }
    const { status, body } = await ask(`POST /imports/${id}/checks`, { encoding, delimiter, columns: columns.map(({ field }) => field), ...SAID, ...settings })
    expect([status, body]).toEqual([201, expect.anything()])
    return over(id, 'checked')
  }
  const run: Importing['run'] = async (id) => {
    expect((await ask(`POST /imports/${id}/runs`, {})).status).toBe(201)
    return over(id, 'done')
  }
  return { ask, send, piece, work, check, run, bring: async (text, settings) => {
    const id = await send(Buffer.from(text))
    await check(id, settings)
    return run(id)
  } }
}

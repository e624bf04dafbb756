import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '#server/app/testing'
import { runBacktest } from '#server/modules/backtests/index'
import type { WriteContext } from '#server/platform/context'
import { trySpring } from './try-spring.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
}, 120_000)
afterAll(() => server?.close())

test('the demo has one draft that can be published, tried once on its year, however often it starts', async () => {
  const document = await readFile('server/demo/program.yaml', 'utf8')
  const { storeId, key } = await server.openStore({ kind: 'sandbox', document })
  const now = server.house.clock()
  const within = <T>(act: (ctx: WriteContext) => Promise<T>): Promise<T> => server.house.database.inStore(storeId, (db) => act({ db, storeId, actor: { kind: 'system', job: 'test' }, now }))
  for (const _start of [1, 2]) await within((ctx) => trySpring(ctx, { document, name: 'Spring 2026' }))
  while (await within((ctx) => runBacktest(ctx, { worldNow: now })));
  const { body: { drafts } } = await server.ask('GET', '/api/v1/programs/drafts', { key })
  expect(drafts).toMatchObject([{ name: 'Spring 2026' }])
  const { body: { backtests } } = await server.ask('GET', '/api/v1/backtests', { key })
  expect(backtests).toMatchObject([{ name: 'Spring 2026', status: 'done', against: 1 }])
  const [{ backtest }] = backtests as [{ backtest: string }]
  const { body: { report } } = await server.ask('GET', `/api/v1/backtests/${backtest}`, { key, headers: { 'accept-language': 'zh-CN' } })
  expect((report as { after: { levels: { name: string }[] } }).after.levels.map(({ name }) => name)).toEqual(['沙滩', '珊瑚', '珍珠'])
})

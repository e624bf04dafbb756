import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { httpDriver } from '#conformance/http-driver'
import { resultText } from '#conformance/report'
import { openCaseFile } from '#conformance/run-file'
import { createKey, PERMISSIONS } from '#server/modules/keys/index'
import { createStore } from '#server/modules/stores/index'
import { newId } from '#server/platform/ids'
import { openTestServer, type TestServer } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

const EARLIEST = 0
const FOLDER = 'conformance'

let server: TestServer
let url = ''

beforeAll(async () => {
  server = await openTestServer()
  url = await server.openEdge({ limits: { requests: 10_000_000 } }).listen({ host: '127.0.0.1', port: 0 })
}, 120_000)
afterAll(() => server?.close())

async function openSandbox(): Promise<{ key: string; clockAt: number }> {
  const storeId = newId('str', server.house.clock())
  const ctx = { storeId, actor: { kind: 'system', job: 'test' }, now: server.house.clock() } as const
  const { secret } = await server.house.database.inStore(storeId, async (db) => {
    await createStore({ ...ctx, db }, { name: 'Case', kind: 'sandbox', clockAt: EARLIEST })
    return createKey({ ...ctx, db }, { name: 'Case', scopes: [...PERMISSIONS] })
  })
  return { key: secret, clockAt: EARLIEST }
}

/** Every case as told, through the API; in other orders, which must end the same, they are told by a command of their own. */
for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.yaml')).sort()) {
  const file = openCaseFile(join(FOLDER, name), { open: (program) => httpDriver({ url, openSandbox })(program), seeds: [] })
  describe(`${name}, told to a server`, () => {
    for (const { story, run } of 'cases' in file ? file.cases : []) {
      test.concurrent(`${story.rules.join(' ')} ${story.name}`, async () => {
        const result = await run()
        if (result.failures.length > 0) expect.fail(`${name}: ${resultText(result)}`)
      })
    }
  })
}

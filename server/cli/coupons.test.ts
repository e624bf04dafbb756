import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { TestWorld } from '#server/migrations/testing'
import { createBatch, makeCodes } from '#server/modules/coupons/index'
import { openCliWorld, rockpool } from './testing.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

let world: TestWorld
beforeAll(async () => {
  world = await openCliWorld()
})
afterAll(() => world.close())

async function openStore(): Promise<string> {
  return (JSON.parse((await rockpool('stores', 'create', 'Coupons', '--program', 'docs/tour/coupons.yaml', '--json')).output) as { store: string }).store
}

test('the commands that the page on coupons shows make codes and list them; broken off, they go on', async () => {
  const store = await openStore()
  const commands = [...readFileSync('docs/coupons.md', 'utf8').matchAll(/^rockpool (coupons .+)$/gm)].map(([, command]) => (command as string).replace('STORE', store).split(' '))
  expect(commands.map(([, verb]) => verb)).toEqual(['create', 'export'])
  const now = Date.now()
  await world.database.inStore(store, async (db) => {
    const ctx = { db, storeId: store, actor: { kind: 'system', job: 'test' }, now } as const
    await createBatch(ctx, { batch: 'letter', discount: 'back', count: 50_000 })
    await makeCodes(ctx)
  })
  expect(await rockpool(...(commands[0] as string[]))).toMatchObject({ code: 0, output: '50,000 codes are there: batch letter. “rockpool coupons export --batch letter” lists them.\n' })
  const { code, output } = await rockpool(...(commands[1] as string[]))
  const lines = output.trimEnd().split('\n')
  expect([code, lines[0], lines.length, new Set(lines).size]).toEqual([0, 'code,status', 50_001, 50_001])
})

test('what cannot be made is refused with what would be right', async () => {
  const store = await openStore()
  const create = (...more: string[]) => rockpool('coupons', 'create', '--store', store, '--discount', 'back', ...more)
  for (const count of ['0', '1.5', 'many', '10000001']) expect(await create('--count', count)).toMatchObject({ code: 2, complaint: expect.stringContaining(`--count ${count} is not a whole number`) })
  expect(await create('--count', '5', '--batch', 'a b')).toMatchObject({ code: 2 })
  expect(await rockpool('coupons', 'create', '--store', store, '--discount', 'ship', '--count', '5')).toMatchObject({ code: 2, complaint: expect.stringContaining('--discount: found “ship”, which has one code for many, wanted ') })
  expect(await rockpool('coupons', 'export', '--store', store, '--batch', 'none')).toMatchObject({ code: 1, complaint: expect.stringContaining('no batch of codes “none”') })
  expect(await rockpool('coupons', 'create', '--store', 'str_none', '--discount', 'back', '--count', '5')).toMatchObject({ code: 1 })
})

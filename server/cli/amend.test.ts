import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { TestWorld } from '#server/migrations/testing'
import { openCliWorld, rockpool } from './testing.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

const PROGRAM = 'programs/online-retail.yaml'
const TOUR = 'docs/tour/orders.csv'
const folder = mkdtempSync(join(tmpdir(), 'rockpool-amend-'))
let world: TestWorld
beforeAll(async () => {
  world = await openCliWorld()
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

async function openStore(): Promise<string> {
  return (JSON.parse((await rockpool('stores', 'create', 'Amended', '--program', PROGRAM, '--json')).output) as { store: string }).store
}

async function importOf(store: string, file: string, ...more: string[]): Promise<Record<string, unknown>> {
  return JSON.parse((await rockpool('import', '--store', store, '--orders', file, '--json', ...more)).output) as Record<string, unknown>
}

/** The file of the tour with other contents of some orders, as lines that are replaced. */
function changed(name: string, changes: Readonly<Record<string, string>>): string {
  const lines = readFileSync(TOUR, 'utf8').split('\n').map((line) => {
    const key = Object.keys(changes).find((start) => line.startsWith(start))
    return key === undefined ? line : (changes[key] as string)
  })
  writeFileSync(join(folder, name), lines.join('\n'))
  return join(folder, name)
}

async function backtestOf(file: string): Promise<Record<string, unknown>> {
  const { badLines: _, seconds: __, eventsPerSecond: ___, peakRssMb: ____, ...figures } = JSON.parse((await rockpool('backtest', '--orders', file, '--program', PROGRAM, '--json')).output) as Record<string, unknown>
  return figures
}

const reportOf = async (store: string) => JSON.parse((await rockpool('report', '--store', store)).output) as Record<string, unknown>

/** Two prices, a quantity, a line that is gone, an order that is a month later than was told, and a refund of less. */
const CHANGES = {
  '1002,1,': '1002,1,ben,2025-09-11 18:40,GBP,LAMP-BRASS,2,129.00,,0,,',
  '1005,1,': '1005,1,amelia,2025-11-08 08:55,GBP,CUSHION-LINEN,2,35.00,,4.95,,',
  '1006,1,': '1006,1,daniel,2025-10-19 13:22,GBP,ARMCHAIR-OAK,1,340.00,,0,,',
  'R1011,1,': 'R1011,1,amelia,2025-12-20 10:00,GBP,THROW-WOOL,1,20.00,,,refund,1011',
} as const

test('with --amend what the file says takes the place of what is known: the store is what the back-test makes of the file, once however often', async () => {
  const store = await openStore()
  const amended = changed('amended.csv', CHANGES)
  expect((await importOf(store, TOUR)).conflicts).toEqual([])
  const refused = await importOf(store, amended)
  expect((refused.conflicts as { order: string; known: object; came: object }[]).toSorted((a, b) => (a.order < b.order ? -1 : 1))).toEqual([
    { order: '1002', known: { 'line 1': '1 × LAMP-BRASS 129.00' }, came: { 'line 1': '2 × LAMP-BRASS 258.00' } },
    { order: '1005', known: { time: '2025-10-08T07:55:00Z' }, came: { time: '2025-11-08T08:55:00Z' } },
    { order: '1006', known: { 'line 1': '1 × ARMCHAIR-OAK 540.00' }, came: { 'line 1': '1 × ARMCHAIR-OAK 340.00' } },
    { order: 'R1011', known: { 'line 1': '6400 (minor units)' }, came: { 'line 1': '2000 (minor units)' } },
  ])
  expect(await reportOf(store)).toEqual(await backtestOf(TOUR))

  expect(await importOf(store, amended, '--amend')).toMatchObject({ recorded: 0, amended: 4, conflicts: [], refused: [] })
  const wanted = await backtestOf(amended)
  expect(wanted).not.toEqual(await backtestOf(TOUR))
  expect(await reportOf(store)).toEqual(wanted)
  expect(await importOf(store, amended, '--amend')).toMatchObject({ recorded: 0, amended: 0, conflicts: [] })
  expect(await importOf(store, amended)).toMatchObject({ recorded: 0, amended: 0, conflicts: [] })
  expect(await reportOf(store)).toEqual(wanted)
  expect(await rockpool('verify')).toMatchObject({ code: 0, complaint: '' })
  expect(await rockpool('rebuild', '--check')).toMatchObject({ code: 0, complaint: '' })

  // Back again: the first telling is another content than what stands now.
  expect((await importOf(store, TOUR)).conflicts).toHaveLength(4)
  expect(await importOf(store, TOUR, '--amend')).toMatchObject({ recorded: 0, amended: 4, conflicts: [] })
  expect(await reportOf(store)).toEqual(await backtestOf(TOUR))
  expect((await rockpool('verify')).code).toBe(0)
  expect((await rockpool('rebuild', '--check')).code).toBe(0)
})

test('a refund of a line that only the corrected order has is taken with it, and an order of somebody else stays in conflict', async () => {
  const store = await openStore()
  const header = 'order_id,line_id,member,time,currency,sku,quantity,unit_price,discount,shipping,tax,kind,refunded_order\n'
  const write = (name: string, rows: string) => {
    writeFileSync(join(folder, name), header + rows)
    return join(folder, name)
  }
  const first = write('first.csv', 'A1,1,ada,2026-01-05T10:00:00Z,GBP,mug,1,10.00,,,,order,\nB1,1,bo,2026-01-05T10:00:00Z,GBP,mug,1,10.00,,,,order,\n')
  const rows = 'A1,1,ada,2026-01-05T10:00:00Z,GBP,mug,1,10.00,,,,order,\nA1,2,ada,2026-01-05T10:00:00Z,GBP,pot,1,50.00,,,,order,\nR1,2,ada,2026-01-09T10:00:00Z,GBP,pot,1,50.00,,,,refund,A1\n'
  const second = write('second.csv', rows)
  await importOf(store, first)
  expect(await importOf(store, second)).toMatchObject({ refused: [{ order: 'R1' }], conflicts: [{ order: 'A1' }] })
  expect(await importOf(store, second, '--amend')).toMatchObject({ recorded: 1, amended: 1, refused: [], conflicts: [] })
  const others = await rockpool('import', '--store', store, '--amend', '--orders', write('third.csv', `${rows}B1,1,cy,2026-01-05T10:00:00Z,GBP,mug,1,10.00,,,,order,\n`))
  expect(others).toMatchObject({ code: 1, complaint: expect.stringMatching(/B1: known is member bo; the file says member cy\..*whose points are theirs/s) as string })
  const { points, netMinor } = await reportOf(store) as { points: object; netMinor: object }
  const { points: wantedPoints, netMinor: wantedNet } = await backtestOf(write('all.csv', `${rows}B1,1,bo,2026-01-05T10:00:00Z,GBP,mug,1,10.00,,,,order,\n`)) as { points: object; netMinor: object }
  expect({ points, netMinor }).toEqual({ points: wantedPoints, netMinor: wantedNet })
  expect((await rockpool('verify')).code).toBe(0)
})

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { stageOrders } from './index.ts'
import type { FileOrder } from './types.ts'

const SLICE = '../shared/data/online-retail/dev_slice.csv.gz'

async function ordersIn(file: string): Promise<FileOrder[]> {
  const staged = await stageOrders({ files: [file], zone: 'Europe/London', currency: 'GBP' })
  const orders: FileOrder[] = []
  for await (const batch of staged.orders()) orders.push(...batch)
  expect(staged).toMatchObject({ badLines: [], badLineCount: 0, leftOutOrders: 0, lineCount: 76_813, orderCount: orders.length })
  await staged.close()
  return orders
}

/** The same lines in another order, the same each time: sorted by a hash of text and position. */
function shuffled(text: string): string {
  const [header, ...lines] = text.trimEnd().split('\n')
  const keyed = lines.map((line, index) => ({ line, key: ((index + 1) * 2_654_435_761) % 4_294_967_296 }))
  return [header, ...keyed.sort((a, b) => a.key - b.key).map(({ line }) => line), ''].join('\n')
}

const totalMinor = (orders: readonly FileOrder[]) => orders.reduce((sum, { lines }) => sum + lines.reduce((own, line) => own + line.amountMinor, 0), 0)

const isHere = existsSync(SLICE)

describe(`a slice of a real store's history (UCI Online Retail)${isHere ? '' : `: put it at ${SLICE} to read it`}`, () => {
  test.skipIf(!isHere)('has the members, orders, credit notes and total that were counted apart from this reader, in any order of lines', async () => {
    const orders = await ordersIn(SLICE)
    const byKind = Map.groupBy(orders.filter(({ member }) => member !== undefined), ({ kind }) => kind)
    expect(new Set(orders.flatMap(({ member }) => member ?? [])).size).toBe(879)
    expect(byKind.get('order')!.length).toBe(3_417)
    expect(byKind.get('credit_note')!.length).toBe(614)
    expect(totalMinor(byKind.get('order')!)).toBe(160_305_805)
    expect(totalMinor(byKind.get('credit_note')!)).toBe(3_728_996)
    expect(orders.map(({ at }) => at)).toEqual(orders.map(({ at }) => at).toSorted((a, b) => a - b))

    const folder = mkdtempSync(join(tmpdir(), 'online-retail-'))
    try {
      const file = join(folder, 'shuffled.csv')
      writeFileSync(file, shuffled(gunzipSync(readFileSync(SLICE)).toString()))
      expect(await ordersIn(file)).toEqual(orders)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 60_000)
})

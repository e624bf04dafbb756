import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { stageOrders } from './index.ts'
import { GENERAL, makeFolder, RETAIL, stage } from './testing.ts'

const folder = makeFolder()
beforeAll(() => { vi.stubEnv('TMPDIR', folder.path) })
afterAll(() => {
  vi.unstubAllEnvs()
  folder.remove()
})

/** The temporary folders of databases that are open, in this file's own place for such. */
function stagingFolders(): string[] {
  return readdirSync(folder.path).filter((name) => name.startsWith('rockpool-orders-'))
}

describe('the stream of orders', () => {
  test('goes by instant, whatever the zone of the text, and then by id as code units', async () => {
    const at = (id: string, time: string) => `${id},1,mia,${time},EUR,MUG,1,2.50,,,,,,,,,`
    const { orders } = await stage(folder.write([
      GENERAL,
      at('\uff01', '2026-10-25 01:30'), at('😀', '2026-10-25T00:30Z'), at('é', '2026-10-25 01:30'), at('Z', '2026-10-25T02:30:00.000+0200'), at('10', '2026-10-25 01:30'),
      at('9', '2026-10-25T00:30:00Z'), at('later', '2026-10-25 01:30:00 +0000'), at('earlier', '2026-10-25 01:29:59.999'), at('skipped', '2026-03-29 01:30'),
    ].join('\n')))
    expect(orders.map(({ id }) => id)).toEqual(['skipped', 'earlier', '10', '9', 'Z', 'é', '😀', '\uff01', 'later'])
    expect(orders[0]!.at).toBe(Date.UTC(2026, 2, 29, 1, 30))
    expect(new Set(orders.slice(2, 8).map((order) => order.at))).toEqual(new Set([Date.UTC(2026, 9, 25, 0, 30)]))
  })

  test('begins anew with each call, and may be left or closed in the middle', async () => {
    const lines = Array.from({ length: 9_000 }, (_, index) => `${index},A,x,1,2010-12-01 08:26,1.00,${index % 7},UK`)
    const staged = await stageOrders({ files: [folder.write([RETAIL, ...lines].join('\n'))], zone: 'Asia/Shanghai', currency: 'GBP' })
    for await (const batch of staged.orders()) {
      expect(batch.length).toBeGreaterThan(0)
      break
    }
    let count = 0
    for await (const batch of staged.orders()) count += batch.length
    expect(count).toBe(9_000)
    const stream = staged.orders()[Symbol.asyncIterator]()
    await stream.next()
    await staged.close()
  })

  test('of a file without lines is empty', async () => {
    expect(await stage(folder.write(`${RETAIL}\n`))).toEqual({ orders: [], badLines: [], badLineCount: 0, leftOutOrders: 0, lineCount: 0, orderCount: 0 })
  })
})

describe('a long list of bad lines', () => {
  test('is cut at a thousand and counted to its end', async () => {
    const lines = Array.from({ length: 1_500 }, (_, index) => `${index},A,x,one,2010-12-01 08:26,1.00,7,UK`)
    const two = ['two,A,x,1,2010-12-01 08:26,1.00,7,UK', 'two,A,x,1,2010-12-01 08:26,1.00,8,UK']
    const staged = await stage(folder.write([RETAIL, ...two, ...lines, 'fine,A,x,1,2010-12-01 08:26,1.00,7,UK'].join('\n')))
    expect(staged).toMatchObject({ badLineCount: 1_501, leftOutOrders: 1_501, lineCount: 1_503, orderCount: 1 })
    expect(staged.badLines.map(({ line }) => line)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 3))
  })
})

describe('the progress', () => {
  test('is told from the first bytes to the last', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `${index},A,x,1,2010-12-01 08:26,1.00,7,UK`)
    const paths = [folder.write([RETAIL, ...lines].join('\n')), folder.write(gzipSync([RETAIL, ...lines].join('\n')))]
    const told: { bytes: number; totalBytes: number; lines: number }[] = []
    const staged = await stageOrders({ files: paths, zone: 'Europe/London', currency: 'GBP', onProgress: (done) => { told.push(done) } })
    await staged.close()
    const last = told.at(-1)!
    expect(last).toEqual({ bytes: last.totalBytes, totalBytes: last.totalBytes, lines: 40_000 })
    expect(told.length).toBeGreaterThan(3)
    expect(told.map(({ bytes }) => bytes)).toEqual(told.map(({ bytes }) => bytes).toSorted((a, b) => a - b))
  })
})

describe('a file that cannot be read as a whole', () => {
  const retail = `${RETAIL}\n536365,85123A,LANTERN,6,2010-12-01 08:26,2.55,17850,United Kingdom\n`
  test.each([
    ['is not there', 'csv.not_found', () => join(folder.path, 'nothing.csv')],
    ['is a folder', 'csv.unreadable', () => folder.path],
    ['is a gzip cut short', 'csv.unreadable', () => folder.write(gzipSync(retail).subarray(0, 60))],
    ['is empty', 'csv.unknown_header', () => folder.write('')],
    ['has another header', 'csv.unknown_header', () => folder.write('Order,Total\n1,2\n')],
    ['lacks a column', 'csv.unknown_header', () => folder.write(retail.replace('UnitPrice', 'Price'))],
    ['has a column twice', 'csv.unknown_header', () => folder.write(retail.replace('Description', 'Quantity'))],
    ['has a misspelt column', 'csv.unknown_header', () => folder.write(`${GENERAL.replace('order_discount', 'order_discuont')}\n`)],
    ['stops being UTF-8 far down', 'csv.not_utf8', () => folder.write(Buffer.concat([Buffer.from(retail.repeat(20_000)), Buffer.from([0xff])]))],
    ['is not UTF-8', 'csv.not_utf8', () => folder.write(Buffer.concat([Buffer.from(retail), Buffer.from([0x31, 0x2c, 0xd6, 0xd0, 0x0a])]))],
  ] as const)('%s: %s', async (_, code, make) => {
    const path = make()
    const before = stagingFolders()
    const good = folder.write(retail, 'good.csv')
    await expect(stage(good, path)).rejects.toMatchObject({ name: 'FileError', code, file: path, message: expect.stringContaining(path) })
    expect(stagingFolders()).toEqual(before)
  })

  test('says at which line it stops being UTF-8, and which column it lacks', async () => {
    await expect(stage(folder.write(Buffer.concat([Buffer.from(retail), Buffer.from([0xd6, 0xd0])])))).rejects.toThrow(/line 3/)
    await expect(stage(folder.write(retail.replace('UnitPrice', 'Price')))).rejects.toThrow(/lacks UnitPrice/)
  })

  test('is named twice', async () => {
    const path = folder.write(retail)
    await expect(stage(path, join(folder.path, '.', path.slice(folder.path.length)))).rejects.toMatchObject({ code: 'csv.named_twice' })
  })

  test('leaves no temporary folder behind, nor does one that is read', async () => {
    const before = stagingFolders()
    const staged = await stageOrders({ files: [folder.write(retail)], zone: 'Europe/London', currency: 'GBP' })
    expect(stagingFolders().length).toBe(before.length + 1)
    await staged.close()
    expect(stagingFolders()).toEqual(before)
  })

  test('an unknown zone or currency is the caller\'s mistake, not a bad line', async () => {
    const input = { files: [folder.write(retail)], zone: 'Europe/London', currency: 'GBP' }
    await expect(stageOrders({ ...input, zone: 'Europe/Londres' })).rejects.toThrow(RangeError)
    await expect(stageOrders({ ...input, currency: 'Pounds' })).rejects.toThrow(RangeError)
  })
})

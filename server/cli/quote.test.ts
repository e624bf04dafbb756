import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { Failure } from './exits.ts'
import { runQuote } from './quote.ts'
import { openText } from './text.ts'

const folder = mkdtempSync(join(tmpdir(), 'rockpool-quote-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What a quote of a cart prints by the ready program for clothing. */
async function quoted(cart: string, json = false): Promise<string> {
  const file = join(folder, 'cart.yaml')
  writeFileSync(file, cart)
  const printed: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  try {
    await runQuote({ program: 'programs/fashion.yaml', cart: file, json }, openText('en', ['cli']))
  } finally {
    write.mockRestore()
  }
  return printed.join('')
}

async function mistakesOf(cart: string): Promise<string[]> {
  const failure: unknown = await quoted(cart).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Failure)
  return (failure as Failure).message.split('\n').map((line) => line.replace(`${folder}/cart.yaml:`, ''))
}

test('a guest pays the retail price in the money of the market', async () => {
  expect(await quoted('market: jp\nrate: "0.0067"\nlines: [{ sku: obi, retail: "12000", cost: "5000" }]\nshipping: "900"\n')).toBe([
    'obi: ¥12,000 each by the retail price.', '', 'Shipping: ¥900.', 'Tax is worked out on ¥12,000 of goods and ¥900 of shipping.', 'To pay: ¥12,900.', 'This order earns 80 points.', '', 'obi keeps ¥6,106 of ¥12,000; at least ¥2,400 must stay.', '',
  ].join('\n'))
})

test('a member has the price and the points of the level', async () => {
  const { lines, points, payMinor } = JSON.parse(await quoted('at: 2026-03-04T12:00Z\nmember: { level: silver, points: 250 }\npoints: 999\nlines: [{ sku: hat, retail: "40.00" }]\n', true)) as { lines: { price: object }[]; points: object; payMinor: number }
  expect(lines[0]?.price).toMatchObject({ source: 'tier', unitMinor: 3_800 })
  expect(points).toMatchObject({ points: 250, worthMinor: 1_250 })
  expect(payMinor).toBe(2_550)
})

test('a cart with mistakes is told each of them with its line', async () => {
  expect(await mistakesOf('market: us\nlines:\n  - sku: a\n    quantity: 0\n    retail: two\n')).toEqual([
    '4  lines[0].quantity: found 0, wanted a whole number of 1 or more', '5  lines[0].retail: found "two", wanted an amount of money, such as 20.00',
  ])
  expect(await mistakesOf('market: uk\nmember: { level: glod }\nlines: [{ sku: a }]\ncoupons: [x]\n')).toEqual([
    '1  market: found uk, wanted one of: us, de, gb, jp', '4  coupons[0]: found x, wanted one of: welcome, ten_off', '3  lines[0].retail: found nothing, wanted a retail price, or prices', '2  member.level: found glod, wanted one of: bronze, silver, gold',
  ])
  expect(await mistakesOf('market: jp\nlines: [{ sku: obi, retail: "12.50" }]\n')).toEqual(['2  lines[0].retail: found 12.50, wanted an amount of JPY, which has 0 decimals'])
  expect((await mistakesOf('market: "us\n'))[0]).toMatch(/^\d+ .*quotes|^\d+ .*colon|^\d+ .*closed/)
})

import { describe, expect, test } from 'vitest'
import type { Desk } from './desk.ts'
import { openPrices } from './prices.ts'

/** A desk that has every product but NONE, and notes what it was asked. */
function deskOf({ token = null }: { token?: string | null } = {}): { desk: Desk; asked: string[]; change: () => void } {
  const asked: string[] = []
  const listeners: (() => void)[] = []
  const ask = async (path: string): Promise<unknown> => {
    asked.push(path)
    const skus = new URL(path, 'https://shop.example').searchParams.getAll('sku')
    return { market: 'us', currency: 'USD', prices: skus.filter((sku) => sku !== 'NONE').map((sku) => ({ sku, netMinor: 100 })), unknown: [] }
  }
  const desk = { ask, market: null, guide: async () => ({ market: 'us' }), session: { token: () => token }, onChange: (listener: () => void) => listeners.push(listener) } as unknown as Desk
  return { desk, asked, change: () => listeners.forEach((listener) => listener()) }
}

describe('prices of a page', () => {
  test('are asked for at once, each product once, and what is not sold is told', async () => {
    const { desk, asked } = deskOf()
    const { priceOf } = openPrices(desk)
    const found = await Promise.all(['MUG', 'CUP', 'MUG', 'NONE'].map((sku) => priceOf(sku, null)))
    expect(found.map((one) => one?.price.sku ?? null)).toEqual(['MUG', 'CUP', 'MUG', null])
    expect(asked).toEqual(['/prices?market=us&sku=MUG&sku=CUP&sku=NONE'])
  })

  test('of more products than one request takes, and of other markets, are asked for apart', async () => {
    const { desk, asked } = deskOf({ token: 'rm_1' })
    const { priceOf } = openPrices(desk)
    await Promise.all([...Array.from({ length: 201 }, (_, index) => priceOf(`S${index}`, 'us')), priceOf('S1', 'jp')])
    expect(asked.map((path) => [path.match(/market=\w+/)?.[0], path.match(/sku=/g)?.length, path.endsWith('&member=me')].join()).sort()).toEqual(['market=jp,1,true', 'market=us,1,true', 'market=us,200,true'])
  })

  test('are those of the market that the page says it is of', async () => {
    const { desk, asked } = deskOf()
    await openPrices({ ...desk, market: 'jp' }).priceOf('MUG', null)
    expect(asked).toEqual(['/prices?market=jp&sku=MUG'])
  })

  test('are asked for anew when somebody else is signed in', async () => {
    const { desk, asked, change } = deskOf()
    const { priceOf } = openPrices(desk)
    await priceOf('MUG', 'us')
    await priceOf('MUG', 'us')
    change()
    await priceOf('MUG', 'us')
    expect(asked).toHaveLength(2)
  })
})

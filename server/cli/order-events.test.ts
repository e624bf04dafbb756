import { describe, expect, test } from 'vitest'
import { checkProgram } from '#engine/program/check'
import type { FileOrder } from '#server/connectors/csv/index'
import { netMinor, openTranslation, OrderError } from './order-events.ts'

const { program } = checkProgram({
  program: 'p', name: 'P', currency: 'USD', zone: 'UTC', earn: [{ id: 'buy', on: 'order.paid', rate: 'market' }],
  markets: {
    us: { currency: 'USD', earn: '1' }, de: { currency: 'EUR', earn: '1.1', reference_rate: '1.1' }, fr: { currency: 'EUR', earn: '1', reference_rate: '1.2' },
    jp: { currency: 'JPY', earn: '0.01', reference_rate: '0.0067' }, ch: { currency: 'CHF', earn: '1', reference_rate: '1.2' },
  },
})

function order(told: Partial<FileOrder>): FileOrder {
  const line = { id: '1', sku: 'A', quantity: 2, amountMinor: 3000, discountMinor: 100, taxMinor: 0 }
  return { id: 'O1', kind: 'order', member: 'ada', at: 0, currency: 'USD', lines: [line], discountMinor: 0, shippingMinor: 490, taxIncluded: false, ...told }
}

function eventsOf(...orders: FileOrder[]) {
  const translate = openTranslation(program!)
  return orders.flatMap(translate)
}

describe('the orders of a file', () => {
  test('let a member join once, with the first of them, in its market and region', () => {
    const events = eventsOf(order({ currency: 'EUR', country: 'DE' }), order({ id: 'O2', at: 1, currency: 'EUR' }), order({ id: 'O3', at: 2, member: 'bob', country: 'United Kingdom' }))
    expect(events.filter(({ kind }) => kind === 'member.joined')).toEqual([
      { source: 'orders', id: 'join:ada', at: 0, kind: 'member.joined', profile: { market: 'de', region: 'DE' } },
      { source: 'orders', id: 'join:bob', at: 2, kind: 'member.joined', profile: {} },
    ])
    expect(events.map(({ kind }) => kind)).toEqual(['member.joined', 'order.paid', 'order.paid', 'member.joined', 'order.paid'])
  })

  test.each([
    [{ currency: 'USD' }, { currency: 'USD' }],
    [{ currency: 'EUR' }, { currency: 'EUR', market: 'de', rate: { rate: '1.1' } }],
    [{ currency: 'EUR', market: 'fr' }, { market: 'fr', rate: { rate: '1.1' } }],
    [{ currency: 'JPY' }, { market: 'jp', rate: { rate: '0.0067' } }],
  ])('%j are paid as %j', (told, paid) => {
    expect(eventsOf(order(told))[1]).toMatchObject({ kind: 'order.paid', order: paid })
  })

  test.each([
    [{ currency: 'SEK' }, 'order O1 is in SEK, but no market of the program has a reference_rate from SEK to USD'],
    [{ market: 'se' }, 'order O1 names the market "se", but the program has us, de, fr, jp, ch'],
  ])('%j cannot be counted', (told, sentence) => {
    expect(() => eventsOf(order(told))).toThrow(new OrderError(sentence))
  })
})

describe('a refund', () => {
  test('gives back what the file says of each line, its own discount split by largest remainder', () => {
    const lines = [
      { id: '1', sku: 'A', quantity: 1, amountMinor: 1000, discountMinor: 0, taxMinor: 0 }, { id: '2', sku: 'B', quantity: 1, amountMinor: 1100, discountMinor: 100, taxMinor: 0 },
      { id: '3', sku: 'C', quantity: 1, amountMinor: 999, discountMinor: 0, taxMinor: 0 },
    ]
    expect(eventsOf(order({ id: 'R1', kind: 'refund', refundOf: 'O1', lines, discountMinor: 500, shippingMinor: 0 }))[1]).toEqual({
      source: 'orders', id: 'R1', at: 0, kind: 'order.refunded', orderId: 'O1',
      refund: { lines: [{ line: '1', amountMinor: 833 }, { line: '2', amountMinor: 833 }, { line: '3', amountMinor: 833 }], shippingMinor: 0 },
    })
  })
})

describe('a credit note', () => {
  test('is worth its goods, at the rate of its market', () => {
    expect(eventsOf(order({ kind: 'credit_note', currency: 'EUR', discountMinor: 50 }))[1]).toMatchObject({ kind: 'credit.noted', amountMinor: 2850, market: 'de', rate: { rate: '1.1' } })
  })
})

describe('the net of an order', () => {
  test.each([
    [{ discountMinor: 50 }, 2850], [{ kind: 'credit_note' }, -2900],
    [{ taxIncluded: true, lines: [{ id: '1', sku: 'A', quantity: 1, amountMinor: 1200, discountMinor: 0, taxMinor: 200 }] }, 1000],
  ] as const)('%j is %d', (told, minor) => {
    expect(netMinor(order(told as Partial<FileOrder>))).toBe(minor)
  })
})

import { expect, test } from 'vitest'
import { checkProgram, type Program } from '#engine/index'
import { tryOrder } from './judge.ts'

test('an order that is tried has the decimals of ISO 4217, also where browsers show none', () => {
  for (const [currency, amount] of [['HUF', 5_000], ['IQD', 5_000], ['JPY', 5_000]] as const) {
    const { program } = checkProgram({
      program: 'plain', name: 'Plain', currency, zone: 'UTC', markets: { home: { currency, earn: '0.01' } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
    })
    expect([currency, tryOrder(program as Program, { amount, currency, market: 'home', level: null }, { language: 'en', now: 1_767_607_200_000 }).available]).toEqual([currency, 50])
  }
})

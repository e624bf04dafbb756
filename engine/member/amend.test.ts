import { describe, expect, test } from 'vitest'
import { checkProgram } from '#engine/program/check'
import { timelineOf } from '#engine/program/timeline'
import { amendmentsIn, asAmended } from './amend.ts'
import type { MemberEvent } from './event.ts'
import { canonicalState, fold, inOrder } from './fold.ts'

const DAY = 86_400_000
const { program } = checkProgram({ program: 'p', name: 'P', currency: 'USD', zone: 'UTC', earn: [{ id: 'buy', on: 'order.paid', rate: 'market' }], markets: { us: { currency: 'USD', earn: '1' } } })
const timeline = timelineOf(program!)

function order(id: string, amountMinor: number, at: number): MemberEvent {
  return { source: 'shop', id, at, kind: 'order.paid', order: { id: 'O1', currency: 'USD', lines: [{ id: '1', sku: 'mug', quantity: 1, amountMinor }] } }
}
const correction = (n: number, amountMinor: number, at: number): MemberEvent => ({ ...order(`O1/${n}`, amountMinor, at), source: 'rockpool:amended', amends: { source: 'shop', id: 'O1', n } })

describe('a correction', () => {
  test('counts in the place of what it corrects, at its own time and under the other’s name, whatever arrived first', () => {
    const [first, then, other] = [order('O1', 1_000, 0), correction(1, 2_500, 3 * DAY), { ...order('O2', 0, DAY), kind: 'activity', name: 'reviewed' } as MemberEvent]
    for (const told of [[first, then, other], [then, other, first]]) {
      expect(inOrder(told).map(({ source, id, at, amends }) => [source, id, at, amends])).toEqual([['shop', 'O2', DAY, undefined], ['shop', 'O1', 3 * DAY, undefined]])
      expect(canonicalState(fold(timeline, 'm', { events: told }).state)).toBe(canonicalState(fold(timeline, 'm', { events: [other, order('O1', 2_500, 3 * DAY)] }).state))
    }
  })

  test('is itself corrected: the last in number stands, also where the one before stands already', () => {
    const [first, second, third] = [order('O1', 1_000, 0), correction(1, 2_500, 0), correction(2, 1_000, 0)]
    expect(inOrder([third, first, second])).toEqual([first])
    const standing = inOrder([first, second])
    expect(inOrder([...standing, third])).toEqual([first])
    expect(standing[0]).toMatchObject({ id: 'O1', order: { lines: [{ amountMinor: 2_500 }] } })
  })

  test('of what is not known does nothing, and an event without one stays the same object', () => {
    const other = order('O7', 100, 0)
    const amendments = amendmentsIn([correction(1, 1, 0)])
    expect(inOrder([correction(1, 1, 0), other])).toEqual([other])
    expect(asAmended(other, amendments)).toBe(other)
  })
})

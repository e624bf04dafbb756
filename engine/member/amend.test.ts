import { describe, expect, test } from 'vitest'
import { checkProgram } from '#engine/program/check'
import { timelineOf } from '#engine/program/timeline'
import { openStore } from '#engine/simulate/store'
import { amendmentsIn, asAmended, nextAmendment, standingOf } from './amend.ts'
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

describe('how an event stands', () => {
  const told = [order('O1', 1_000, 0), correction(2, 900, DAY), correction(1, 2_500, 0), { ...order('O2', 1, 0), source: 'pos' }]

  test('is told by its last correction, with how often it was corrected', () => {
    expect(standingOf(told, { source: 'shop', id: 'O1' })).toEqual({ event: order('O1', 900, DAY), n: 2 })
    expect(standingOf(told, { source: 'pos', id: 'O2' })).toEqual({ event: told[3], n: 0 })
    expect(standingOf(told, { source: 'shop', id: 'O2' })).toBeUndefined()
    expect(standingOf(told.slice(1), { source: 'shop', id: 'O1' })).toBeUndefined()
  })

  test('decides which correction is the next: the last one again where nothing is said anew', () => {
    const standing = standingOf(told, { source: 'shop', id: 'O1' })!
    const numberOf = (amountMinor: number, at: number) => nextAmendment({ ...order('O1', amountMinor, at), granted: { points: 1 } as never }, standing).amends?.n
    expect([numberOf(900, DAY), numberOf(900, 0), numberOf(2_500, 0)]).toEqual([2, 3, 3])
    const first = order('O2', 1, 0)
    expect(nextAmendment(first, { event: first, n: 0 }).amends?.n).toBe(1)
    expect(nextAmendment(order('O1', 7, DAY), standing)).toEqual({ ...order('O1', 7, DAY), source: 'rockpool:amended', id: 'shop|O1/3', amends: { source: 'shop', id: 'O1', n: 3 } })
  })
})

describe('a store in memory', () => {
  test('takes a correction once, and posts what differs from what it had posted', () => {
    const store = openStore(timeline)
    store.record([{ member: 'ada', event: order('O1', 1_000, 0) }])
    store.advance(DAY)
    const correct = (member: string, event: MemberEvent) => store.correct({ member, event })
    expect(correct('ada', order('O1', 2_500, 0))).toMatchObject({ status: 'accepted', postings: [{ points: 10, from: 'active', to: 'issued' }, { points: 25, from: 'issued', to: 'active' }] })
    expect(correct('ada', order('O1', 2_500, 0)).status).toBe('duplicate')
    expect(store.member('ada').head.units['points']).toMatchObject({ earned: 25, active: 25 })
    expect(canonicalState(store.member('ada'))).toBe(canonicalState(fold(timeline, 'ada', { events: [order('O1', 2_500, 0)], until: DAY }).state))
    expect(correct('bob', order('O1', 1, 0))).toMatchObject({ status: 'refused', refusal: { code: 'event.not_amendable', details: { source: 'shop', id: 'O1' } } })
    expect(correct('ada', { ...order('O1', 1, 0), kind: 'credit.noted', currency: 'USD', amountMinor: 1 } as MemberEvent).refusal?.code).toBe('event.not_amendable')
    expect(correct('ada', { ...order('O1', 1, 0), order: { id: 'O1', currency: 'EUR', lines: [] } } as MemberEvent)).toMatchObject({ status: 'refused', postings: [] })
    expect(store.member('ada').head.units['points']).toMatchObject({ earned: 25, active: 25 })
  })
})

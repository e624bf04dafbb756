import { expect, test } from 'vitest'
import { orderAwardId } from './award-ids.ts'
import type { EventBody } from './event.ts'
import { emptyMember, snapshotOf } from './parts.ts'
import { needsOf, PartMissing, withAsked, type Needs } from './present.ts'

const order = (id: string) => ({ id, currency: 'USD', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor: 100 }] })
const award = orderAwardId('o1')
const by = { reason: 'typing error', author: 'mei' }

test.each<[EventBody, Partial<Needs>]>([
  [{ kind: 'order.paid', order: order('o1') }, { awards: [award] }],
  [{ kind: 'order.exchanged', orderId: 'o1', refund: {}, order: order('o2') }, { awards: [award, orderAwardId('o2')] }],
  [{ kind: 'order.delivered', orderId: 'o1' }, { awards: [award] }],
  [{ kind: 'order.refunded', orderId: 'o1', refund: {} }, { awards: [award] }],
  [{ kind: 'order.charged_back', orderId: 'o1', refund: {} }, { awards: [award] }],
  [{ kind: 'points.approved', orderId: 'o1' }, { awards: [award] }],
  [{ kind: 'points.rejected', lotId: 'l1' }, { lots: ['l1'] }],
  [{ kind: 'points.spent', points: 5, purpose: 'checkout' }, { lots: 'all', spends: ['e1'] }],
  [{ kind: 'points.held', points: 5, until: 9 }, { lots: 'all', spends: ['e1'] }],
  [{ kind: 'hold.committed', holdId: 'h1' }, { spends: ['h1'] }],
  [{ kind: 'hold.released', holdId: 'h1' }, { spends: ['h1'] }],
  [{ kind: 'spend.cancelled', spendId: 's1' }, { spends: ['s1'] }],
  [{ kind: 'points.sent', points: 5, to: 'bob' }, { lots: 'all' }],
  [{ kind: 'credit.noted', currency: 'USD', amountMinor: 5 }, { lots: 'all' }],
  [{ kind: 'member.merged', absorbed: snapshotOf(emptyMember('bob')) }, { lots: 'all' }],
  [{ kind: 'member.absorbed', into: 'bob' }, { lots: 'all' }],
  [{ kind: 'points.adjusted', points: -5, ...by }, { lots: 'all' }],
  [{ kind: 'points.adjusted', points: 5, ...by }, {}],
  [{ kind: 'activity', name: 'subscribed' }, {}],
])('%j asks for what it acts on, and for nothing that it does not', (body, needs) => {
  expect(needsOf({ source: 'shop', id: 'e1', at: 0, ...body })).toEqual({ lots: [], awards: [], spends: [], ...needs })
})

test('a part that was read is asked for no more, and the others stay as they were', () => {
  const before = { nextLot: 7, hasAllLots: false, hasHeldSpends: false, asked: { lots: new Set(['l1']), awards: new Set<string>(), spends: new Set(['s1']) } }
  expect(withAsked(before, 'lots', ['l2'])).toEqual({ ...before, asked: { ...before.asked, lots: new Set(['l1', 'l2']) } })
  expect(before.asked.lots).toEqual(new Set(['l1']))
})

test('a missing part says which it is, or that it is all of a kind', () => {
  expect(new PartMissing('awards', 'a1')).toMatchObject({ name: 'PartMissing', kind: 'awards', id: 'a1', message: 'awards a1' })
  expect(new PartMissing('lots', null).message).toBe('lots (all)')
})

import { describe, expect, test } from 'vitest'
import { compareEvents, type EventKind, type MemberEvent } from './event.ts'

const event = (kind: EventKind, { at = 0, source = 's', id = 'e' }: { at?: number; source?: string; id?: string } = {}) => ({ kind, at, source, id }) as MemberEvent
const order = (...events: MemberEvent[]) => events.toSorted(compareEvents)

describe('events of one member', () => {
  test('come in the order of their time, and at one instant by kind, source and id', () => {
    const inOrder = [
      event('order.paid', { at: 1, source: 'z', id: 'z' }), event('member.joined', { at: 2, source: 'z' }),
      event('order.paid', { at: 2, source: 'a', id: 'b' }), event('order.paid', { at: 2, source: 'a', id: 'c' }), event('order.paid', { at: 2, source: 'b', id: 'a' }),
    ]
    expect(order(...inOrder.toReversed())).toEqual(inOrder)
    expect(compareEvents(inOrder[2]!, inOrder[2]!)).toBe(0)
  })

  test('at one instant: what creates goes before what changes it, what gives before what takes', () => {
    const before: [EventKind, EventKind][] = [
      ['member.joined', 'member.merged'], ['member.merged', 'member.changed'], ['member.changed', 'tier.set'], ['tier.set', 'order.paid'], ['company.volume', 'order.paid'],
      ['points.received', 'points.spent'], ['order.paid', 'order.delivered'], ['order.delivered', 'points.approved'], ['order.paid', 'points.rejected'], ['order.paid', 'activity'],
      ['points.adjusted', 'points.held'], ['debt.forgiven', 'points.held'], ['points.held', 'hold.released'], ['points.held', 'hold.committed'], ['points.spent', 'spend.cancelled'],
      ['hold.released', 'points.spent'], ['points.sent', 'spend.cancelled'], ['order.paid', 'order.exchanged'], ['order.exchanged', 'order.refunded'], ['order.refunded', 'order.charged_back'],
      ['spend.cancelled', 'order.refunded'], ['order.refunded', 'credit.noted'], ['member.absorbed', 'member.changed'], ['member.unmerged', 'order.paid'],
    ]
    expect(before.filter(([first, then]) => compareEvents(event(first, { id: 'z' }), event(then, { id: 'a' })) >= 0)).toEqual([])
  })
})

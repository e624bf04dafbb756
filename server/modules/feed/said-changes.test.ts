import { describe, expect, test } from 'vitest'
import type { EventBody, EventKind } from '#engine/member/event'
import { saidChanges } from './said-changes.ts'

type Case<K extends EventKind> = [said: Extract<EventBody, { kind: K }>, points: number | null]
const order = { id: '1', currency: 'EUR', lines: [] }
const by = { reason: 'r', author: 'a' }

/** Every kind there is, and what its member has more or less by what it says itself. */
const CASES: { readonly [K in EventKind]: Case<K> } = {
  'member.joined': [{ kind: 'member.joined' }, null],
  'member.changed': [{ kind: 'member.changed', profile: {} }, null],
  'order.paid': [{ kind: 'order.paid', order }, null],
  'order.delivered': [{ kind: 'order.delivered', orderId: '1' }, null],
  'order.refunded': [{ kind: 'order.refunded', orderId: '1', refund: {} }, null],
  'order.charged_back': [{ kind: 'order.charged_back', orderId: '1', refund: {} }, null],
  'order.exchanged': [{ kind: 'order.exchanged', orderId: '1', refund: {}, order }, null],
  'credit.noted': [{ kind: 'credit.noted', currency: 'EUR', amountMinor: 500 }, null],
  activity: [{ kind: 'activity', name: 'subscribed' }, null],
  'company.volume': [{ kind: 'company.volume', baseMinor: 500 }, null],
  'company.buyer_added': [{ kind: 'company.buyer_added', buyer: 'ben' }, null],
  'company.buyer_left': [{ kind: 'company.buyer_left', buyer: 'ben' }, null],
  'company.sharing_set': [{ kind: 'company.sharing_set', percent: '10', perMonth: 500, leaver: 'keep', by: 'ben' }, null],
  'company.left': [{ kind: 'company.left', companies: ['co'] }, null],
  'points.adjusted': [{ kind: 'points.adjusted', points: -50, ...by }, -50],
  'debt.forgiven': [{ kind: 'debt.forgiven', points: 20, ...by }, 20],
  'points.approved': [{ kind: 'points.approved', orderId: '1' }, null],
  'points.rejected': [{ kind: 'points.rejected', orderId: '1' }, null],
  'points.spent': [{ kind: 'points.spent', points: 30, purpose: 'checkout' }, -30],
  'points.held': [{ kind: 'points.held', points: 30, until: 0 }, -30],
  'hold.committed': [{ kind: 'hold.committed', holdId: 'h' }, null],
  'hold.released': [{ kind: 'hold.released', holdId: 'h' }, null],
  'spend.cancelled': [{ kind: 'spend.cancelled', spendId: 's', points: 30 }, 30],
  'reward.redeemed': [{ kind: 'reward.redeemed', reward: 'mug', points: 180 }, -180],
  'entitlement.granted': [{ kind: 'entitlement.granted', entitlement: 'lounge', uses: 2, ...by }, null],
  'entitlement.withdrawn': [{ kind: 'entitlement.withdrawn', entitlement: 'lounge', grant: 'g', ...by }, null],
  'entitlement.used': [{ kind: 'entitlement.used', entitlement: 'lounge', author: 'a' }, null],
  'points.sent': [{ kind: 'points.sent', points: 40, to: 'ben' }, -40],
  'points.received': [{ kind: 'points.received', from: 'ben', pieces: [{ points: 15, expiresOn: null, zone: 'UTC' }, { points: 25, expiresOn: null, zone: 'UTC' }] }, 40],
  'tier.set': [{ kind: 'tier.set', track: 't', level: 'gold', until: 0, ...by }, null],
  'member.merged': [{ kind: 'member.merged', absorbed: {} as Extract<EventBody, { kind: 'member.merged' }>['absorbed'] }, null],
  'member.absorbed': [{ kind: 'member.absorbed', into: 'm' }, null],
  'member.unmerged': [{ kind: 'member.unmerged', mergeSource: 'shop', mergeId: 'm' }, null],
}

describe('what an event says that it moved', () => {
  test.each(Object.values(CASES))('%o', (said, points) => {
    expect(saidChanges({ source: 'shop', id: '1', at: 0, ...said }, 'points')).toEqual(points === null ? [] : [{ unit: 'points', points }])
  })

  test('is of its own unit where it names one, and of the main one where not', () => {
    const stamp = { source: 'shop', id: '1', at: 0 }
    expect(saidChanges({ ...stamp, kind: 'points.spent', unit: 'shells', points: 3, purpose: 'reward' }, 'points')).toEqual([{ unit: 'shells', points: -3 }])
    expect(saidChanges({ ...stamp, kind: 'reward.redeemed', reward: 'free', points: 0 }, 'points')).toEqual([])
  })
})

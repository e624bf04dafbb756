import { get, type Route } from '#server/platform/route'
import { listOrders } from './list-orders.ts'
import { listOwnOrders } from './list-own-orders.ts'
import { readOrder } from './read-order.ts'
import * as shapes from './schemas.ts'

const AT = '2026-01-05T10:00:00Z'
const member = { memberId: 'mem_1kdvdna0083nx4q9f7wj2r', name: 'Anna Schmidt', externalId: 'customer-77', isTest: false }
const listed = { order: '1001', at: AT, member, source: 'shop', totalMinor: 2900, currency: 'EUR', earned: [{ unit: 'points', points: 29 }], clawed: [], isWhollyRefunded: false }
const story = {
  member, zone: 'Europe/Berlin', paidAt: AT, currency: 'EUR', market: 'eu', totalMinor: 2900, isWhollyRefunded: false, lines: [{ id: '1', sku: 'MUG', quantity: 2, amountMinor: 2900 }],
  rules: [{ rule: 'purchase', version: 1, unit: 'points', earned: 29, clawed: 0, waived: 0 }], pending: [],
  steps: [{ at: AT, type: 'order.paid', source: 'shop', id: 'order-1001', moves: [{ unit: 'points', from: 'issued', to: 'active', reason: 'earn', points: 29 }], cause: { type: 'order.paid', name: null, orderId: '1001', purpose: null } }],
}

/** Orders, as far as they are about points. */
export const ordersRoutes: readonly Route[] = [
  get({
    path: '/orders', permission: 'activity:read', input: shapes.ListOrders, output: shapes.OrderPage, run: listOrders,
    summary: 'List orders of members', description: 'The newest first, each with what it earned and what was clawed back.', example: { output: { orders: [listed], next: null, seenTo: null } },
  }),
  get({
    path: '/orders/:order', permission: 'activity:read', input: shapes.ReadOrder, output: shapes.OrderStory, run: readOrder,
    summary: 'Read an order', description: "By the shop's number: whose it is, what was told of it, what each telling gave or took and by which rule, and what is pending until when. Why is told by the explanation of each event.",
    example: { output: { order: '1001', members: [story] } },
  }),
  get({
    path: '/members/:member/orders', permission: 'activity:read', shoppers: 'members', input: shapes.ListOwnOrders, output: shapes.OwnOrderPage, run: listOwnOrders,
    summary: 'List what a member has ordered', description: 'The newest first, with what each order had of which product: what “order again” puts into a cart. What orders earned is told by postings.',
    example: { output: { orders: [{ order: '1001', at: AT, totalMinor: 2900, currency: 'EUR', lines: [{ sku: 'MUG', quantity: 2 }] }], next: null } },
  }),
]

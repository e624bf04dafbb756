import type { Database } from '#server/platform/database'
import { get, own, stream, type Route } from '#server/platform/route'
import { exportFeed } from './export-feed.ts'
import { listFeed } from './list-feed.ts'
import { listDebts, listPending } from './list-pending.ts'
import { listRefusals } from './list-refusals.ts'
import * as shapes from './schemas.ts'

const AT = '2026-01-05T10:00:00Z'
const member = { memberId: 'mem_1kdvdna0083nx4q9f7wj2r', name: 'Anna Schmidt', externalId: 'customer-77', isTest: false }
const item = {
  at: AT, recordedAt: '2026-01-05T10:00:01Z', type: 'order.paid', source: 'shop', id: 'order-1001', member, orderId: '1001', name: null, changes: [{ unit: 'points', points: 29 }], amountMinor: 2900, currency: 'EUR',
  reason: null, author: null, isCorrection: false,
}
const lot = { lotId: 'shop|order-1001|purchase||0', unit: 'points', points: 29, orderId: '1001', rule: 'purchase', source: 'shop', sourceId: 'order-1001', earnedAt: AT, waits: 'hand', activatesAt: null, cancelsAt: null, zone: 'Europe/Berlin' }

const refused = {
  at: AT, times: 3, type: 'order.paid', source: 'shop', id: 'order-1002', member, named: 'customer-77', by: { kind: 'key', id: 'key_1h3kq8v2m0c4s6d8f0g2h4', name: 'Shop' }, status: 422, code: 'http.wrong_shape',
  detail: 'One thing in the request is not as expected; errors says where, what stood there and what would be right.', errors: [{ path: 'order.lines[0].quantity', found: '"2"', wanted: 'a whole number of units', code: 'wrong_type' }],
}

/** What happened in a store, and what of it waits. */
export const feedRoutes: readonly Route<{ database: Database }>[] = [
  get({
    path: '/feed', permission: 'activity:read', input: shapes.ListFeed, output: shapes.FeedPage, run: listFeed, isNaming: true,
    summary: 'List what happened in the store', description: 'Events of all members, the newest first. Of something rare no more than ten thousand events are looked through at once: `seenTo` says how far, and `next` goes on.',
    example: { output: { items: [item], next: null, seenTo: null } },
  }),
  get({
    path: '/feed/pending', permission: 'activity:read', input: shapes.ListPending, output: shapes.PendingPage, run: listPending,
    summary: 'List points that are pending', description: 'Who has some, the most first, with what each lot waits for, and how many wait for somebody to approve them. A change is in the list a second or two after it happened.', example: { output: { members: [{ member, points: 29, lots: [lot] }], next: null, hands: { lots: 1, isMore: false } } },
  }),
  get({
    path: '/feed/debts', permission: 'activity:read', input: shapes.ListHeap, output: shapes.DebtPage, run: listDebts,
    summary: 'List who owes points', description: 'Whose points were taken back when they were used already, the most first. A change is in the list a second or two after it happened.', example: { output: { members: [{ member, debt: 120, unit: 'points', lastAt: AT }], next: null } },
  }),
  own({
    path: '/feed/refusals', method: 'GET', permission: 'activity:read', input: shapes.ListHeap, output: shapes.RefusalPage, run: listRefusals,
    summary: 'List events that were refused', description: 'What came by POST /events and does not stand, the newest first: the last 500 of a store, of 30 days. One that is accepted under its id later is in the list no more.',
    example: { output: { refusals: [refused], next: null } },
  }),
  stream({
    path: '/feed/export', permission: 'activity:read', input: shapes.ExportFeed, mediaType: 'text/csv', run: exportFeed, isNaming: true,
    summary: 'Export what happened, what is pending, who owes points, or what was refused', description: 'As CSV in UTF-8 with a byte order mark, as long as it is. Nobody is named but by ids. A key reads the words of the API, minor units and UTC; somebody of the staff headings, names, major units and the program’s time in the language of Accept-Language.',
    example: { output: '\uFEFFmemberId,externalId,debt,lastAt\r\nmem_1kdvdna0083nx4q9f7wj2r,customer-77,120,2026-01-05T10:00:00Z\r\n' },
  }),
]

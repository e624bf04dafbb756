import { get, type Route } from '#server/platform/route'
import { explainMember, readFacts } from './explain-member.ts'
import * as shapes from './member-schemas.ts'
import { listMerges } from './list-merges.ts'
import { listPostings, readLots, readMember, readProgress } from './read-member.ts'

const totals = { available: 29, earned: 29, pending: 0, active: 29, reserved: 0, spent: 0, expired: 0, revoked: 0, debt: 0, clawedBack: 0, waived: 0, forgiven: 0 }
const member = {
  member: 'customer-77', memberId: 'mem_1kdvdna00kb1wmzrvz4gen', at: '2026-01-05T10:00:00Z', zone: 'Europe/Berlin', mainUnit: 'points', units: { points: totals }, level: null,
  tracks: { wardrobe: { level: 'bronze', since: null, validUntil: null, graceUntil: null, byHand: false, waiting: null } }, benefits: [], counts: { orders: 1, spend: 2900, 'points:points': 29 },
}
const lot = {
  id: 'shop|order-1001|purchase||0', unit: 'points', amount: 29, left: 29, held: 0, isPending: false, activatesAt: null, activeSince: '2026-01-05T10:00:00Z',
  expiresOn: '2027-01-05', expiresAt: '2027-01-05T23:00:00Z', zone: 'Europe/Berlin', earnedAt: '2026-01-05T10:00:00Z', source: 'shop', sourceId: 'order-1001', orderId: '1001',
  lineId: null, rule: 'purchase', version: 1, costPerPoint: '1',
}
const posting = {
  postingNo: 1, unit: 'points', from: 'issued', to: 'active', points: 29, reason: 'earn', lot: 'shop|order-1001|purchase||0', orderId: '1001', source: 'shop', sourceId: 'order-1001',
  effectiveAt: '2026-01-05T10:00:00Z', bookedAt: '2026-01-05T10:00:01Z', corrects: null, hash: '9f2c…',
}
const leaf = { what: 'spend', have: 2900, need: 30000, missing: 27100, deadline: null, fallsOut: [{ day: '2027-01-05', amount: 2900 }] }
const AS_OF = 'As of `at`: with what was effective before it; now where it is not sent. With `knownAt`: of that, what was known before it.'

/** What is read of one member, by an id of the shop's own, or by ours. */
export const memberRoutes: readonly Route[] = [
  get({
    path: '/members/:member', permission: 'activity:read', shoppers: 'members', input: shapes.ReadMember, output: shapes.MemberAt, run: readMember,
    summary: 'Read a member', description: AS_OF, example: { output: member },
  }),
  get({
    path: '/members/:member/lots', permission: 'activity:read', shoppers: 'members', input: shapes.ReadLots, output: shapes.Lots, run: readLots,
    summary: "List a member's lots", description: 'Where points came from, and when they begin and end.', example: { output: { lots: [lot] } },
  }),
  get({
    path: '/members/:member/postings', permission: 'activity:read', shoppers: 'members', input: shapes.ListPostings, output: shapes.PostingPage, run: listPostings,
    summary: "List a member's postings", description: `The ledger, in booked order. ${AS_OF}`, example: { output: { postings: [{ ...posting, spentOn: null }], next: null } },
  }),
  get({
    path: '/members/:member/explanations', permission: 'activity:read', shoppers: 'members', input: shapes.ExplainMember, output: shapes.Explanation, run: explainMember,
    summary: 'Explain a member, or one event', description: 'Each number with what it was worked out from, in the language of the answer.',
    example: { output: { sentences: ['29 points for order 1001: €29.00 × 1 point per €1.'], steps: [{ code: 'earn.rate', at: '2026-01-05T10:00:00Z', sentence: 0, points: 29 }] } },
  }),
  get({
    path: '/members/:member/progress', permission: 'activity:read', shoppers: 'members', input: shapes.ReadFacts, output: shapes.Progress, run: readProgress,
    summary: 'Read how far the next level is', example: { output: { tracks: [{ track: 'wardrobe', level: 'bronze', next: 'silver', needs: [leaf], keep: [], nearest: { percent: 9, needs: [0] }, keepNearest: { percent: 100, needs: [] }, projected: null, isAtRisk: false }] } },
  }),
  get({
    path: '/members/:member/merges', permission: 'activity:read', input: shapes.ListMerges, output: shapes.Merges, run: listMerges,
    summary: 'List who was merged into a member', example: { output: { merges: [{ merge: 'merge-1', source: 'console', at: '2026-01-05T10:00:00Z', until: '2026-02-04T23:00:00Z', absorbed: 'mem_1kdvdna00kb1wmzrvz4gen', name: 'Anna Schmidt', externalId: 'customer-78' }] } },
  }),
  get({
    path: '/members/:member/facts', permission: 'activity:read', input: shapes.ReadFacts, output: shapes.Facts, run: readFacts,
    summary: 'List what was announced of a member', example: { output: { facts: [{ name: 'order.counted', at: '2026-01-05T10:00:00Z', orderId: '1001' }] } },
  }),
]

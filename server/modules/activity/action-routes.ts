import { Type, type TSchema } from 'typebox'
import { bodies, type OutsideKind } from '#engine/member/event-schema'
import { own, type Call, type Reply, type Route } from '#server/platform/route'
import { CLOSED, PlainText } from '#server/platform/schemas'
import { RecordedEvent } from './events-schema.ts'
import { recordNow, type RecordingHouse } from './events-route.ts'

/** An event that happens when it is asked for, as a noun of a member's: its address, and fields of the event that stand there. */
type Action = { path: `/members/:member/${string}`; type: OutsideKind; summary: string; description: string; body: Readonly<Record<string, unknown>> }

const ACTIONS: readonly Action[] = [
  {
    path: '/members/:member/adjustments', type: 'points.adjusted', summary: "Adjust a member's points", body: { points: 50, reason: 'A late parcel', author: 'mei' },
    description: 'Staff give points, or take them where `points` is below 0, with a reason and a name.',
  },
  {
    path: '/members/:member/forgiveness', type: 'debt.forgiven', summary: "Forgive a member's debt", body: { points: 190, reason: 'A refund of ours that came late', author: 'mei' },
    description: 'Of what a member owes `points` are owed no more. More than is owed is refused.',
  },
  {
    path: '/members/:member/activations', type: 'points.approved', summary: 'Activate pending points', body: { orderId: '1002', reason: 'Looked through', author: 'mei' },
    description: 'Points that are pending become active now: of an order, or of one lot (`lotId`). Whether they wait for a day, a delivery or a hand makes no difference.',
  },
  {
    path: '/members/:member/rejections', type: 'points.rejected', summary: 'Cancel pending points', body: { orderId: '1002', reason: 'A test order', author: 'mei' },
    description: 'Points that are pending never become active: of an order, or of one lot (`lotId`).',
  },
  {
    path: '/members/:member/spends', type: 'points.spent', summary: 'Spend points', body: { points: 100, purpose: 'checkout', orderId: '1002' },
    description: 'Points leave exact lots, those that end first before others. Of two requests for the last points one gets 409 with the balance. `by` names who uses the points of a company: only its owner may.',
  },
  {
    path: '/members/:member/spends/:spendId/cancellations', type: 'spend.cancelled', summary: 'Cancel a spend', body: {},
    description: 'All that has not come back yet, or `points` of it, goes back to the lots it came from. `spendId` is the id under which it was spent.',
  },
  {
    path: '/members/:member/holds', type: 'points.held', summary: 'Hold points', body: { points: 100, until: '2026-01-05T10:15:00Z' },
    description: 'Points are kept for a checkout until a time, and nobody else can spend them. Then they are free again by themselves.',
  },
  {
    path: '/members/:member/holds/:holdId/commitments', type: 'hold.committed', summary: 'Commit a hold', body: { orderId: '1002' },
    description: 'What was held is spent. `holdId` is the id under which it was held.',
  },
  {
    path: '/members/:member/holds/:holdId/releases', type: 'hold.released', summary: 'Release a hold', body: {},
    description: 'What was held is free again.',
  },
  {
    path: '/members/:member/entitlements/:entitlement/grants', type: 'entitlement.granted', summary: 'Give uses of an entitlement', body: { uses: 2, through: '2026-12-31', reason: 'A late parcel', author: 'mei' },
    description: 'Staff give uses beside those of levels and rewards, through a last day where the member lives, or, without one, until they are used.',
  },
  {
    path: '/members/:member/entitlements/:entitlement/grants/:grant/withdrawals', type: 'entitlement.withdrawn', summary: 'Take back uses that staff gave', body: { reason: 'Given twice', author: 'mei' },
    description: 'What is left of them. `grant` is the name under which the entitlement lists them; what a reward gave goes back with its redemption.',
  },
  {
    path: '/members/:member/entitlements/:entitlement/uses', type: 'entitlement.used', summary: 'Record a use of an entitlement', body: { author: 'mei', reason: 'Parcel 77 came back' },
    description: 'Of what the levels held now, and rewards, leave in this period; of several the one that ends first. Where none is left, 409.',
  },
  {
    path: '/members/:member/transfers', type: 'points.sent', summary: 'Send points to another member', body: { points: 40, to: 'customer-78' },
    description: 'The other member has them a moment later, with the ends that they had.',
  },
  {
    path: '/members/:member/sharing', type: 'company.sharing_set', summary: "Share a company's points with its buyers", body: { percent: '10', perMonth: 500, leaver: 'forfeit', by: 'customer-77' },
    description: 'The owner of a company (`by`) decides which part of what an order earns its buyer gets, `perMonth` at most, and whether somebody who leaves keeps what is left of it. What comes back of an order is taken from the company alone: the share stays with the buyer. `percent: "0"` ends it. The program says how much may be shared, and which companies share nothing.',
  },
  {
    path: '/members/:member/levels', type: 'tier.set', summary: 'Give a member a level by hand', body: { track: 'wardrobe', level: 'gold', until: '2026-12-31T23:00:00Z', reason: 'Comes from our shop in Lyon', author: 'mei' },
    description: 'The level holds until a time, whatever the member does, and is judged by the rules then.',
  },
  {
    path: '/members/:member/merges', type: 'member.merged', summary: 'Merge another member into a member', body: { absorbed: 'customer-78' },
    description: 'Two members become one: all that `absorbed` has and does belongs to this member from now on.',
  },
  {
    path: '/members/:member/merges/:mergeId/reversals', type: 'member.unmerged', summary: 'Undo a merge', body: { mergeSource: 'api' },
    description: 'For 30 days both are two again, each with what they did themselves. `mergeId` and `mergeSource` are the id and the source under which they were merged.',
  },
]

const IDS = { source: Type.Optional(PlainText), id: Type.Optional(PlainText) }

/** What staff and checkouts do to a member, each recorded as an event of the time of the request. */
export const actionRoutes: readonly Route<RecordingHouse>[] = ACTIONS.map(({ path, type, summary, description, body }) => own({
  path, permission: 'activity:record', audit: 'journal', summary, isIdempotent: true, status: 201,
  description: `${description} An event of its own, \`${type}\`, named by \`id\` or by \`Idempotency-Key\`.`,
  input: Type.Object({ member: PlainText, ...IDS, ...(bodies[type] as Record<string, TSchema>) }, CLOSED), output: RecordedEvent,
  example: { input: { id: 'checkout-1002', ...body }, output: { source: 'api', id: 'checkout-1002', member: 'customer-77', balances: { points: { available: 29, active: 29, pending: 0, reserved: 0, debt: 0 } } } },
  also: { 200: { description: 'The first answer to a repetition', schema: RecordedEvent, example: { source: 'api', id: 'checkout-1002', member: 'customer-77', balances: { points: { available: 29, active: 29, pending: 0, reserved: 0, debt: 0 } } } } },
  run: (house: RecordingHouse, call: Call, input): Promise<Reply> => recordNow(house, call, { type, ...(input as { member: string }) }),
}))

import { instantText, type Instant } from '#engine/calendar'
import { readEvent } from '#engine/member/read-event'
import { BEGINNING } from '#engine/program/timeline'
import { extendTimeline, readTimeline, requireDraft } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { requirePermission } from '#server/platform/require-permission'
import { own, type Call, type Reply, type Route } from '#server/platform/route'
import { shown } from '#engine/shape'
import { errorOf } from './events-route.ts'
import { previewEvent, type Previewing } from './preview-event.ts'
import * as shapes from './preview-schemas.ts'

/** A program of two million characters, escaped, and an event. */
const BODY_BYTES = 5 * 1024 * 1024
/** What an event is called that names no source or id of its own. */
const UNNAMED = 'preview'

type House = { database: Database }

const event = { type: 'order.paid', order: { id: '1001', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 2, amountMinor: 2900 }] } }
const nothing = { available: 0, earned: 0, pending: 0, active: 0, reserved: 0, spent: 0, expired: 0, revoked: 0, debt: 0, clawedBack: 0, waived: 0, forgiven: 0 }
const lot = {
  id: 'preview|preview|purchase||0', unit: 'points', amount: 29, left: 29, held: 0, isPending: false, activatesAt: null, activeSince: '2026-01-05T10:00:00Z', expiresOn: '2027-01-05',
  expiresAt: '2027-01-05T23:00:00Z', zone: 'Europe/Berlin', earnedAt: '2026-01-05T10:00:00Z', source: UNNAMED, sourceId: UNNAMED, orderId: '1001', lineId: null, rule: 'purchase', version: 1, costPerPoint: '0', change: 29,
}
const output = {
  isAccepted: true, isRepeated: false, problem: null, version: 1, at: '2026-01-05T10:00:00Z', isNew: true,
  before: { units: {}, level: null, tracks: {} }, after: { units: { points: { ...nothing, available: 29, earned: 29, active: 29 } }, level: null, tracks: {} }, moves: [], lots: [lot],
  postings: [{ unit: 'points', from: 'issued', to: 'active', points: 29, reason: 'earn', lot: lot.id, orderId: '1001', source: UNNAMED, sourceId: UNNAMED, effectiveAt: '2026-01-05T10:00:00Z', corrects: null }],
  facts: [], explanation: { sentences: ['29 points for order 1001: €29.00 × 1 point per €1.'], steps: [{ code: 'earn.rate', at: '2026-01-05T10:00:00Z', sentence: 0, points: 29 }] },
}

/** POST /programs/previews: an event, looked ahead at. */
export const previewRoute: Route<House> = own({
  path: '/programs/previews', audit: 'none', permission: 'programs:read', input: shapes.PreviewEvent, output: shapes.EventPreview, run: preview, bodyLimitBytes: BODY_BYTES, isNaming: true,
  summary: 'Preview an event',
  description: 'What an event would do, for a member as they are now or for a new one: balances before and after, lots, moves between levels, postings, and why. By the rules in force, or by those of a `draft` or a `program`, as if it were published right now with the `mode` sent (or right after the newest version, where that is still to come). Nothing is stored. To name a member asks for `activity:read` besides.',
  example: { input: { event }, output },
})

async function preview({ database }: House, call: Call, input: shapes.PreviewEvent): Promise<Reply<shapes.EventPreview>> {
  const { storeId, actor, now, problemOf } = call
  const { member = input.event['member'] } = input
  if (member !== undefined) requirePermission(actor, 'activity:read')
  return database.readStore(storeId, async (db) => {
    const previewing = await readPreviewing({ db, storeId, actor, now }, input)
    const { answer, ...previewed } = await previewEvent({ db, storeId, actor, now }, previewing)
    const problem = answer.status === 'refused' || answer.status === 'conflict' ? problemOf(errorOf(answer, previewing.event)) : null
    return { status: 200, body: { ...previewed, problem } }
  })
}

/** @throws AppError http.wrong_shape, programs.none_published, programs.wrong, programs.draft_unknown */
async function readPreviewing(ctx: ReadContext, input: shapes.PreviewEvent): Promise<Previewing> {
  const { timeline, from } = await timelineOf(ctx, input)
  const stamp = { source: UNNAMED, id: UNNAMED, occurredAt: instantText(Math.max(ctx.now, from)), member: input.member ?? UNNAMED }
  const { member: inside } = input.event
  if (input.member !== undefined && inside !== undefined && inside !== input.member) throw wrongShape([{ path: 'event.member', found: shown(inside), wanted: `${shown(input.member)}, as beside the event, or nothing` }])
  const read = readEvent({ ...stamp, ...input.event })
  if ('problems' in read) throw wrongShape(read.problems.map((problem) => ({ ...problem, path: problem.path === '' ? 'event' : `event.${problem.path}` })))
  const isUnnamed = input.member === undefined && inside === undefined
  return { timeline, event: read.event, isOfRequest: input.event['occurredAt'] === undefined, member: isUnnamed ? null : read.member, locale: input.locale }
}

async function timelineOf(ctx: ReadContext, { program, draft, mode }: shapes.PreviewEvent): Promise<{ timeline: Previewing['timeline']; from: Instant }> {
  if (program !== undefined && draft !== undefined) throw wrongShape([{ path: 'program', found: shown(program), wanted: 'nothing beside "draft"' }])
  const source = draft === undefined ? program : (await requireDraft(ctx, { draft })).program
  if (source !== undefined) {
    const { extended, publication } = await extendTimeline(ctx, { program: source, mode })
    return { timeline: extended, from: publication.from }
  }
  if (mode !== undefined) throw wrongShape([{ path: 'mode', found: shown(mode), wanted: 'nothing without "draft" or "program"' }])
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  return { timeline, from: BEGINNING }
}

function wrongShape(errors: readonly object[]): AppError {
  return new AppError('invalid', 'http.wrong_shape', { errors })
}

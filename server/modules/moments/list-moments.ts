import type { Instant } from '#engine/calendar'
import { selectEffective, selectOrderEvents, type FeedRow } from '#server/modules/activity/index'
import { listNotesBehind } from '#server/modules/desk/index'
import { tellItems } from '#server/modules/feed/index'
import { requirePerson } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { listMailsBehind } from '#server/platform/mail/mailbox'
import { requirePermission } from '#server/platform/require-permission'
import { readCauses } from './read-causes.ts'
import { beforeIn, behindIn, placeText, readPlace, type Place } from './place.ts'
import { MOMENT_KINDS, type ListMoments, type Moment, type MomentKind, type MomentPage } from './schemas.ts'

/** A moment as it was read, with its place; an order's event is told once it is known to be on the page. */
type Found = Place & { moment: Moment; event?: FeedRow }
/** What one kind has behind a place, and down to when was looked; null: everything, or as many as a page takes. */
type Read = { found: Found[]; seenTo: Instant | null }
type Asked = { memberId: string; selves: readonly string[]; place: Place | null; most: number; stride: number }

/** How many postings are looked through at once. */
const STRIDE = 400
const NOTHING = { order: null, points: null, mail: null, note: null }

/** What happened with a member, the newest first: of one kind, or of all merged by time. @throws AppError http.no_permission, members.unknown, members.erased, http.wrong_shape */
export async function listMoments(ctx: ReadContext, { member, kind, after, limit }: ListMoments, { stride = STRIDE }: { stride?: number } = {}): Promise<MomentPage> {
  requirePermission(ctx.actor, 'activity:read')
  const { memberId, selves } = await requirePerson(ctx, member)
  const asked = { memberId, selves, place: after === undefined ? null : readPlace(after), most: limit + 1, stride }
  const reads: Read[] = []
  for (const each of kind === undefined ? MOMENT_KINDS : [kind]) reads.push(await READERS[each](ctx, asked))
  // Nothing is told that is older than what a kind was not looked through to.
  const seenTo = Math.max(...reads.map((read) => read.seenTo ?? -Infinity))
  const all = reads.flatMap(({ found }) => found).filter(({ at }) => at >= seenTo).sort((a, b) => b.at - a.at)
  const page = all.slice(0, limit)
  const last = page.at(-1)
  const goesOn = last !== undefined && (all.length > limit || seenTo > -Infinity)
  return { memberId, moments: await tellCauses(ctx, await tellOrders(ctx, page)), next: goesOn ? placeText(last) : null }
}

const READERS: Readonly<Record<MomentKind, (ctx: ReadContext, asked: Asked) => Promise<Read>>> = { note: readNotes, mail: readMails, points: readPoints, order: readOrders }

async function readNotes(ctx: ReadContext, { selves, place, most }: Asked): Promise<Read> {
  const notes = await listNotesBehind(ctx, { memberIds: selves, after: behindIn('note', place), most })
  return { found: notes.map((note) => ({ at: note.at, kind: 'note', id: note.note, moment: { ...NOTHING, at: note.at, kind: 'note', note } })), seenTo: null }
}

async function readMails(ctx: ReadContext, { selves, place, most }: Asked): Promise<Read> {
  const mails = await listMailsBehind(ctx, { memberIds: selves, after: behindIn('mail', place), most })
  return { found: mails.map((mail) => ({ at: mail.createdAt, kind: 'mail', id: mail.mail, moment: { ...NOTHING, at: mail.createdAt, kind: 'mail', mail } })), seenTo: null }
}

async function readOrders(ctx: ReadContext, { selves, place, most }: Asked): Promise<Read> {
  const rows = await selectOrderEvents(ctx, { memberIds: selves, before: beforeIn('order', place), most })
  return { found: rows.map((event) => ({ at: event.at, kind: 'order', id: String(event.no), event, moment: { ...NOTHING, at: event.at, kind: 'order' } })), seenTo: null }
}

/** All postings of one event at one instant are one moment, which has the number of the last booked of them. */
async function readPoints(ctx: ReadContext, { memberId, place, most, stride }: Asked): Promise<Read> {
  const before = beforeIn('points', place)
  const { postings, seenTo } = await selectEffective(ctx, { memberId, until: before.at, stride })
  const groups = Map.groupBy(postings, ({ effectiveAt, source, sourceId, corrects }) => JSON.stringify([effectiveAt, source, sourceId, corrects !== null && corrects !== undefined]))
  const found = [...groups.values()].flatMap((group): Found[] => {
    const [newest] = group
    if (newest === undefined) return []
    const { effectiveAt: at, source, sourceId, postingNo, corrects = null } = newest
    if (at === before.at && postingNo >= before.no) return []
    const points = { source, id: sourceId, isCorrection: corrects !== null, cause: null, postings: group.map(({ memberId: _, corrects: taken = null, ...posting }) => ({ ...posting, corrects: taken })) }
    return [{ at, kind: 'points', id: String(postingNo), moment: { ...NOTHING, at, kind: 'points', points } }]
  })
  return { found, seenTo: found.length >= most ? null : seenTo }
}

async function tellOrders(ctx: ReadContext, page: readonly Found[]): Promise<Moment[]> {
  const items = await tellItems(ctx, page.flatMap(({ event }) => event ?? []))
  return page.map(({ moment, event }) => (event === undefined ? moment : { ...moment, order: items.shift() ?? null }))
}

/** What moved points says by itself only which credits they were of: the event tells what for. */
async function tellCauses(ctx: ReadContext, moments: readonly Moment[]): Promise<Moment[]> {
  const causeOf = await readCauses(ctx, moments.flatMap(({ points }) => points ?? []))
  return moments.map((moment) => (moment.points === null ? moment : { ...moment, points: { ...moment.points, cause: causeOf(moment.points) } }))
}

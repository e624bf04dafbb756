import { instantText } from '#engine/calendar'
import { BOM, csvOf, type Cell } from '#server/platform/csv'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import type { Call } from '#server/platform/route'
import { listFeed } from './list-feed.ts'
import { listDebts, listPending } from './list-pending.ts'
import { readRefusals } from './list-refusals.ts'
import type { ExportFeed } from './schemas.ts'

const AT_ONCE = 1_000

const HEADERS: Record<ExportFeed['part'], readonly string[]> = {
  events: ['at', 'recordedAt', 'type', 'source', 'id', 'memberId', 'externalId', 'orderId', 'name', 'unit', 'points', 'amountMinor', 'currency', 'reason', 'author', 'isCorrection'],
  pending: ['memberId', 'externalId', 'unit', 'points', 'orderId', 'rule', 'earnedAt', 'waits', 'activatesAt', 'cancelsAt', 'lotId'],
  debts: ['memberId', 'externalId', 'debt', 'lastAt'],
  refused: ['at', 'times', 'type', 'source', 'id', 'memberId', 'named', 'sentBy', 'code', 'detail', 'path', 'found', 'wanted'],
}

type Piece = { rows: Cell[][]; next: string | null }

/** A list of the store as lines of CSV, read piece by piece as they are sent, each in a look of its own; nobody is named but by ids. @throws AppError members.unknown, members.erased */
export async function exportFeed({ database }: { database: Database }, { storeId, actor, now, problemOf }: Call, asked: ExportFeed): Promise<AsyncIterable<string>> {
  const read = (after: string | undefined) => database.readStore(storeId, (db) => PARTS[asked.part]({ db, storeId, actor, now, problemOf }, asked, { limit: AT_ONCE, ...(after === undefined ? {} : { after }) }))
  const first = await read(undefined)
  return (async function* pieces() {
    yield `${BOM}${csvOf([[...HEADERS[asked.part]], ...first.rows])}`
    for (let { next } = first; next !== null;) {
      const piece = await read(next)
      if (piece.rows.length > 0) yield csvOf(piece.rows)
      next = piece.next
    }
  })()
}

type Looking = ReadContext & Pick<Call, 'problemOf'>
type Read = (ctx: Looking, asked: ExportFeed, page: { after?: string; limit: number }) => Promise<Piece>

const PARTS: Record<ExportFeed['part'], Read> = { events: readEvents, pending: readPending, debts: readDebts, refused: readRefused }

async function readEvents(ctx: ReadContext, { part: _, waits: _waits, ...filters }: ExportFeed, page: { after?: string; limit: number }): Promise<Piece> {
  const { items, next } = await listFeed(ctx, { ...filters, ...page })
  // An event that moves two units has two lines, and one that moves none has one.
  const rows = items.flatMap(({ at, recordedAt, type, source, id, member, orderId, name, changes, amountMinor, currency, reason, author, isCorrection }) => (changes.length === 0 ? [null] : changes).map((change): Cell[] => [
    instantText(at), instantText(recordedAt), type, source, id, member.memberId, member.externalId, orderId, name, change?.unit ?? null, change?.points ?? null, amountMinor, currency, reason, author, String(isCorrection),
  ]))
  return { rows, next }
}

async function readPending(ctx: ReadContext, { waits }: ExportFeed, page: { after?: string; limit: number }): Promise<Piece> {
  const { members, next } = await listPending(ctx, { ...page, ...(waits === undefined ? {} : { waits }) })
  const time = (at: number | null): string | null => (at === null ? null : instantText(at))
  return { next, rows: members.flatMap(({ member, lots }) => lots.map(({ unit, points, orderId, rule, earnedAt, waits, activatesAt, cancelsAt, lotId }): Cell[] => [member.memberId, member.externalId, unit, points, orderId, rule, time(earnedAt), waits, time(activatesAt), time(cancelsAt), lotId])) }
}

async function readDebts(ctx: ReadContext, _: ExportFeed, page: { after?: string; limit: number }): Promise<Piece> {
  const { members, next } = await listDebts(ctx, page)
  return { next, rows: members.map(({ member, debt, lastAt }): Cell[] => [member.memberId, member.externalId, debt, instantText(lastAt)]) }
}

/** A refusal for each of its mistakes, or one where the event was in order and only did not fit. */
async function readRefused(ctx: Looking, _: ExportFeed, page: { after?: string; limit: number }): Promise<Piece> {
  const { refusals, next } = await readRefusals(ctx, page, ctx.problemOf)
  const rows = refusals.flatMap(({ at, times, type, source, id, member, named, by, code, detail, errors }) => (errors.length === 0 ? [null] : errors).map((mistake): Cell[] => [
    instantText(at), times, type, source, id, member?.memberId ?? null, named, by.name ?? by.id, code, detail, mistake?.path ?? null, mistake?.found ?? null, mistake?.wanted ?? null,
  ]))
  return { rows, next }
}

import { fileReader } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { BOM, headOf, linesOf, type Reader, type Table } from '#server/platform/csv'
import type { Database } from '#server/platform/database'
import type { Call } from '#server/platform/route'
import { DEBTS, EVENTS, PENDING, REFUSED, type EventRow, type PendingRow, type RefusedRow } from './feed-tables.ts'
import { listFeed } from './list-feed.ts'
import { listDebts, listPending } from './list-pending.ts'
import { readRefusals } from './list-refusals.ts'
import type { ExportFeed } from './schemas.ts'

const AT_ONCE = 1_000

type Looking = ReadContext & Pick<Call, 'problemOf'>
type Asked = { asked: ExportFeed; page: { after?: string; limit: number } }
type Lines = { lines: string; next: string | null }
type Part = { head: (reader: Reader) => string; read: (ctx: Looking, asked: Asked, reader: Reader) => Promise<Lines> }

/** A list of the store as lines of CSV, read piece by piece as they are sent, each in a look of its own; nobody is named but by ids. @throws AppError members.unknown, members.erased */
export async function exportFeed({ database }: { database: Database }, { storeId, actor, now, locale, problemOf }: Call, asked: ExportFeed): Promise<AsyncIterable<string>> {
  const part = PARTS[asked.part]
  const look = <T>(act: (ctx: Looking) => Promise<T>) => database.readStore(storeId, (db) => act({ db, storeId, actor, now, problemOf }))
  const reader = await look((ctx) => fileReader(ctx, locale))
  const read = (after?: string) => look((ctx) => part.read(ctx, { asked, page: { limit: AT_ONCE, ...(after === undefined ? {} : { after }) } }, reader))
  const first = await read()
  return (async function* pieces() {
    yield `${BOM}${part.head(reader)}${first.lines}`
    for (let { next } = first; next !== null;) {
      const piece = await read(next)
      if (piece.lines !== '') yield piece.lines
      next = piece.next
    }
  })()
}

const PARTS: Record<ExportFeed['part'], Part> = { events: partOf(EVENTS, readEvents), pending: partOf(PENDING, readPending), debts: partOf(DEBTS, readDebts), refused: partOf(REFUSED, readRefused) }

function partOf<Row>(table: Table<Row>, read: (ctx: Looking, asked: Asked) => Promise<{ rows: readonly Row[]; next: string | null }>): Part {
  return {
    head: (reader) => headOf(table, reader),
    read: async (ctx, asked, reader) => {
      const { rows, next } = await read(ctx, asked)
      return { lines: linesOf(table, rows, reader), next }
    },
  }
}

async function readEvents(ctx: ReadContext, { asked: { part: _, waits: _waits, ...filters }, page }: Asked): Promise<{ rows: EventRow[]; next: string | null }> {
  const { items, next } = await listFeed(ctx, { ...filters, ...page })
  return { rows: items.flatMap((item) => (item.changes.length === 0 ? [null] : item.changes).map((change) => ({ ...item, change }))), next }
}

async function readPending(ctx: ReadContext, { asked: { waits }, page }: Asked): Promise<{ rows: PendingRow[]; next: string | null }> {
  const { members, next } = await listPending(ctx, { ...page, ...(waits === undefined ? {} : { waits }) })
  return { rows: members.flatMap(({ member, lots }) => lots.map((lot) => ({ member, lot }))), next }
}

async function readDebts(ctx: ReadContext, { page }: Asked) {
  const { members, next } = await listDebts(ctx, page)
  return { rows: members, next }
}

async function readRefused(ctx: Looking, { page }: Asked): Promise<{ rows: RefusedRow[]; next: string | null }> {
  const { refusals, next } = await readRefusals(ctx, page, ctx.problemOf)
  return { rows: refusals.flatMap((refusal) => (refusal.errors.length === 0 ? [null] : refusal.errors).map((mistake) => ({ ...refusal, mistake }))), next }
}

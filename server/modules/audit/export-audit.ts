import { fileReader } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { BOM, headOf, linesOf, type Table } from '#server/platform/csv'
import type { Database } from '#server/platform/database'
import type { Call } from '#server/platform/route'
import { listAudit } from './list-audit.ts'
import type { AuditPage, ExportAudit } from './schemas.ts'

const AT_ONCE = 1_000
const AUDIT: Table<AuditPage['entries'][number]> = {
  word: 'audit',
  columns: [
    ['number', ({ number }) => number], ['at', ({ at }) => ({ at })], ['actorKind', ({ actorKind }) => ({ id: actorKind, of: 'actor' })], ['actor', ({ actor }) => actor], ['actorName', ({ actorName }) => actorName],
    ['deed', ({ deed }) => ({ id: deed, of: 'deed' })], ['subject', ({ subject }) => subject], ['reason', ({ reason }) => reason], ['before', ({ before }) => json(before)], ['after', ({ after }) => json(after)], ['refusal', ({ refusal }) => refusal],
  ],
}

/** The audit as lines of CSV, newest first, read piece by piece as they are sent; what is masked stays so. @throws AppError members.unknown */
export async function exportAudit({ database }: { database: Database }, { storeId, actor, now, locale }: Call, asked: ExportAudit): Promise<AsyncIterable<string>> {
  const look = <T>(act: (ctx: ReadContext) => Promise<T>) => database.readStore(storeId, (db) => act({ db, storeId, actor, now }))
  const read = (after?: string) => look((ctx) => listAudit(ctx, { ...asked, limit: AT_ONCE, ...(after === undefined ? {} : { after }) }))
  const reader = await look((ctx) => fileReader(ctx, locale))
  const first = await read()
  return (async function* pieces() {
    yield `${BOM}${headOf(AUDIT, reader)}${linesOf(AUDIT, first.entries, reader)}`
    for (let { next } = first; next !== null;) {
      const piece = await read(next)
      yield linesOf(AUDIT, piece.entries, reader)
      next = piece.next
    }
  })()
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

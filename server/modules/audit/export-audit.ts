import { instantText } from '#engine/calendar'
import { BOM, csvOf, type Cell } from '#server/platform/csv'
import type { Database } from '#server/platform/database'
import type { Call } from '#server/platform/route'
import { listAudit } from './list-audit.ts'
import type { AuditPage, ExportAudit } from './schemas.ts'

const AT_ONCE = 1_000
const HEADER = ['number', 'at', 'actorKind', 'actor', 'actorName', 'deed', 'subject', 'reason', 'before', 'after', 'refusal']

/** The audit as lines of CSV, newest first, read piece by piece as they are sent; what is masked stays so. @throws AppError members.unknown */
export async function exportAudit({ database }: { database: Database }, { storeId, actor, now }: Call, asked: ExportAudit): Promise<AsyncIterable<string>> {
  const read = (after?: string) => database.readStore(storeId, (db) => listAudit({ db, storeId, actor, now }, { ...asked, limit: AT_ONCE, ...(after === undefined ? {} : { after }) }))
  const first = await read()
  return (async function* pieces() {
    yield `${BOM}${csvOf([HEADER, ...first.entries.map(rowOf)])}`
    for (let { next } = first; next !== null;) {
      const piece = await read(next)
      yield csvOf(piece.entries.map(rowOf))
      next = piece.next
    }
  })()
}

function rowOf({ number, at, actorKind, actor, actorName, deed, subject, reason, before, after, refusal }: AuditPage['entries'][number]): Cell[] {
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))
  return [number, instantText(at), actorKind, actor, actorName, deed, subject, reason, json(before), json(after), refusal]
}

import type { ReadContext } from '#server/platform/context'
import { entryHash } from './append-entry.ts'
import { selectChain, selectEnd } from './audit.store.ts'

const PAGE = 1_000

/** The first entry that lies, and how: what stands there, and what should. */
export type AuditLie = { row: string; found: unknown; wanted: unknown }

/** Whether every entry of the store's audit stands as it was made, none is missing, and none was added or taken from the end. Reads only. */
export async function verifyAudit(ctx: ReadContext): Promise<{ entries: number; lie: AuditLie | null }> {
  let [number, hash] = [0, '']
  for (;;) {
    const page = await selectChain(ctx, { after: number, most: PAGE })
    for (const row of page) {
      const wanted = entryHash(hash, row)
      if (row.number !== number + 1) return { entries: number, lie: { row: `audit entry ${number + 1}`, found: `audit entry ${row.number}`, wanted: `audit entry ${number + 1}` } }
      if (row.hash !== wanted) return { entries: number, lie: { row: `audit entry ${row.number}`, found: row.hash, wanted } }
      ;[number, hash] = [row.number, row.hash]
    }
    if (page.length < PAGE) break
  }
  const end = await selectEnd(ctx)
  const isEnd = end.number === number && end.hash === hash
  return { entries: number, lie: isEnd ? null : { row: `audit entry ${number + 1}`, found: { number, hash }, wanted: end } }
}

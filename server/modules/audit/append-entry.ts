import { hash } from 'node:crypto'
import { canonicalJson } from '#engine/canonical'
import type { WriteContext } from '#server/platform/context'
import { insertEntry, lockEnd, type EntryRow } from './audit.store.ts'

/** What is to be entered; the edge masks what is personal before it comes here. */
export type NewEntry = Omit<EntryRow, 'number' | 'hash'>

/** SHA-256 of an entry and of the hash before it: one that was changed, added or taken out breaks every hash from there on. */
export function entryHash(before: string, { hash: _, ...entry }: Omit<EntryRow, 'hash'> & { hash?: string }): string {
  // As PostgreSQL gives it back: jsonb keeps no order of keys, so it is written in one of our own.
  return hash('sha256', canonicalJson([before, JSON.parse(JSON.stringify(entry))]), 'hex')
}

/** Adds an entry behind the end of the store's chain, in the transaction of the deed. Last of all in it: others who write in the store wait from here on. */
export async function appendEntry(ctx: WriteContext, entry: NewEntry): Promise<number> {
  const end = await lockEnd(ctx)
  const numbered = { ...entry, number: end.number + 1 }
  await insertEntry(ctx, { ...numbered, hash: entryHash(end.hash, numbered) })
  return numbered.number
}

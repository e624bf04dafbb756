import { hash } from 'node:crypto'
import type { WriteContext } from '#server/platform/context'
import { insertEntry, lockEnd, type EntryRow } from './audit.store.ts'

/** What is to be entered; the edge masks what is personal before it comes here. */
export type NewEntry = Omit<EntryRow, 'number' | 'hash'>

/** SHA-256 of an entry and of the hash before it: one that was changed, added or taken out breaks every hash from there on. */
export function entryHash(before: string, entry: Omit<EntryRow, 'hash'>): string {
  const { number, at, actorKind, actor, deed, subject, reason, before: was, after, refusal } = entry
  return hash('sha256', JSON.stringify([before, number, at, actorKind, actor, deed, subject, reason, was, after, refusal]), 'hex')
}

/** Adds an entry behind the end of the store's chain, in the transaction of the deed. Last of all in it: others who write in the store wait from here on. */
export async function appendEntry(ctx: WriteContext, entry: NewEntry): Promise<number> {
  const end = await lockEnd(ctx)
  const numbered = { ...entry, number: end.number + 1 }
  await insertEntry(ctx, { ...numbered, hash: entryHash(end.hash, numbered) })
  return numbered.number
}

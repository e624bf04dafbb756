import assert from 'node:assert/strict'
import { rebuildMember, selectMemberIds, verifyStore } from '#server/modules/activity/index'
import type { Database } from '#server/platform/database'

const ACTOR = { kind: 'system', job: 'torture' } as const
const MOST_MEMBERS = 10_000

/** Proves a store: its chain and its sums (invariants 1 and 2), and that every member is what its events make of it (5). @throws AssertionError with what lies */
export async function proveStore(database: Database, storeId: string, now: number): Promise<{ postings: number; members: number }> {
  return database.readStore(storeId, async (db) => {
    const ctx = { db, storeId, actor: ACTOR, now }
    const { lie, postings, members } = await verifyStore(ctx)
    assert.equal(lie, null, `the ledger lies: ${JSON.stringify(lie)}`)
    for (const memberId of await selectMemberIds(ctx, { after: '', most: MOST_MEMBERS })) assert.deepEqual(await rebuildMember(ctx, memberId), [])
    return { postings, members }
  })
}

import { readProfiles, selectTagged } from '#server/modules/activity/index'
import { listPeople, searchByContact, selectMemberPage, type MemberRow } from '#server/modules/members/index'
import type { Database } from '#server/platform/database'
import type { ReadContext } from '#server/platform/context'
import type { Call, Reply } from '#server/platform/route'
import type * as shapes from './schemas.ts'

/** Members with a tag are read so many at a time, until a page is full. */
const STRIDE = 1_000

/** The members of the store in the order in which they were made, of one kind or with one tag where that is asked for. */
export async function listMembers(ctx: ReadContext, { kind, tag, after = '', limit }: shapes.ListMembers): Promise<shapes.MemberPage> {
  const rows = tag === undefined ? await selectMemberPage(ctx, { kind, after, most: limit + 1 }) : await selectTaggedPage(ctx, { kind, tag, after, most: limit + 1 })
  const page = rows.slice(0, limit)
  return { members: await listed(ctx, page), next: rows.length > limit ? (page.at(-1)?.memberId ?? null) : null }
}

/** The members whom an address or a number reaches, and those who say that it is theirs. It stands in the body: addresses of requests are written down everywhere. */
export async function searchMembers({ database }: { database: Database }, { storeId, actor, now }: Call, contact: shapes.SearchMembers): Promise<Reply<shapes.FoundMembers>> {
  const members = await database.readStore(storeId, async (db) => {
    const ctx = { db, storeId, actor, now }
    return listed(ctx, await searchByContact(ctx, contact))
  })
  return { status: 200, body: { members } }
}

async function selectTaggedPage(ctx: ReadContext, { kind, tag, after, most }: { kind: MemberRow['kind'] | undefined; tag: string; after: string; most: number }): Promise<MemberRow[]> {
  const rows: MemberRow[] = []
  for (let last: string | undefined = after; last !== undefined && rows.length < most;) {
    const among = await selectTagged(ctx, { tag, after: last, most: STRIDE })
    rows.push(...(await selectMemberPage(ctx, { kind, among, after: last, most: most - rows.length })))
    last = among.length < STRIDE ? undefined : among.at(-1)
  }
  return rows
}

async function listed(ctx: ReadContext, rows: readonly MemberRow[]): Promise<shapes.ListedMember[]> {
  const profiles = await readProfiles(ctx, rows.map(({ memberId }) => memberId))
  return (await listPeople(ctx, rows)).map((one) => ({ ...one, tags: profiles.get(one.memberId)?.tags ?? [] }))
}

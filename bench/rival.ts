import type { Shop } from './world.ts'
import { countRows, KINDS, selectMembers, selectRows, type Kind, type Rows } from './rival.store.ts'

/** Rows of a store that another store can take, by the event that they came from. */
export type Copy = { rows: Record<Kind, Map<string, object[]>>; heads: Map<string, object>; memberOf: Map<string, string> }

/**
 * Takes down what a store has, as rows of another store with the same customers: so that SQL by hand can write there what `recordEvents`
 * wrote here.
 */
export async function copyRows(from: Shop, to: Shop): Promise<Copy> {
  const memberIds = await memberMap(from, to)
  const copy: Copy = { rows: Object.fromEntries(KINDS.map((kind) => [kind, new Map()])) as Copy['rows'], heads: new Map(), memberOf: new Map() }
  for (const kind of KINDS) {
    for (const { cause, member, row } of await from.inStore((ctx) => selectRows(ctx, kind))) {
      const memberId = memberIds.get(member)
      if (memberId === undefined) continue
      const copied = { ...row, store_id: to.storeId, member_id: memberId }
      if (kind === 'heads') copy.heads.set(memberId, { ...copied, head: { ...(row as { head: object }).head, member: memberId } })
      else copy.rows[kind].set(cause, [...(copy.rows[kind].get(cause) ?? []), copied])
      if (kind === 'events') copy.memberOf.set(cause, memberId)
    }
  }
  return copy
}

async function memberMap(from: Shop, to: Shop): Promise<Map<string, string>> {
  const [ours, theirs] = [await from.inStore(selectMembers), await to.inStore(selectMembers)]
  return new Map([...ours].flatMap(([externalId, memberId]) => (theirs.has(externalId) ? [[memberId, theirs.get(externalId) as string] as const] : [])))
}

/** The rows of some events, as one batch; postings numbered from 1. */
export function rowsOf({ rows, heads, memberOf }: Copy, causes: readonly string[]): Rows {
  const found = Object.fromEntries(KINDS.map((kind) => [kind, causes.flatMap((cause) => rows[kind].get(cause) ?? [])])) as Rows
  const members = new Set(causes.flatMap((cause) => memberOf.get(cause) ?? []))
  return {
    ...found, heads: [...members].sort().map((memberId) => heads.get(memberId) as object),
    postings: found.postings.map((posting, index) => ({ ...posting, posting_no: index + 1 })),
  }
}

/** What time did to each of a crowd's members, as rows of another crowd, whose members have the same ids. */
export async function rowsOfMembers(from: Shop, to: Shop): Promise<Rows[]> {
  const byMember = new Map<string, Rows>()
  for (const kind of KINDS) {
    for (const { cause, member, row } of await from.inStore((ctx) => selectRows(ctx, kind))) {
      const isOfTime = kind === 'heads' || kind === 'lots' || (kind === 'postings' && cause.startsWith(`${member}@`)) || (kind === 'outbox' && cause === '')
      if (!isOfTime || !member.startsWith('mem_clone_')) continue
      const rows = byMember.get(member) ?? (Object.fromEntries(KINDS.map((each) => [each, [] as object[]])) as Rows)
      byMember.set(member, rows)
      rows[kind].push({ ...row, store_id: to.storeId })
    }
  }
  return [...byMember.values()]
}

/** Sees to it that both sides have written as many rows of each kind. @throws Error with what each has */
export async function assertSame(ours: Shop, rival: Shop): Promise<void> {
  const [found, wanted] = [JSON.stringify(await rival.inStore(countRows)), JSON.stringify(await ours.inStore(countRows))]
  if (found !== wanted) throw new Error(`the rival wrote ${found}, recordEvents ${wanted}`)
}

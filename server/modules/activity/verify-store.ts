import { chainHash } from './chain.ts'
import type { ReadContext } from '#server/platform/context'
import { selectChain, selectSums, selectChainEnd, type SumRow } from './verify.store.ts'

/** The first row that lies, and how: what stands there, and what should. */
export type Lie = { code: 'chain_broken' | 'chain_end' | 'lots_differ' | 'books_differ'; row: string; found: unknown; wanted: unknown }

type Progress = (postings: number, total: number) => void

const PAGE = 5_000

/**
 * Invariants 1 and 2 for a whole store: the hash chain from its first posting to its last, and for each member and unit that the
 * postings, the open lots and the totals of the head tell the same. Reads only; the first lie ends it. `onProgress` is told how many
 * postings of the chain have been read, of how many.
 */
export async function verifyStore(ctx: ReadContext, { onProgress = () => {} }: { onProgress?: Progress } = {}): Promise<{ postings: number; members: number; lie: Lie | null }> {
  const chain = await verifyChain(ctx, onProgress)
  if (chain.lie !== null) return { postings: chain.postings, members: 0, lie: chain.lie }
  let members = 0
  for await (const row of selectSums(ctx)) {
    members += 1
    const lie = lieOf(row)
    if (lie !== null) return { postings: chain.postings, members, lie }
  }
  return { postings: chain.postings, members, lie: null }
}

async function verifyChain(ctx: ReadContext, onProgress: Progress): Promise<{ postings: number; lie: Lie | null }> {
  const end = await selectChainEnd(ctx)
  let [no, hash] = [0, '']
  for (;;) {
    const page = await selectChain(ctx, { after: no, most: PAGE })
    for (const row of page) {
      const wanted = chainHash(hash, row)
      if (row.postingNo !== no + 1) return { postings: no, lie: { code: 'chain_broken', row: `posting ${no + 1}`, found: `posting ${row.postingNo}`, wanted: `posting ${no + 1}` } }
      if (row.hash !== wanted) return { postings: no, lie: { code: 'chain_broken', row: `posting ${row.postingNo}`, found: row.hash, wanted } }
      ;[no, hash] = [row.postingNo, row.hash]
    }
    onProgress(no, end.lastNo)
    if (page.length < PAGE) break
  }
  const isEnd = end.lastNo === no && end.lastHash === hash
  return { postings: no, lie: isEnd ? null : { code: 'chain_end', row: `posting ${no}`, found: { no, hash }, wanted: end } }
}

/** Σ postings = pending + active + reserved − debt = Σ open lots − debt, and each account of the head is what its postings sum to. */
function lieOf({ memberId, unit, posted, lots, head }: SumRow): Lie | null {
  const row = `member ${memberId}, ${unit}`
  const [pending, active, reserved, debt] = (['pending', 'active', 'reserved', 'debt'] as const).map((account) => head[account] ?? 0) as [number, number, number, number]
  const books = pending + active + reserved - debt
  if (posted !== books) return { code: 'books_differ', row, found: posted, wanted: books }
  return lots - debt === books ? null : { code: 'lots_differ', row, found: lots, wanted: books + debt }
}

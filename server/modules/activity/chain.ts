import { hash } from 'node:crypto'
import type { Instant } from '#engine/calendar'
import type { NewPosting } from './account.ts'

/** A posting as it stands in the ledger: numbered in booked order, and chained to the one before it. */
export type BookedPosting = NewPosting & { postingNo: number; memberId: string; bookedAt: Instant; hash: string }

/** SHA-256 of a posting and of the hash before it: a row that was changed, added or taken out breaks every hash from there on. */
export function chainHash(before: string, posting: Omit<BookedPosting, 'hash'>): string {
  const { postingNo, memberId, unit, from, to, points, reason, lot, orderId, source, sourceId, effectiveAt, bookedAt, corrects } = posting
  return hash('sha256', JSON.stringify([before, postingNo, memberId, unit, from, to, points, reason, lot, orderId, source, sourceId, effectiveAt, bookedAt, corrects ?? null]), 'hex')
}

/** Numbers and chains postings behind the end of the store's chain. */
export function bookPostings(postings: readonly { memberId: string; posting: NewPosting }[], { lastNo, lastHash, bookedAt }: { lastNo: number; lastHash: string; bookedAt: Instant }): BookedPosting[] {
  let before = lastHash
  return postings.map(({ memberId, posting }, index) => {
    const booked = { ...posting, memberId, postingNo: lastNo + index + 1, bookedAt }
    before = chainHash(before, booked)
    return { ...booked, hash: before }
  })
}

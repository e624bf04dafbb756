import type { Answer } from './answers.ts'
import type { Postings } from './shapes.ts'
import { useAnswer } from './use-answer.ts'

/** The whole ledger of the member, from its beginning, a thousand at a time. */
export function usePostings(): Answer<Postings> {
  return useAnswer<Postings>('/members/me/postings?limit=1000', 'postings')
}

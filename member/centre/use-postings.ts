import { useEffect, useState } from 'preact/hooks'
import { ApiProblem } from '#member/kit/api'
import type { Answer } from './answers.ts'
import { useDesk } from './desk.ts'
import type { Posting, Postings } from './shapes.ts'

/** As many as one answer may have, and as many answers as a page waits for: 20,000 postings are a century of a busy member's. */
const PER_PAGE = 1_000
const MOST_PAGES = 20

/** The whole ledger of the member, which the API tells from its beginning, page by page. */
export function usePostings(): Answer<readonly Posting[]> {
  const { ask, answers } = useDesk()
  const [answer, setAnswer] = useState<Answer<readonly Posting[]>>({ value: null, problem: null })
  useEffect(() => {
    let isGone = false
    readAll(ask).then((value) => !isGone && setAnswer({ value, problem: null }), (error: unknown) => !isGone && setAnswer({ value: null, problem: error instanceof ApiProblem ? error : new ApiProblem(0) }))
    return () => {
      isGone = true
    }
  }, [ask, answers])
  return answer
}

async function readAll(ask: ReturnType<typeof useDesk>['ask']): Promise<Posting[]> {
  const found: Posting[] = []
  let after = ''
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { postings, next } = await ask<Postings>(`/members/me/postings?limit=${PER_PAGE}${after}`)
    found.push(...postings)
    if (next === null) break
    after = `&after=${encodeURIComponent(next)}`
  }
  return found
}

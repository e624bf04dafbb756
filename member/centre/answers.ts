import { ApiProblem, isPassing, type Ask } from '#member/kit/api'

/** What is known of one address of the API: an answer, a problem, or neither yet. An older answer stays until the newer one is there. */
export type Answer<T> = { value: T | null; problem: ApiProblem | null }

/** Answers of the API, each asked for once, however many parts of a page show it. */
export type Answers = {
  /** What is known now; asks where nothing is. `list`: the list of the answer that goes on on further pages, and is wanted whole. */
  read: <T>(path: string, list?: string) => Answer<T>
  /** Asks again for what is shown, as something was changed, or was asked for longer ago than `olderThanMs`; what nobody shows is forgotten. */
  renew: (olderThanMs?: number) => void
  /** Forgets everything: somebody else reads from now on. */
  forget: () => void
  /** Tells whenever something of an address that was read came; answers how to stop. */
  watch: (path: string, listener: () => void) => () => void
}

type Kept = { answer: Answer<unknown>; list: string | undefined; round: number; askedAt: number; listeners: Set<() => void> }

/** So many pages are waited for: of 1,000 postings each they are a century of a busy member's. */
const MOST_PAGES = 20

/** `clock`: milliseconds that only go on. */
export function openAnswers(ask: Ask, clock: () => number = () => performance.now()): Answers {
  const kept = new Map<string, Kept>()
  const start = (path: string, one: Kept): void => {
    const round = (one.round += 1)
    one.askedAt = clock()
    const settle = (answer: Answer<unknown>): void => {
      // Of two rounds the newer one counts, whichever comes first; after forgetting neither does.
      if (one.round !== round || kept.get(path) !== one) return
      one.answer = answer
      for (const listener of one.listeners) listener()
    }
    const read = one.list === undefined ? ask<unknown>(path) : readAll(ask, path, one.list)
    read.then((value) => settle({ value, problem: null }), (error: unknown) => {
      const problem = error instanceof ApiProblem ? error : new ApiProblem(0)
      settle({ value: isPassing(problem) ? one.answer.value : null, problem })
    })
  }
  const keep = (path: string, list?: string): Kept => {
    const found = kept.get(path)
    if (found !== undefined) return found
    const made: Kept = { answer: { value: null, problem: null }, list, round: 0, askedAt: 0, listeners: new Set() }
    kept.set(path, made)
    start(path, made)
    return made
  }
  return {
    read: <T>(path: string, list?: string) => keep(path, list).answer as Answer<T>,
    renew(olderThanMs = 0) {
      for (const [path, one] of kept) {
        if (clock() - one.askedAt < olderThanMs) continue
        if (one.listeners.size === 0) kept.delete(path)
        else start(path, one)
      }
    },
    forget() {
      const listeners = [...kept.values()].flatMap((one) => [...one.listeners])
      kept.clear()
      for (const listener of listeners) listener()
    },
    watch(path, listener) {
      const { listeners } = keep(path)
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** An answer whose list is told page by page, with all of it. */
async function readAll(ask: Ask, path: string, list: string): Promise<unknown> {
  const found: unknown[] = []
  let after = ''
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { next, ...answer } = await ask<{ next: string | null } & Record<string, unknown>>(`${path}${after}`)
    found.push(...(answer[list] as readonly unknown[]))
    if (next === null) break
    after = `&after=${encodeURIComponent(next)}`
  }
  return { [list]: found }
}

import { ApiProblem, type Ask } from '#member/kit/api'

/** What is known of one address of the API: an answer, a problem, or neither yet. An older answer stays until the newer one is there. */
export type Answer<T> = { value: T | null; problem: ApiProblem | null }

/** Answers of the API, each asked for once, however many parts of a page show it. */
export type Answers = {
  /** What is known now; asks where nothing is. */
  read: <T>(path: string) => Answer<T>
  /** Asks again for what is shown, as something was changed, or was asked for longer ago than `olderThanMs`; what nobody shows is forgotten. */
  renew: (olderThanMs?: number) => void
  /** Forgets everything: somebody else reads from now on. */
  forget: () => void
  /** Tells whenever something of an address came; answers how to stop. */
  watch: (path: string, listener: () => void) => () => void
}

type Kept = { answer: Answer<unknown>; round: number; askedAt: number; listeners: Set<() => void> }

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
    ask<unknown>(path).then((value) => settle({ value, problem: null }), (error: unknown) => settle({ value: null, problem: error instanceof ApiProblem ? error : new ApiProblem(0) }))
  }
  const keep = (path: string): Kept => {
    const found = kept.get(path)
    if (found !== undefined) return found
    const made: Kept = { answer: { value: null, problem: null }, round: 0, askedAt: 0, listeners: new Set() }
    kept.set(path, made)
    start(path, made)
    return made
  }
  return {
    read: <T>(path: string) => keep(path).answer as Answer<T>,
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

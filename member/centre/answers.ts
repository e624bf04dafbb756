import { ApiProblem, type Ask } from '#member/kit/api'

/** What is known of one address of the API: an answer, a problem, or neither yet. An older answer stays until the newer one is there. */
export type Answer<T> = { value: T | null; problem: ApiProblem | null }

/** Answers of the API, each asked for once, however many parts of a page show it. */
export type Answers = {
  /** What is known now; asks where nothing is. */
  read: <T>(path: string) => Answer<T>
  /** Asks again for all that was asked for, as something was changed. */
  renew: () => void
  /** Forgets everything: somebody else reads from now on. */
  forget: () => void
  /** Tells whenever something came; answers how to stop. */
  onChange: (listener: () => void) => () => void
}

type Kept = { answer: Answer<unknown>; round: number }

export function openAnswers(ask: Ask): Answers {
  const kept = new Map<string, Kept>()
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const start = (path: string, one: Kept): void => {
    const round = (one.round += 1)
    const settle = (answer: Answer<unknown>): void => {
      // Of two rounds the newer one counts, whichever comes first; after forgetting neither does.
      if (one.round !== round || kept.get(path) !== one) return
      one.answer = answer
      tell()
    }
    ask<unknown>(path).then((value) => settle({ value, problem: null }), (error: unknown) => settle({ value: null, problem: error instanceof ApiProblem ? error : new ApiProblem(0) }))
  }
  return {
    read<T>(path: string) {
      const found = kept.get(path) ?? { answer: { value: null, problem: null }, round: 0 }
      if (!kept.has(path)) {
        kept.set(path, found)
        start(path, found)
      }
      return found.answer as Answer<T>
    },
    renew() {
      for (const [path, one] of kept) start(path, one)
    },
    forget() {
      kept.clear()
      tell()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

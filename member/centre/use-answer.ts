import { useEffect, useReducer, useState } from 'preact/hooks'
import { ApiProblem } from '#member/kit/api'
import type { Answer } from './answers.ts'
import { useDesk } from './desk.ts'

const NOTHING: Answer<never> = { value: null, problem: null }

/** What is known of an address of the API, drawn again when it changes; null asks for nothing. `list`: what of it is wanted of all pages. */
export function useAnswer<T>(path: string | null, list?: string): Answer<T> {
  const { answers } = useDesk()
  const [, redraw] = useReducer((n: number, _: null) => n + 1, 0)
  const answer = path === null ? NOTHING : answers.read<T>(path, list)
  useEffect(() => {
    if (path === null) return undefined
    const stop = answers.watch(path, () => redraw(null))
    // What came between drawing and watching would be missed else.
    if (answers.read<T>(path, list) !== answer) redraw(null)
    return stop
  }, [answers, path])
  return answer
}

/** Two answers as one: there when both are. */
export function both<A, B>(a: Answer<A>, b: Answer<B>): Answer<readonly [A, B]> {
  return { value: a.value === null || b.value === null ? null : [a.value, b.value], problem: a.problem ?? b.problem }
}

/** Something that is being done: whether it is still under way, and what went wrong. */
export type Doing<A extends readonly unknown[]> = { isBusy: boolean; problem: ApiProblem | null; run: (...told: A) => Promise<void>; clear: () => void }

/** Does something once at a time, and keeps what went wrong for whoever reads it. */
export function useDoing<A extends readonly unknown[]>(act: (...told: A) => Promise<void>): Doing<A> {
  const [state, setState] = useState<{ isBusy: boolean; problem: ApiProblem | null }>({ isBusy: false, problem: null })
  return {
    ...state,
    clear: () => setState({ isBusy: false, problem: null }),
    async run(...told) {
      if (state.isBusy) return
      setState({ isBusy: true, problem: null })
      try {
        await act(...told)
        setState({ isBusy: false, problem: null })
      } catch (error) {
        setState({ isBusy: false, problem: error instanceof ApiProblem ? error : new ApiProblem(0) })
        if (!(error instanceof ApiProblem)) throw error
      }
    },
  }
}

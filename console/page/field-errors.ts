import { RockpoolError, type PutResult } from '#sdk/index'
import { useWords } from '#console/words/use-words.ts'

/** What the server found wrong with a field of a form, by where its path begins; nothing where it is well. */
export function useFieldErrors(error: unknown): (path: string) => string | undefined {
  const { say } = useWords()
  const errors = error instanceof RockpoolError ? error.problem.errors ?? [] : []
  return (path) => {
    const found = errors.find((each) => each.path === path || each.path.startsWith(`${path}[`) || each.path.startsWith(`${path}.`))
    return found === undefined ? undefined : found.message ?? say('put.wrong', { found: found.found, wanted: found.wanted })
  }
}

/** The one row of a request: its problem is thrown, as that of any other request. @throws RockpoolError */
export function onlyResult<A extends { results: readonly PutResult[] }>(answer: A): A {
  const problem = answer.results[0]?.problem
  if (problem !== undefined) throw new RockpoolError(problem)
  return answer
}

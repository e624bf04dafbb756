import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isProblem, RockpoolError } from '#sdk/index'

/** Where the answer to "who am I" is kept. */
export const ME = [null, 'me'] as const

/** What the server refused is refused again; what did not arrive may arrive. */
const MOST_TRIES = 2

/** A role may come to ask for a second factor while somebody works: who they are is read again, and what stands around the screen leads on. */
function onError(error: unknown): void {
  if (isProblem(error, 'http.must_enrol')) void queries.invalidateQueries({ queryKey: ME })
}

/** What was read, for the whole page. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }), mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { staleTime: 5_000, retry: (count, error) => !(error instanceof RockpoolError) && count < MOST_TRIES } },
})

import { QueryClient } from '@tanstack/react-query'
import { RockpoolError } from '#sdk/index'

/** What the server refused is refused again; what did not arrive may arrive. */
const MOST_TRIES = 2

/** What was read, for the whole page. */
export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 5_000, retry: (count, error) => !(error instanceof RockpoolError) && count < MOST_TRIES } },
})

import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type PriceList } from '#sdk/index'
import { useDocument } from '#console/program/use-document.ts'
import { useRead } from '#console/session/client.ts'

const AT_ONCE = 1_000

/** All price lists, of which a store has as many as it has contracts. */
export function useLists(): UseQueryResult<readonly PriceList[]> {
  return useRead(['catalogue', 'lists', 'all'], async (client) => {
    const all: PriceList[] = []
    for (let after: string | null | undefined; after !== null;) {
      const { lists, next } = await answerOf(client.GET('/api/v1/catalogue/lists', { params: { query: { limit: AT_ONCE, ...(after === undefined ? {} : { after }) } } }))
      all.push(...lists)
      after = next
    }
    return all
  })
}

/** The currency of each market of the newest version of the program; none where it is not shown to whoever looks. */
export function useCurrencies(): (market: string | undefined) => string | undefined {
  const markets = useDocument()?.markets ?? []
  return (market) => markets.find(({ id }) => id === market)?.currency
}

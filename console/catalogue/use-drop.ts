import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Rockpool } from '#sdk/index'
import { useTold } from '#console/page/told.ts'
import { useStoreId, useWrite } from '#console/session/client.ts'

/** Takes away what the page is about, and goes back to the catalogue: first away from the page, as it would ask for what is gone. */
export function useDrop(drop: (client: Rockpool) => Promise<unknown>, { said, part }: { said: string; part: 'products' | 'lists' }) {
  const store = useStoreId() as string
  const told = useTold()
  const navigate = useNavigate()
  const queries = useQueryClient()
  return useWrite((client, _: void) => drop(client), {
    touches: [], onDone: async () => {
      told(said)
      await navigate({ to: '/$store/catalogue', params: { store }, search: part === 'lists' ? { part } : {} })
      await queries.invalidateQueries({ queryKey: [store, 'catalogue'] })
    },
  })
}

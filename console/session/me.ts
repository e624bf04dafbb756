import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { answerOf, createRockpool, isProblem, type Me, type MySeat } from '#sdk/index'
import { useStoreId } from './client.ts'
import { ME } from './queries.ts'

/** Who is signed in; null for nobody. */
export async function readMe(): Promise<Me | null> {
  const client = createRockpool({ url: location.origin })
  return answerOf(client.GET('/api/v1/staff/me')).catch((error: unknown) => {
    if (isProblem(error) && error.status === 401) return null
    throw error
  })
}

export function useMe(): UseQueryResult<Me | null> {
  return useQuery({ queryKey: ME, queryFn: readMe, staleTime: 60_000 })
}

/** The seat in the store of the address; undefined for a store that is not theirs. */
export function useSeat(): MySeat | undefined {
  const { data } = useMe()
  const store = useStoreId()
  return data?.seats.find((seat) => seat.store.id === store)
}

/** What the seat allows; nothing until it is known. The server decides: here it is only about what to show. */
export function useMay(): (permission: string) => boolean {
  const permissions = new Set(useSeat()?.permissions)
  return (permission) => permissions.has(permission)
}

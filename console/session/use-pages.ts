import { useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query'
import type { Rockpool } from '#sdk/index'
import { keeping, useClient } from './client.ts'

type Page = { next: string | null }

/** Reads a list page by page: `read` gets where the page begins, as a part of the query, or nothing for the first one. */
export function usePages<P extends Page>(parts: readonly unknown[], read: (client: Rockpool, from: { after?: string }) => Promise<P>): UseInfiniteQueryResult<{ pages: P[] }> {
  const { client, key } = useClient()
  return useInfiniteQuery({
    queryKey: key(...parts), initialPageParam: undefined as string | undefined, getNextPageParam: ({ next }: P) => next ?? undefined,
    queryFn: ({ pageParam }) => read(client, pageParam === undefined ? {} : { after: pageParam }),
    placeholderData: keeping(key(...parts)),
  })
}

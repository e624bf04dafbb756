import { hashKey, useMutation, useQuery, useQueryClient, type QueryKey, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { createRockpool, type Rockpool } from '#sdk/index'
import { useWords } from '#console/words/use-words.ts'

/** The store of the address; undefined outside of stores. */
export function useStoreId(): string | undefined {
  const { store } = useParams({ strict: false }) as { store?: string }
  return store
}

/** The client of the page: as who is signed in, for the store of the address, in the reader's language. */
export function useClient(): { client: Rockpool; key: (...parts: unknown[]) => QueryKey } {
  const { language } = useWords()
  const store = useStoreId()
  return { client: createRockpool({ url: location.origin, locale: language, ...(store === undefined ? {} : { store }) }), key: (...parts) => [store ?? null, ...parts, language] }
}

/** Reads, and reads again after a write that touches the same word: a store's things are kept apart, and so are languages, as sentences come from the server. */
export function useRead<T>(parts: readonly unknown[], read: (client: Rockpool) => Promise<T>, { isWanted = true }: { isWanted?: boolean } = {}): UseQueryResult<T> {
  const { client, key } = useClient()
  return useQuery({ queryKey: key(...parts), queryFn: () => read(client), enabled: isWanted, placeholderData: keeping(key(...parts)) })
}

/** What was read in another language stays until the reader's own is here, so that a screen is not taken down under what somebody types or runs in it. */
export function keeping(key: QueryKey): <T>(before: T | undefined, from: { queryKey: QueryKey } | undefined) => T | undefined {
  return (before, from) => (from !== undefined && hashKey(from.queryKey.slice(0, -1)) === hashKey(key.slice(0, -1)) ? before : undefined)
}

/** Why somebody of the staff does or looks at something, as the audit keeps it; headers have no other letters. */
export function because(reason: string): { 'rockpool-reason': string } {
  return { 'rockpool-reason': encodeURIComponent(reason.trim()) }
}

/** Writes, then has everything of the named words read again. */
export function useWrite<Input, Done>(write: (client: Rockpool, input: Input) => Promise<Done>, { touches, onDone }: { touches: readonly string[]; onDone?: (done: Done) => void }): UseMutationResult<Done, unknown, Input> {
  const { client } = useClient()
  const store = useStoreId() ?? null
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (input: Input) => write(client, input),
    onSuccess: async (done) => {
      await Promise.all(touches.map((word) => queries.invalidateQueries({ queryKey: word === 'me' ? [null, 'me'] : [store, word] })))
      onDone?.(done)
    },
  })
}

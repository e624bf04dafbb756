import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useClient, useStoreId } from '#console/session/client.ts'
import { bringIn, NOTHING, type Brought } from './bring-in.ts'
import type { FileTable } from './file-table.ts'
import type { GoodLine } from './understand.ts'

/** A run that somebody watches: how far it is, and how it is stopped and gone on with. */
export type Bringing = { brought: Brought; isBegun: boolean; isRunning: boolean; error: unknown; go: () => void; stop: () => void }

/** Brings lines in while the page is open, or tries what would become of them. What failed on the way can be gone on with: the same rows again change nothing. */
export function useBringing<C extends string, R>({ put, touches }: FileTable<C, R>, lines: readonly GoodLine<R>[], { isDryRun = false }: { isDryRun?: boolean } = {}): Bringing {
  const { client } = useClient()
  const store = useStoreId() ?? null
  const queries = useQueryClient()
  const isStopped = useRef(false)
  const [brought, setBrought] = useState<Brought>(NOTHING)
  const [state, setState] = useState<'new' | 'running' | 'still'>('new')
  const [error, setError] = useState<unknown>(null)
  // Whoever leaves the page has stopped it.
  useEffect(() => () => void (isStopped.current = true), [])
  const go = async (): Promise<void> => {
    isStopped.current = false
    setError(null)
    setState('running')
    await bringIn(lines, { from: brought, put: (rows) => put(client, rows, isDryRun), isStopped: () => isStopped.current, onProgress: setBrought }).catch(setError)
    setState('still')
    if (!isDryRun) await Promise.all(touches.map((word) => queries.invalidateQueries({ queryKey: [store, word] })))
  }
  return { brought, isBegun: state !== 'new', isRunning: state === 'running', error, go: () => void go(), stop: () => void (isStopped.current = true) }
}

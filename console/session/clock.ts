import { useState } from 'react'
import { answerOf, isProblem, type Rockpool } from '#sdk/index'
import { useRead } from './client.ts'
import { useSeat } from './me.ts'

/** What the store takes for now: the world's time, in a sandbox that of its own clock. Undefined until it is here; in a live store, and where the clock cannot be read, the instant at which a screen was opened. */
export function useNow(): number | undefined {
  const isSandbox = useSeat()?.store.kind === 'sandbox'
  const [opened] = useState(Date.now)
  const { data, isError } = useRead(['clock'], sandboxNow, { isWanted: isSandbox })
  return isSandbox ? data ?? (isError ? opened : undefined) : opened
}

/** What a sandbox takes for now; the world's time for those who may not read its clock. */
export async function sandboxNow(client: Rockpool): Promise<number> {
  const clock = await answerOf(client.GET('/api/v1/clock')).catch((error: unknown) => {
    if (isProblem(error)) return null
    throw error
  })
  return clock === null ? Date.now() : Date.parse(clock.at)
}

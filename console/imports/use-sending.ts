import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Import } from '#sdk/index'
import { useClient, useStoreId } from '#console/session/client.ts'
import { sendFile } from './send-file.ts'

/** A file on its way: how much of it is there, what went wrong, and how it is begun and gone on with. */
type Sending = { part: number; isSending: boolean; error: unknown; begin: (file: File) => void; goOn: () => void }

/** Sends a file while the page is open, and opens what is in it. What broke on the way goes on behind what is there; whoever leaves the page has stopped it. */
export function useSending(): Sending {
  const { client } = useClient()
  const store = useStoreId() as string
  const queries = useQueryClient()
  const navigate = useNavigate()
  const isStopped = useRef(false)
  const sent = useRef<{ file: File; begun: Import | null } | null>(null)
  const [part, setPart] = useState(0)
  const [isSending, setSending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    isStopped.current = false
    return () => void (isStopped.current = true)
  }, [])
  const go = async (): Promise<void> => {
    const of = sent.current
    if (of === null) return
    setError(null)
    setSending(true)
    const onPart = (begun: Import): void => {
      of.begun = begun
      setPart(begun.received / of.file.size)
    }
    const whole = await sendFile(client, of.file, { begun: of.begun, isStopped: () => isStopped.current, onPart }).catch((reason: unknown) => {
      setError(reason)
      return null
    })
    setSending(false)
    await queries.invalidateQueries({ queryKey: [store, 'imports'] })
    if (whole !== null && !isStopped.current) await navigate({ to: '/$store/imports/$import', params: { store, import: whole.import } })
  }
  const begin = (file: File): void => {
    sent.current = { file, begun: null }
    setPart(0)
    void go()
  }
  return { part, isSending, error, begin, goOn: () => void go() }
}

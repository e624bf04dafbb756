import { useEffect, useRef, useState } from 'preact/hooks'

/** What an address carries for whoever comes from elsewhere: from a provider's sign-in, with what the shop's server signed, or with a ticket of the widget's session. */
export type Arrival = { way: 'provider'; challenge: string } | { way: 'handover' | 'ticket'; token: string }

/** Reads it from behind the `#`, which no server and no log sees; null where nobody comes from elsewhere. */
export function arrivalOf(hash: string): Arrival | null {
  const [, mark, value = ''] = /^#(sign-in|handover|ticket)=(.+)$/.exec(hash) ?? []
  if (mark === undefined) return null
  return mark === 'sign-in' ? { way: 'provider', challenge: value } : { way: mark as 'handover' | 'ticket', token: value }
}

/** Takes it out of the address at once, as it is good once; it is forgotten by `forget`, and when the reader goes to the page anew, whose `query` is another one then. */
export function useArrival(query: URLSearchParams): { arrival: Arrival | null; forget: () => void } {
  const [arrival, setArrival] = useState(() => arrivalOf(window.location.hash))
  const first = useRef(query)
  const hasCome = useRef(arrival !== null)
  const forget = (): void => setArrival(null)
  useEffect(() => {
    if (arrival !== null) window.history.replaceState(null, '', window.location.pathname + window.location.search)
    // What was pressed is gone, and another page is there.
    else if (hasCome.current) document.getElementById('title')?.focus({ preventScroll: true })
  }, [arrival])
  useEffect(() => {
    if (query !== first.current) forget()
  }, [query])
  return { arrival, forget }
}

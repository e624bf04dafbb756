import { ApiProblem, openApi, type Ask } from './api.ts'
import type { Place } from './place.ts'

/** What a page of the shop keeps of a session, as long as its tab is open: the token, and of which hand-over it came. */
type Kept = { token: string; from: string }

/** Who is signed in on a page of the shop. */
export type Session = {
  token: () => string | null
  /** Turns what the shop's own server signed into a session; the same once is enough. What does not hold signs nobody in. */
  handOver: (signed: string) => Promise<boolean>
  end: () => void
}

/** Opens the session of a tab. It is kept apart for each shop, and never in a cookie of the shop's own page. */
export function openSession(place: Place, storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null): Session {
  const name = `rockpool:${place.handle}`
  let kept = read(storage?.getItem(name) ?? null)
  let turn = 0
  const keep = (next: Kept | null): void => {
    kept = next
    if (next === null) storage?.removeItem(name)
    else storage?.setItem(name, JSON.stringify(next))
  }
  const ask: Ask = openApi(place, { locale: 'en', showing: { kind: 'bearer', token: () => null } })
  return {
    token: () => kept?.token ?? null,
    async handOver(signed) {
      // Of hand-overs that come at once, and of one and a sign-out, the later counts, whichever is answered first.
      const mine = (turn += 1)
      if (kept?.from === signed) return true
      try {
        const { token } = await ask<{ token: string }>('/sessions', { method: 'POST', body: { way: 'handover', token: signed } })
        if (mine === turn) keep({ token, from: signed })
        return mine === turn
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        if (mine === turn) keep(null)
        return false
      }
    },
    end() {
      turn += 1
      keep(null)
    },
  }
}

function read(text: string | null): Kept | null {
  try {
    const kept = JSON.parse(text ?? 'null') as Kept | null
    return typeof kept?.token === 'string' && typeof kept.from === 'string' ? kept : null
  } catch {
    return null
  }
}

/** The storage of the tab; null where the browser lets nothing be stored. */
export function tabStorage(): Storage | null {
  try {
    return window.sessionStorage
  } catch {
    return null
  }
}

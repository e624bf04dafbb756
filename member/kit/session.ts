import { ApiProblem, isPassing, openApi, type Ask } from './api.ts'
import type { Place } from './place.ts'

/** What a page of the shop keeps of a session, as long as its tab is open: the token, of which hand-over it came, and whose it is by the shop's own id. */
type Kept = { token: string; from: string; sub: string | null }

/** Who is signed in on a page of the shop. */
export type Session = {
  token: () => string | null
  /** Turns what the shop's own server signed into a session; one of the same customer is enough, though each page signs anew. What does not hold signs nobody in. */
  handOver: (signed: string) => Promise<boolean>
  /** What was signed for somebody who has to tell their date of birth before they join; null else. */
  waiting: () => string | null
  end: () => void
  /** Forgets a session that the server knows no more; false where it was another one. */
  lose: (token: string) => boolean
}

/** Opens the session of a tab. It is kept apart for each shop, and never in a cookie of the shop's own page. */
export function openSession(place: Place, storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null): Session {
  const name = `rockpool:${place.handle}`
  let kept = read(storage?.getItem(name) ?? null)
  let turn = 0
  /** What is signed is good once: what was asked with it is not asked again. */
  let asked: string | null = null
  let waiting: string | null = null
  const keep = (next: Kept | null): void => {
    kept = next
    if (next === null) storage?.removeItem(name)
    else storage?.setItem(name, JSON.stringify(next))
  }
  const ask: Ask = openApi(place, { locale: 'en', showing: { kind: 'bearer', token: () => null } })
  return {
    token: () => kept?.token ?? null,
    waiting: () => waiting,
    async handOver(signed) {
      // Of hand-overs that come at once, and of one and a sign-out, the later counts, whichever is answered first.
      const mine = (turn += 1)
      const sub = subjectOf(signed)
      if (kept?.from === signed || (kept !== null && sub !== null && kept.sub === sub)) return true
      if (asked === signed) return false
      asked = signed
      waiting = null
      try {
        const { token } = await ask<{ token: string }>('/sessions', { method: 'POST', body: { way: 'handover', token: signed } })
        if (mine === turn) keep({ token, from: signed, sub })
        return mine === turn
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        if (isPassing(error)) asked = null
        if (mine === turn && error.code === 'signups.birthday_needed') waiting = signed
        // Whoever was here before is not who the shop says is here now; where it cannot be told who that is, a server that is busy ends nothing.
        if (mine === turn && (sub !== null || !isPassing(error))) keep(null)
        return false
      }
    },
    end() {
      turn += 1
      waiting = null
      keep(null)
    },
    lose(token) {
      if (kept?.token !== token) return false
      keep(null)
      return true
    },
  }
}

/** The shop's own id of whom a token was signed for; the server alone sees whether the signature holds. */
function subjectOf(signed: string): string | null {
  try {
    const bytes = Uint8Array.from(atob((signed.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
    const { sub } = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown }
    return typeof sub === 'string' ? sub : null
  } catch {
    return null
  }
}

function read(text: string | null): Kept | null {
  try {
    const kept = JSON.parse(text ?? 'null') as Kept | null
    return typeof kept?.token === 'string' && typeof kept.from === 'string' ? { ...kept, sub: typeof kept.sub === 'string' ? kept.sub : null } : null
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

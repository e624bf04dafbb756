import { useEffect, useState } from 'preact/hooks'
import type { Desk } from './desk.ts'

/** What is asked of the desk, again whenever who is signed in changes: null until it is there, and where it could not be had. */
export function useAnswer<T>(desk: Desk | null, ask: (desk: Desk) => Promise<T>, about: readonly unknown[] = []): T | null {
  const [answer, setAnswer] = useState<{ found: T | null; about: string }>({ found: null, about: '' })
  const key = JSON.stringify(about)
  useEffect(() => {
    if (desk === null) return undefined
    let asked = 0
    const look = (): void => {
      const mine = (asked += 1)
      const keep = (found: T | null): void => {
        // Whoever was asked for before may answer later: the newest counts.
        if (mine === asked) setAnswer({ found, about: key })
      }
      ask(desk).then(keep, () => keep(null))
    }
    look()
    const stop = desk.onChange(look)
    return () => {
      asked = 0
      stop()
    }
  }, [desk, key])
  // What was answered about something else is not shown for it.
  return answer.about === key ? answer.found : null
}

/** The desk once it is open. A page whose shop cannot be reached shows nothing of ours, and is otherwise as it was. */
export function useDesk(opening: Promise<Desk>): Desk | null {
  const [desk, setDesk] = useState<Desk | null>(null)
  useEffect(() => {
    opening.then(setDesk, () => {})
  }, [opening])
  return desk
}

/** Signs in whom the page hands over, and out whom it says to be gone; what was shown before is asked anew. */
export function useHandOver(desk: Desk | null, { token, isSignedOut }: { token: string | null; isSignedOut: boolean }): void {
  useEffect(() => {
    if (desk === null) return
    const settle = async (): Promise<void> => {
      const [before, waiting] = [desk.session.token(), desk.session.waiting()]
      if (isSignedOut) desk.session.end()
      else if (token !== null) await desk.session.handOver(token)
      if (desk.session.token() !== before || desk.session.waiting() !== waiting) desk.changed()
    }
    void settle()
    // A session that turned out to be over while the page was open: what the page has signed is good still.
    return desk.onChange(() => {
      if (desk.session.token() === null) void settle()
    })
  }, [desk, token, isSignedOut])
}

import { useEffect, useState } from 'preact/hooks'
import { useDesk } from './desk.ts'
import { Notice } from './parts.tsx'
import type { PageFacts } from './page-facts.ts'

type Look = NonNullable<PageFacts['impersonation']>

/** Says on every page that it is not the member who looks, who it is, and until when; ends it. */
export function LookBanner({ look: { id, storeId, by, until, lastsMs }, onOver }: { look: Look; onOver: () => void }) {
  const { say, locale, place } = useDesk()
  const [isEnding, setEnding] = useState(false)
  useEffect(() => {
    const timer = setTimeout(onOver, lastsMs)
    return () => clearTimeout(timer)
  }, [lastsMs])
  const end = (): void => {
    setEnding(true)
    // As staff: what the page asks as the member changes nothing. Where it cannot be reached it ends with its time, and is not shown any more.
    void fetch(`${place.origin}/api/v1/impersonations/${encodeURIComponent(id)}`, { method: 'DELETE', credentials: 'same-origin', headers: { 'rockpool-store': storeId } }).catch(() => null).then(onOver)
  }
  return (
    <aside class="look" aria-label={say('look.banner', { by })}>
      <p><strong>{say('look.banner', { by })}</strong> <span>{say('look.only', { time: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(until) })}</span></p>
      <button type="button" class="button small quiet" disabled={isEnding} onClick={end}>{say('look.end')}</button>
    </aside>
  )
}

/** What is left when the view is over: nothing of the member. */
export function LookOver() {
  const { say } = useDesk()
  return <main id="main" tabIndex={-1}><Notice title={say('look.over')} text={say('look.over_text')} /></main>
}

import { useEffect, useState } from 'preact/hooks'
import type { WidgetPages } from '#member/kit/shapes'
import { isShownOn } from '#member/kit/widget-pages'

/** How long a browser that tells nothing of a new address shows the launcher of the page before, in milliseconds. */
const LOOK_MS = 300

/** Whether the launcher belongs on the page that is shown, also where its address changes and nothing is loaded. */
export function useShownHere(pages: WidgetPages | undefined): boolean {
  const [, setPath] = useState(location.pathname)
  useEffect(() => (pages === undefined ? undefined : followPath(setPath)), [pages])
  return isShownOn(pages, location.pathname)
}

/** Tells the path whenever it changes; answers how to stop. Nothing of the page's own history is touched: a browser without the Navigation API is looked at. */
function followPath(tell: (path: string) => void): () => void {
  const look = (): void => tell(location.pathname)
  look()
  const { navigation } = window as { navigation?: EventTarget }
  if (navigation === undefined) {
    const timer = setInterval(look, LOOK_MS)
    return () => clearInterval(timer)
  }
  navigation.addEventListener('currententrychange', look)
  return () => navigation.removeEventListener('currententrychange', look)
}

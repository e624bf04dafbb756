import { useEffect } from 'preact/hooks'
import { useDesk } from './desk.ts'

/** Asks before what was typed and not saved is left: by a link of the centre, or with the page itself. */
export function useLeaveGuard(isUnsaved: () => boolean): void {
  const { say, place } = useDesk()
  useEffect(() => {
    const follow = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (link === null || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      if (link.target !== '' || link.hasAttribute('download') || link.hash !== '' || !link.href.startsWith(place.centre)) return
      if (!isUnsaved() || window.confirm(say('profile.leave'))) return
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    const unload = (event: BeforeUnloadEvent): void => {
      if (isUnsaved()) event.preventDefault()
    }
    // In the capture phase, before the centre's own listener changes the page.
    document.addEventListener('click', follow, true)
    window.addEventListener('beforeunload', unload)
    return () => {
      document.removeEventListener('click', follow, true)
      window.removeEventListener('beforeunload', unload)
    }
  })
}

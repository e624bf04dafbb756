import { useEffect } from 'preact/hooks'
import { useDesk } from './desk.ts'

const guards = new Set<() => boolean>()

/** Whether the page that is shown may be left: nothing was typed there that would be lost, or its reader says that it may. */
export function mayLeave(): boolean {
  return [...guards].every((ask) => ask())
}

/** Asks before what was typed and not saved is left: by a link of the centre, by the browser's own way back, or with the page itself. */
export function useLeaveGuard(isUnsaved: () => boolean): void {
  const { say } = useDesk()
  useEffect(() => {
    const ask = (): boolean => !isUnsaved() || window.confirm(say('profile.leave'))
    const unload = (event: BeforeUnloadEvent): void => {
      if (isUnsaved()) event.preventDefault()
    }
    guards.add(ask)
    window.addEventListener('beforeunload', unload)
    return () => {
      guards.delete(ask)
      window.removeEventListener('beforeunload', unload)
    }
  })
}

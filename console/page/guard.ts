import { useBlocker } from '@tanstack/react-router'
import { useWords } from '#console/words/use-words.ts'

/** Asks before what was written and not saved is left, by a link, the back button or the window's own. */
export function useUnsavedGuard(isUnsaved: boolean): void {
  const { say } = useWords()
  useBlocker({ shouldBlockFn: () => isUnsaved && !window.confirm(say('guard.leave')), enableBeforeUnload: () => isUnsaved, disabled: !isUnsaved })
}

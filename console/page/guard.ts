import { useBlocker } from '@tanstack/react-router'
import { useWords } from '#console/words/use-words.ts'

/** Asks before what was written and not saved is left, or what is under way, by a link, the back button or the window's own. */
export function useUnsavedGuard(isUnsaved: boolean, question = 'guard.leave'): void {
  const { say } = useWords()
  useBlocker({ shouldBlockFn: () => isUnsaved && !window.confirm(say(question)), enableBeforeUnload: () => isUnsaved, disabled: !isUnsaved })
}

import { useBlocker } from '@tanstack/react-router'
import { useWords } from '#console/words/use-words.ts'

/** Asks before what was written and not saved is left, or what is under way, by a link, the back button or the window's own. Another part of the same page loses nothing. */
export function useUnsavedGuard(isUnsaved: boolean, question = 'guard.leave'): void {
  const { say } = useWords()
  useBlocker({ shouldBlockFn: ({ current, next }) => isUnsaved && current.pathname !== next.pathname && !window.confirm(say(question)), enableBeforeUnload: () => isUnsaved, disabled: !isUnsaved })
}

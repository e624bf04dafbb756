import { useBlocker } from '@tanstack/react-router'
import { useWords } from '#console/words/use-words.ts'

type Place = { pathname: string; search: unknown }

/**
 * Asks before what was written and not saved is left, or what is under way, by a link, the back button or the window's own. A part of the page that has
 * an address of its own is left too, unless what is written outlives the search of the address.
 */
export function useUnsavedGuard(isUnsaved: boolean, { question = 'guard.leave', outlivesSearch = false }: { question?: string; outlivesSearch?: boolean } = {}): void {
  const { say } = useWords()
  const isLeft = (from: Place, to: Place): boolean => from.pathname !== to.pathname || (!outlivesSearch && JSON.stringify(from.search) !== JSON.stringify(to.search))
  useBlocker({ shouldBlockFn: ({ current, next }) => isUnsaved && isLeft(current, next) && !window.confirm(say(question)), enableBeforeUnload: () => isUnsaved, disabled: !isUnsaved })
}

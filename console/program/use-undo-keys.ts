import { useEffect, useRef, type RefObject } from 'react'

type Steps = { undo: () => void; redo: () => void }

/**
 * The keys that everybody knows, for what is written within an element, or where nothing has the focus. Under a dialog they do nothing to it, and in a field with
 * something half typed, which is not written yet, they are the browser's own.
 */
export function useUndoKeys(steps: Steps): RefObject<HTMLDivElement | null> {
  const within = useRef<HTMLDivElement>(null)
  const now = useRef(steps)
  now.current = steps
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      const key = event.key.toLowerCase()
      if ((key !== 'z' && key !== 'y') || !isOurs(event.target, within.current)) return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) now.current.redo()
      else now.current.undo()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return within
}

function isOurs(target: EventTarget | null, within: HTMLElement | null): boolean {
  if (!(target instanceof HTMLElement) || within === null || document.querySelector('[aria-modal="true"]') !== null) return false
  return target === document.body || (within.contains(target) && !isHalfTyped(target))
}

/** A field says of itself that it keeps what is typed until one leaves it; one of many words is empty between two of them. */
function isHalfTyped(target: HTMLElement): boolean {
  return target.dataset['half'] === 'true' || (target instanceof HTMLInputElement && target.value !== '' && target.closest('.mantine-PillsInput-root, .mantine-TagsInput-root, .mantine-MultiSelect-root') !== null)
}

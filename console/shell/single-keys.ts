import { useLocalStorage } from '@mantine/hooks'
import { useEffect, useRef } from 'react'

/** So long the second letter of a pair may take. */
const PAIR_MS = 1_200
const KEPT = 'rockpool.single-keys'

/** Whether single keys do something, as whoever works in this browser wants it (WCAG 2.1.4). */
export function useSingleKeysOn(): [boolean, (isOn: boolean) => void] {
  const [isOn, setOn] = useLocalStorage({ key: KEPT, defaultValue: true, getInitialValueInEffect: false })
  return [isOn, setOn]
}

type Keys = { onPair: (letter: string) => void; onKey: Readonly<Record<string, () => void>> }

/** Listens to single keys, and to `g` and a letter; never while somebody writes, under a dialog, or where they are switched off. */
export function useSingleKeys({ onPair, onKey }: Keys): void {
  const [isOn] = useSingleKeysOn()
  const began = useRef(-PAIR_MS)
  useEffect(() => {
    if (!isOn) return undefined
    const listen = (event: KeyboardEvent): void => {
      const isWriting = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable="true"]') !== null
      if (isWriting || event.metaKey || event.ctrlKey || event.altKey || document.querySelector('[role="dialog"]') !== null) return
      const isPair = event.timeStamp - began.current < PAIR_MS
      began.current = event.key === 'g' && !isPair ? event.timeStamp : -PAIR_MS
      if (isPair) return onPair(event.key)
      const act = onKey[event.key]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  })
}

const isApple = /mac|iphone|ipad/i.test(navigator.platform)
/** The key that is held for commands, as it is written on this machine's keyboard. */
export const COMMAND = isApple ? '⌘' : 'Ctrl'

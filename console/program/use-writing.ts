import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMemo, useState } from 'react'
import type { Program } from '#engine/index'
import { useWords } from '#console/words/use-words.ts'
import { edit } from './edit/edit.ts'
import { begin, redo, undo, write } from './edit/history.ts'
import type { Change } from './edit/plain.ts'
import { readTree } from './edit/tree.ts'
import { usualKeys } from './edit/usual.ts'
import { judge, type Finding } from './judge.ts'

/** Fast enough to be felt as at once, and slow enough not to check every letter. */
const PATIENCE_MS = 250

/** A program that is being written: its text, what that says, what is wrong with it, and how it is changed. */
export type Writing = {
  text: string
  /** What the text says; undefined where it is broken. */
  value: unknown
  findings: readonly Finding[]
  program: Program | null
  /** Whether the check has seen all that was written. */
  isSettled: boolean
  write: (text: string, tag: string) => void
  change: (change: Change, tag?: string) => void
  undo: () => void
  redo: () => void
  canUndo: boolean
  canRedo: boolean
}

/** Keeps what was written, with every step that can be undone. */
export function useWriting(start: string): Writing {
  const { say, language } = useWords()
  const [history, setHistory] = useState(() => begin(start))
  const { text } = history
  const [settled] = useDebouncedValue(text, PATIENCE_MS)
  const { findings, program } = useMemo(() => judge(settled, language), [settled, language])
  const value = useMemo(() => readTree(text)?.value, [text])
  const put = (next: string, tag: string): void => setHistory((now) => write(now, next, { tag, at: Date.now() }))
  const change = (asked: Change, tag = JSON.stringify(asked)): void => {
    const next = edit(text, asked, usualKeys)
    if (next === null) notifications.show({ color: 'sand', message: say('form.refused'), closeButtonProps: { 'aria-label': say('ask.close') } })
    else put(next, tag)
  }
  return { text, value, findings, program, isSettled: settled === text, write: put, change, undo: () => setHistory(undo), redo: () => setHistory(redo), canUndo: history.past.length > 0, canRedo: history.future.length > 0 }
}

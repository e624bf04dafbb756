import { createContext, useContext, useMemo } from 'react'
import { pathText, type Path } from '#engine/program/problem'
import type { Guide } from '#engine/guide/guide'
import { useWords } from '#console/words/use-words.ts'
import type { Named } from '#console/program/edit/field.ts'
import { clearing } from '#console/program/edit/fresh.ts'
import { choicesOf, type Choice } from '#console/program/edit/named.ts'
import { valueAt, type Change } from '#console/program/edit/plain.ts'
import type { Finding } from '#console/program/judge.ts'

/** What every part of the form works on: the document as it is written, how it is changed, what the check says of it. */
export type Form = {
  value: unknown
  /** Changes one place of the text; `tag` names what is changed, for what is undone together. */
  change: (change: Change, tag?: string) => void
  isReadOnly: boolean
  findings: readonly Finding[]
  /** The program in plain sentences, where it has no mistakes. */
  told: Guide | null
  /** The place that is open, and how to open another one. */
  open: Path
  onOpen: (path: Path) => void
}

export const FormContext = createContext<Form | null>(null)

export function useForm(): Form {
  const form = useContext(FormContext)
  if (form === null) throw new Error('a field stands outside of a form')
  return form
}

/** A place of the document: what stands there, how to set it (undefined takes it away), and what is wrong with it. */
export function useField(path: Path): { value: unknown; set: (value: unknown) => void; mistake: string | undefined } {
  const { value, change, findings } = useForm()
  const text = pathText(path)
  const at = valueAt(value, path)
  const set = (next: unknown): void => {
    if (next !== undefined) change({ kind: 'set', path, value: next }, text)
    else if (at !== undefined) change(clearing(value, path), text)
  }
  const mistake = findings.filter((each) => each.severity === 'mistake' && each.path === text).map(({ message }) => message).join(' ')
  return { value: at, set, mistake: mistake === '' ? undefined : mistake }
}

/** How many mistakes are at a place or within it. */
export function mistakesIn(findings: readonly Finding[], path: Path): number {
  const text = pathText(path)
  return findings.filter((each) => each.severity === 'mistake' && (each.path === text || each.path.startsWith(`${text}.`) || each.path.startsWith(`${text}[`))).length
}

/** The ids of a kind that the document has, with their names. */
export function useNamed(kind: Named): Choice[] {
  const { value } = useForm()
  const { language } = useWords()
  return useMemo(() => choicesOf(value, kind, language), [value, kind, language])
}

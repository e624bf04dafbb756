import { createContext, useContext, useMemo } from 'react'
import { pathText, type Path } from '#engine/program/problem'
import type { Guide } from '#engine/guide/guide'
import { nameIn } from '#engine/text'
import { useWords } from '#console/words/use-words.ts'
import type { Named } from '#console/program/edit/field.ts'
import { clearing } from '#console/program/edit/fresh.ts'
import { isTree, valueAt, type Change } from '#console/program/edit/plain.ts'
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

export type Choice = { value: string; label: string }

/** The ids of a kind that the document has, with their names. */
export function useNamed(kind: Named): Choice[] {
  const { value } = useForm()
  const { language } = useWords()
  return useMemo(() => namedIn(value, kind).map(([id, entry]) => {
    const name = isTree(entry) ? (entry as { name?: unknown }).name : undefined
    return { value: id, label: typeof name === 'string' || isTree(name) ? nameIn(name as string | Record<string, string>, language) || id : id }
  }), [value, kind, language])
}

function namedIn(document: unknown, kind: Named): [string, unknown][] {
  const at = (path: Path): unknown => valueAt(document, path)
  switch (kind) {
    case 'unit': return at(['units']) === undefined ? [['points', undefined]] : entriesOf(at(['units']))
    case 'market': return entriesOf(at(['markets']))
    case 'level': return listOf(at(['tiers'])).flatMap((track) => named(valueAt(track, ['levels'])))
    case 'benefit': return [...entriesOf(at(['benefits'])), ...named(at(['entitlements']))]
    case 'discount': return named(at(['discounts']))
    case 'coupon': return named(listOf(at(['discounts'])).filter((each) => valueAt(each, ['kind']) === 'coupon'))
    case 'entitlement': return named(at(['entitlements']))
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  return isTree(value) && !Array.isArray(value) ? Object.entries(value) : []
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function named(value: unknown): [string, unknown][] {
  const seen = new Set<string>()
  return listOf(value).flatMap((entry): [string, unknown][] => {
    const id = valueAt(entry, ['id'])
    if (typeof id !== 'string' || seen.has(id)) return []
    seen.add(id)
    return [[id, entry]]
  })
}

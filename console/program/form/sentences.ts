import { useMemo } from 'react'
import type { GuideLine } from '#engine/guide/guide'
import { useConditionLines } from '#console/program/conditions-told.ts'
import { useWords } from '#console/words/use-words.ts'
import type { Sentence } from './entries.tsx'
import { useForm } from './form.ts'

/** What the engine says of the entries of a section in plain sentences; nothing while the program has mistakes. */
export function useSentences(section: string): Sentence {
  const { told, value } = useForm()
  const { language } = useWords()
  const linesOf = useConditionLines(value)
  return useMemo(() => {
    const lines: Readonly<Record<string, readonly GuideLine[]>> = told === null ? {} : { earn: linesOf('earn', told.earn), rewards: linesOf('rewards', told.rewards), entitlements: told.services, discounts: linesOf('discounts', told.offers), units: told.units.map(({ id, name, notes }) => ({ id, name, text: '', notes })) }
    const said = new Map((lines[section] ?? []).map(({ id, text, notes }) => [id, { text, notes: notes.join(language === 'zh-CN' ? '' : ' ') }]))
    return (id) => said.get(id)
  }, [told, section, language, linesOf])
}

/** The same of the levels of a track. */
export function useLevelSentences(track: unknown): Sentence {
  const { told } = useForm()
  return useMemo(() => {
    const levels = told?.tracks.find(({ id }) => id === track)?.levels ?? []
    const said = new Map(levels.map(({ id, entry, benefits }) => [id, { text: entry, notes: benefits.map(({ name }) => name).join(' · ') }]))
    return (id) => said.get(id)
  }, [told, track])
}

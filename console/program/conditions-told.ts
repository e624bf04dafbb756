import { useCallback, useMemo } from 'react'
import type { GuideLine } from '#engine/guide/guide'
import { parseMoney } from '#engine/money'
import { translate } from '#engine/text'
import { useWords } from '#console/words/use-words.ts'
import { conditionText, type ConditionWords } from './edit/condition-text.ts'
import { choicesOf, listOf } from './edit/named.ts'
import { valueAt } from './edit/plain.ts'
import { vocabularyKey } from './edit/vocabulary.ts'

type Section = 'earn' | 'rewards' | 'discounts'

/** Notes of what has a condition, by the section and id of a document's entry: shoppers are told that there is one, staff which. */
export function useConditionNotes(document: unknown): (section: Section, id: string, notes: readonly string[]) => readonly string[] {
  const words = useWords()
  return useMemo(() => {
    const { say, has, money, language } = words
    const names = { market: new Map(choicesOf(document, 'market', language).map(({ value, label }) => [value, label])), level: new Map(choicesOf(document, 'level', language).map(({ value, label }) => [value, label])) }
    const currency = valueAt(document, ['currency'])
    const told: ConditionWords = { say, has, nameOf: (kind, id) => names[kind].get(id) ?? id, base: (amount) => amountText(amount, currency, money) }
    const usual = translate(language, 'guide.conditional')
    return (section, id, notes) => {
      const place = listOf(valueAt(document, [section])).findIndex((entry) => valueAt(entry, ['id']) === id)
      const when = valueAt(document, [section, place, 'when'])
      return typeof when !== 'string' ? notes : notes.map((note) => (note === usual ? conditionText(when, vocabularyKey(document, [section, place, 'when']), told) : note))
    }
  }, [document, words])
}

/** The same of the lines of a guide. */
export function useConditionLines(document: unknown): (section: Section, lines: readonly GuideLine[]) => readonly GuideLine[] {
  const notesOf = useConditionNotes(document)
  return useCallback((section, lines) => lines.map((line) => ({ ...line, notes: notesOf(section, line.id, line.notes) })), [notesOf])
}

function amountText(amount: string, currency: unknown, money: (minor: number, currency: string) => string): string {
  try {
    return typeof currency === 'string' ? money(parseMoney(amount, currency), currency) : amount
  } catch {
    // No amount of that currency: it is told as it was written.
    return amount
  }
}

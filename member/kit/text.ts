import { readWords } from './own-words.ts'

/** A piece of a text: words, a value, a number, a value that is one or not (in a store's own words), a choice by a word, a choice by how many (cardinal and ordinal), or how many that is. */
export type Part = string | ['a' | 'n' | 'v', string] | ['#'] | ['s' | 'p' | 'o', string, Choices]
type Choices = Readonly<Record<string, readonly Part[]>>
export type Texts = Readonly<Record<string, readonly Part[]>>
export type Values = Readonly<Record<string, string | number>>
/** Says a text of its key. One that has none is a mistake of ours, and is told as one, unless there are words that stand in for it. */
export type Say = (key: string, values?: Values, otherwise?: string) => string

/** The browser's own, which tells a mistake as if nobody had caught it; tests that read texts in Node have none. */
declare const reportError: (error: Error) => void

/** How a language says its texts; what the store says in other words stands before them. */
export function sayIn(locale: string, texts: Texts, own: Readonly<Record<string, string>> = {}): Say {
  const numbers = new Intl.NumberFormat(locale)
  const rules = { p: new Intl.PluralRules(locale), o: new Intl.PluralRules(locale, { type: 'ordinal' }) }
  const shown = (value: string | number): string => (typeof value === 'number' ? numbers.format(value) : value)
  const say = (parts: readonly Part[], values: Values, count: number | null): string => parts.map((part) => {
    if (typeof part === 'string') return part
    if (part[0] === '#') return numbers.format(count ?? 0)
    const [kind, name, choices = {}] = part as ['a' | 'n' | 'v' | 's' | 'p' | 'o', string, Choices?]
    const value = values[name] ?? ''
    if (kind === 'a') return String(value)
    if (kind === 'v') return shown(value)
    if (kind === 'n') return numbers.format(Number(value))
    if (kind === 's') return say(choices[String(value)] ?? choices['other'] ?? [], values, count)
    return say(choices[`=${value}`] ?? choices[rules[kind].select(Number(value))] ?? choices['other'] ?? [], values, Number(value))
  }).join('')
  return (key, values = {}, otherwise) => {
    const told = own[key]
    // What cannot be read as a text is said as it stands, with its values.
    if (told !== undefined && readWords(told) === null) return told.replace(/\{(\w+)\}/g, (_, name: string) => shown(values[name] ?? ''))
    const parts = told === undefined ? texts[key] : readWords(told)
    if (parts !== undefined && parts !== null) return say(parts, values, null)
    if (otherwise === undefined) reportError(new Error(`no text for ${key}`))
    return otherwise ?? key
  }
}

/** The best of the languages of a shop for what a reader asks for, in the order in which they ask; the shop's first where it has none of them. */
export function chooseLocale(asked: readonly string[], offered: readonly string[]): string {
  for (const tag of asked) {
    const found = nearestLocale(tag, offered)
    if (found !== undefined) return found
  }
  return offered[0] ?? 'en'
}

/** The language of a shop that is nearest to a tag: de for de-AT, zh-TW for zh-Hant-HK; undefined where it has none like it. */
export function nearestLocale(tag: string, offered: readonly string[]): string | undefined {
  return offered.find((locale) => locale.toLowerCase() === tag.toLowerCase()) ?? nearest(tag, offered)
}

function nearest(tag: string, offered: readonly string[]): string | undefined {
  const [language, ...rest] = tag.toLowerCase().split('-')
  if (language !== 'zh') return offered.find((locale) => locale.toLowerCase().split('-')[0] === language)
  const isTraditional = rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) && !rest.includes('hans')
  const wanted = isTraditional ? 'zh-TW' : 'zh-CN'
  return offered.find((locale) => locale === wanted) ?? offered.find((locale) => locale.startsWith('zh'))
}

/** Whether a language is written from right to left. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return /^(?:ar|he|fa|ur)\b/.test(locale) ? 'rtl' : 'ltr'
}

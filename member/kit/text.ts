import { countingIn, sayOwn, sayParts, type Part, type Values } from '#engine/own-words'
import { isolated } from './isolate.ts'

export type { Part, Values }
export type Texts = Readonly<Record<string, readonly Part[]>>
/** Says a text of its key. One that has none is a mistake of ours, and is told as one, unless there are words that stand in for it. */
export type Say = (key: string, values?: Values, otherwise?: string) => string

/** The browser's own, which tells a mistake as if nobody had caught it; tests that read texts in Node have none. */
declare const reportError: (error: Error) => void

/** How a language says its texts; what the store says in other words stands before them. Names in them that run the other way keep their order. */
export function sayIn(locale: string, texts: Texts, own: Readonly<Record<string, string>> = {}): Say {
  const counting = countingIn(locale)
  return (key, values = {}, otherwise) => {
    const told = own[key]
    if (told !== undefined) return isolated(sayOwn(told, values, counting), locale)
    const parts = texts[key]
    if (parts !== undefined) return isolated(sayParts(parts, values, counting), locale)
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

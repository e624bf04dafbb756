import { readFileSync } from 'node:fs'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Locale, StaffLocale } from '#engine/text'
import type { Mistake } from '#server/platform/problem'

/** `locales/<language>/mistake.json`: what would be right, and what stood there where it is no value, by code. */
type Texts = { wanted: Record<string, string>; found: Record<string, string>; or: string }
type Phrase = { code: string; names: readonly string[]; pattern: RegExp }
type Part = 'wanted' | 'found'

/** The value of a phrase that is a phrase. */
const WHAT = 'what'

const ENGLISH = readTexts('en')
const CHINESE = readTexts('zh-CN')
/** Phrases as they are made, in English: those without values by their text, the others by a pattern: those around another phrase first, then the longest. */
const PHRASES = { wanted: openPhrases(ENGLISH.wanted), found: openPhrases(ENGLISH.found) }

/** A value that schemas quote, or several: nothing in it is of a language. */
const LITERAL = /^(?:(?:"(?:[^"\\]|\\.)*"|-?\d+|null|true|false)(?:, (?=.)|$))+$/

/**
 * A mistake in the language of its reader. Shapes say what they want in English, which is what documents show; here each phrase is known by its code, whoever made it and whenever it
 * was kept. One that is not known stays English.
 */
export function tellMistake(mistake: Mistake, locale: Locale): Mistake {
  if (!locale.startsWith('zh')) return mistake
  const { found, wanted } = mistake
  return { ...mistake, found: inChinese('found', found) ?? found, wanted: inChinese('wanted', wanted) ?? wanted }
}

function inChinese(part: Part, text: string): string | null {
  if (LITERAL.test(text)) return text
  const { exact, patterns } = PHRASES[part]
  const code = exact.get(text)
  if (code !== undefined) return chinese(part, code, {})
  for (const { code: known, names, pattern } of patterns) {
    const found = pattern.exec(text)
    const values = found === null ? null : valuesOf(part, names, found)
    if (values !== null) return chinese(part, known, values)
  }
  return choicesInChinese(part, text)
}

/** What a phrase names; `what` it is made around is itself a phrase, and null where nobody knows that one. */
function valuesOf(part: Part, names: readonly string[], found: RegExpExecArray): Record<string, string> | null {
  const values = names.map((name, place) => [name, name === WHAT ? inChinese(part, found[place + 1] as string) : (found[place + 1] as string)] as const)
  return values.some(([, value]) => value === null) ? null : (Object.fromEntries(values) as Record<string, string>)
}

function chinese(part: Part, code: string, values: Record<string, string>): string {
  return String(new IntlMessageFormat(CHINESE[part][code] as string, 'zh-CN').format(values))
}

/** One of several, each a phrase or a value. */
function choicesInChinese(part: Part, text: string): string | null {
  const choices = text.split(ENGLISH.or)
  if (choices.length === 1) return null
  const told = choices.map((choice) => (LITERAL.test(choice) || PHRASES[part].exact.has(choice) ? inChinese(part, choice) : null))
  return told.includes(null) ? null : told.join(CHINESE.or)
}

function openPhrases(texts: Record<string, string>): { exact: Map<string, string>; patterns: Phrase[] } {
  const all = Object.entries(texts).map(([code, text]) => ({ code, elements: new IntlMessageFormat(text, 'en').getAst() }))
  const plain = all.filter(({ elements }) => elements.every(({ type }) => type === 0))
  const patterns = all.filter((phrase) => !plain.includes(phrase)).sort((a, b) => weightOf(b.elements) - weightOf(a.elements))
  return {
    exact: new Map(plain.map(({ code, elements }) => [elements.map((element) => ('value' in element ? element.value : '')).join(''), code])),
    patterns: patterns.map(({ code, elements }) => ({
      code, names: elements.flatMap((element) => (element.type === 1 ? [element.value] : [])),
      pattern: new RegExp(`^${elements.map((element) => (element.type === 0 ? element.value.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`) : '(.+?)')).join('')}$`),
    })),
  }
}

function weightOf(elements: ReturnType<IntlMessageFormat['getAst']>): number {
  return elements.reduce((sum, element) => sum + (element.type === 0 ? element.value.length : element.type === 1 && element.value === WHAT ? 1_000 : 0), 0)
}

function readTexts(locale: StaffLocale): Texts {
  return JSON.parse(readFileSync(new URL(`../../locales/${locale}/mistake.json`, import.meta.url), 'utf8')) as Texts
}

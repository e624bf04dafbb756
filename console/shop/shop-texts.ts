import { IntlMessageFormat } from 'intl-messageformat'
import { readWords, type Part } from '#engine/own-words'
import { isolated } from '#member/kit/isolate'
import { sayIn } from '#member/kit/text'

/** Texts of shoppers' pages, by key, as they come. */
export type ShopTexts = Readonly<Record<string, string>>

type TextFile = () => Promise<{ default: Record<string, unknown> }>
const FILES = import.meta.glob('../../locales/*/{widget,member,guide,trace,quote,refusal,mail}.json') as Readonly<Record<string, TextFile>>

/** Who says a text: the widget, the member centre, both of them where they tell rules and reasons, or mails. */
export type Teller = 'widget' | 'centre' | 'rules' | 'mails'

/** The files of each, and what their keys begin with where a shop says them in other words. */
const SAID: Readonly<Record<Teller, Readonly<Record<string, string>>>> = { widget: { widget: '' }, centre: { member: 'centre' }, rules: { guide: 'guide', trace: 'trace', quote: 'quote', refusal: 'refusal' }, mails: { mail: 'mail' } }

/** What no shopper reads: of a quote what the staff are told; and of mails that which tries the settings, and what has an editor of its own. */
const NOT_HERE = /^(?:quote\.staff\.|mail\.test\.|mail\.message\.test$|mail\.\w+\.body$|mail\.(?:welcome|points_earned|reward_code|points_expiring|tier_up|tier_at_risk)\.subject$)/

/** What each says in a language until a shop says otherwise, under the keys by which a shop does. */
export async function readShopTexts(language: string, teller: Teller = 'widget'): Promise<ShopTexts> {
  const files = await Promise.all(Object.entries(SAID[teller]).map(async ([file, prefix]) => flat((await textFile(language, file)()).default, prefix)))
  return Object.fromEntries(files.flatMap((texts) => Object.entries(texts)).filter(([key]) => !NOT_HERE.test(key)))
}

function textFile(language: string, file: string): TextFile {
  return FILES[`../../locales/${language}/${file}.json`] ?? (FILES[`../../locales/en/${file}.json`] as TextFile)
}

function flat(node: unknown, key = ''): Record<string, string> {
  if (typeof node === 'string') return { [key]: node }
  return Object.assign({}, ...Object.entries(node as object).map(([name, child]) => flat(child, key === '' ? name : `${key}.${name}`))) as Record<string, string>
}

/** The names of values that a text may show, such as `points`. */
export function valuesOf(text: string): string[] {
  return [...new Set(namesIn(new IntlMessageFormat(text, 'en').getAst()))]
}

/** Kinds of elements of a parsed message, as the parser numbers them. */
const KIND = { literal: 0, pound: 7, tag: 8 } as const

type Elements = ReturnType<IntlMessageFormat['getAst']>

function namesIn(elements: Elements): string[] {
  return elements.flatMap((element) => [
    ...('value' in element && element.type !== KIND.literal && element.type !== KIND.tag ? [element.value] : []),
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => namesIn(value)) : []),
  ])
}

/** What own words name that the text has no value for, or `{` where their braces do not fit together; null where all is well. */
export function strayIn(own: string, names: readonly string[]): string | null {
  const parts = readWords(own)
  if (parts === null) return own.match(/\{[^{}]*$/)?.[0] ?? '{'
  const stray = ownNames(parts).find((name) => !names.includes(name))
  return stray === undefined ? null : `{${stray}}`
}

function ownNames(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => (typeof part === 'string' || part[0] === '#' ? [] : [part[1], ...Object.values(part[2] ?? {}).flatMap(ownNames)]))
}

/** A text as it reads for many, with its values as `{name}`: how own words would say the same. */
export function plainText(text: string): string {
  return plain(new IntlMessageFormat(text, 'en').getAst(), '')
}

function plain(elements: Elements, counted: string): string {
  return elements.map((element) => {
    if ('options' in element) return plain(element.options['other']?.value ?? [], element.value)
    if (element.type === KIND.pound) return `{${counted}}`
    if (element.type === KIND.literal) return element.value
    return 'value' in element ? `{${element.value}}` : ''
  }).join('')
}

/** A text as the widget says it: own words first, in which a value stands as `{name}`, and a word may depend on how many as in ours. */
export function sayAsShop(language: string, { texts, own, values }: { texts: ShopTexts; own: Readonly<Record<string, string>>; values?: Readonly<Record<string, string | number>> }): (key: string) => string {
  return (key) => {
    const told = own[key]
    if (told !== undefined) return sayIn(language, {}, own)(key, values)
    return isolated(String(new IntlMessageFormat(texts[key] ?? key, language).format(values)), language)
  }
}

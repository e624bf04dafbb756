import { IntlMessageFormat } from 'intl-messageformat'
import { sayIn } from '#member/kit/text'

/** Texts of shoppers' pages, by key, as they come. */
export type ShopTexts = Readonly<Record<string, string>>

const WIDGET: Readonly<Record<string, () => Promise<{ default: object }>>> = {
  en: () => import('#locales/en/widget.json'), 'zh-CN': () => import('#locales/zh-CN/widget.json'), 'zh-TW': () => import('#locales/zh-TW/widget.json'), es: () => import('#locales/es/widget.json'),
  fr: () => import('#locales/fr/widget.json'), de: () => import('#locales/de/widget.json'), pt: () => import('#locales/pt/widget.json'), it: () => import('#locales/it/widget.json'),
  ja: () => import('#locales/ja/widget.json'), ko: () => import('#locales/ko/widget.json'), ru: () => import('#locales/ru/widget.json'), ar: () => import('#locales/ar/widget.json'),
}

const CENTRE: Readonly<Record<string, () => Promise<{ default: object }>>> = {
  en: () => import('#locales/en/member.json'), 'zh-CN': () => import('#locales/zh-CN/member.json'), 'zh-TW': () => import('#locales/zh-TW/member.json'),
  es: () => import('#locales/es/member.json'), fr: () => import('#locales/fr/member.json'), de: () => import('#locales/de/member.json'),
  pt: () => import('#locales/pt/member.json'), it: () => import('#locales/it/member.json'), ja: () => import('#locales/ja/member.json'),
  ko: () => import('#locales/ko/member.json'), ru: () => import('#locales/ru/member.json'), ar: () => import('#locales/ar/member.json'),
}

/** Whose texts: of the widget, or of the member centre, whose keys begin with its name where a shop says them in other words. */
export type Teller = 'widget' | 'centre'

/** What one of both says in a language until a shop says otherwise, under the keys by which a shop does. */
export async function readShopTexts(language: string, teller: Teller = 'widget'): Promise<ShopTexts> {
  const files = teller === 'widget' ? WIDGET : CENTRE
  const { default: texts } = await (files[language] ?? files['en']!)()
  return flat(texts, teller === 'widget' ? '' : teller)
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
    return String(new IntlMessageFormat(texts[key] ?? key, language).format(values))
  }
}

import { IntlMessageFormat } from 'intl-messageformat'

/** Texts of shoppers' pages, by key, as they come. */
export type ShopTexts = Readonly<Record<string, string>>

const WIDGET: Readonly<Record<string, () => Promise<{ default: object }>>> = {
  en: () => import('#locales/en/widget.json'), 'zh-CN': () => import('#locales/zh-CN/widget.json'), 'zh-TW': () => import('#locales/zh-TW/widget.json'), es: () => import('#locales/es/widget.json'),
  fr: () => import('#locales/fr/widget.json'), de: () => import('#locales/de/widget.json'), pt: () => import('#locales/pt/widget.json'), it: () => import('#locales/it/widget.json'),
  ja: () => import('#locales/ja/widget.json'), ko: () => import('#locales/ko/widget.json'), ru: () => import('#locales/ru/widget.json'), ar: () => import('#locales/ar/widget.json'),
}

/** What widget and member centre say in a language until a shop says otherwise. */
export async function readShopTexts(language: string): Promise<ShopTexts> {
  const { default: texts } = await (WIDGET[language] ?? WIDGET['en']!)()
  return flat(texts)
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

/** A text as the widget says it: own words first, in which a value stands as `{name}` and nothing is chosen by number. */
export function sayAsShop(language: string, { texts, own, values }: { texts: ShopTexts; own: Readonly<Record<string, string>>; values?: Readonly<Record<string, string | number>> }): (key: string) => string {
  return (key) => {
    const told = own[key]
    if (told !== undefined) return told.replace(/\{(\w+)\}/g, (_, name: string) => String(values?.[name] ?? ''))
    return String(new IntlMessageFormat(texts[key] ?? key, language).format(values))
  }
}

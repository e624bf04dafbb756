import { formatMoney, parseMoney } from '#engine/money'
import { nameIn, translate, type Locale } from '#engine/text'
import type { DiffPath } from './diff.ts'

/** What forms call a setting or a value: the text of the first of the keys that there is one for. */
export type FormWords = (keys: readonly string[], values?: Readonly<Record<string, string>>) => string | undefined

/** Both documents, and how their settings are told: without words of forms by their keys. */
export type Told = { documents: { before: unknown; after: unknown }; locale: Locale; words: FormWords }

/** Where a setting stands: by which forms its keys are called, and on the way to which market its money is. */
type Where = { told: Told; forms: readonly string[]; key: string; currency: string }

type Fields = Readonly<Record<string, unknown>>

/** The forms of what is written at the root of a document. */
const ROOT = ['basics', 'terms', 'prices', 'margin']
/** The forms within a setting that is written in several ways. */
const WITHIN: Readonly<Record<string, readonly string[]>> = { rate: ['rule_rate', 'rate'], earn: ['rate'], expiry: ['rule_expiry', 'expiry'] }
const WAYS: Readonly<Record<string, string>> = { rate: 'rule_rate', earn: 'rate', expiry: 'expiry', pending: 'pending', claw: 'claw', issue: 'issue', window: 'window', period: 'any', per: 'any', expired_points: 'expired_points' }
const MONEY = new Set(['minimum', 'spend', 'company_volume', 'worth', 'amount', 'most', 'free_from', 'money', 'gift_card', 'store_credit', 'cost'])
const PERCENT = new Set(['percent', 'most_percent', 'points_share', 'breakage', 'unknown_cost', 'floor', 'order_floor'])
/** Where the entries are to which the words of a setting point. */
const NAMED: Readonly<Record<string, string>> = { benefits: 'benefits', stacks_with: 'discounts', coupon: 'discounts', entitlement: 'entitlements', market: 'markets', unit: 'units' }
const PERIOD = new Set(['days', 'weeks', 'months', 'years'])
const DECIMAL = /^-?\d+(?:\.\d+)?$/

/** A setting by the way to it within its place, in the words of its form: "To reach it › criterion 1 › Amount spent". What no form names is called by its key. */
export function settingText(told: Told, place: string | null, path: DiffPath): string {
  const pieces: string[] = []
  path.forEach((step, at) => {
    const before = path[at - 1]
    if (typeof step === 'object') pieces.push(entryName(told, String(before), step.id))
    else if (typeof step === 'number') pieces.push(told.words(['form.nth'], { n: String(step + 1), what: told.words([`form.one.${isGroup(before) ? 'criteria' : String(before)}`, 'form.one.any']) ?? '' }) ?? String(step + 1))
    else if (isName(before)) pieces.push(inLanguage(told, pieces.pop() ?? '', step))
    else if (!(isGroup(step) && typeof path[at + 1] === 'number')) pieces.push(keyText(told, formsAt(place, path.slice(0, at)), { key: step, isRoot: place === null && at === 0, before }))
  })
  return pieces.join(' › ')
}

/** A value of a setting as a person reads it: money with its currency, lists with commas, words by their names. */
export function valueText(told: Told, { place, path, whole }: { place: string | null; path: DiffPath; whole: DiffPath }, value: unknown): string {
  const keys = path.filter((step) => typeof step === 'string' && !isMarket(told, step))
  const key = String(keys.at(-1) ?? '')
  return shownAs({ told, key, forms: formsAt(place, path.slice(0, path.lastIndexOf(key))), currency: currencyOf(told, whole) }, value)
}

/** An entry of a list of words, such as a tag or a benefit by its name, in quotes. */
export function itemText(told: Told, at: { place: string | null; path: DiffPath; whole: DiffPath }, id: string): string {
  const text = valueText(told, at, id)
  return text.startsWith('“') ? text : translate(told.locale, 'program.diff.quoted', { text })
}

/** The forms that have the fields behind a way. */
function formsAt(place: string | null, path: DiffPath): readonly string[] {
  const key = path.findLast((step) => typeof step === 'string' && !isGroup(step))
  if (typeof key !== 'string') return place === null ? ROOT : [place]
  return [...(path.some(isGroup) || key === 'entry' || key === 'keep' ? ['criteria'] : []), ...(WITHIN[key] ?? []), key]
}

type Step = { key: string; isRoot: boolean; before: DiffPath[number] | undefined }

function keyText(told: Told, forms: readonly string[], { key, isRoot, before }: Step): string {
  if (before !== undefined && isMarket(told, key)) return entryName(told, 'markets', key)
  if (before === 'limit_by_tier' || (typeof before === 'string' && before.startsWith('level_'))) return entryName(told, 'levels', key)
  return told.words([...(isRoot ? [`form.title.${key}`] : []), ...fieldKeys(forms, key)]) ?? key
}

function fieldKeys(forms: readonly string[], key: string): string[] {
  return [...forms.flatMap((form) => (form === 'criteria' ? [`form.leaf.${key}`] : [`form.field.${form}.${key}`])), `form.field.any.${key}`]
}

function inLanguage({ words, locale }: Told, label: string, tag: string): string {
  return words(['form.in_language'], { label, language: languageName(tag, locale) }) ?? `${label}.${tag}`
}

/** The name of a language; what a draft has in the place of one is no tag always, and stands as it is. */
function languageName(tag: string, locale: Told['locale']): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

function shownAs(where: Where, value: unknown): string {
  if (typeof value === 'boolean') return translate(where.told.locale, `program.diff.${value ? 'yes' : 'no'}`)
  if (Array.isArray(value)) return value.length === 0 ? '[]' : listed(where, 'comma', value.map((one) => shownAs(where, one)))
  if (isFields(value)) return fieldsText(where, value)
  return plainText(where, String(value))
}

function listed({ told }: Where, sign: 'comma' | 'semicolon', texts: readonly string[]): string {
  return texts.join(translate(told.locale, `program.diff.${sign}`))
}

function plainText({ told, forms, key, currency }: Where, text: string): string {
  const { words, locale } = told
  if (DECIMAL.test(text)) return numberText({ told, forms, key, currency }, text)
  const named = words([
    ...forms.map((form) => `form.word.${form}_${key}.${text}`), `form.word.${key}.${text}`, ...(key in WAYS ? [`form.way.${WAYS[key]}.${text}`, `form.way.any.${text}`] : []),
    ...(key === 'weekdays' ? [`form.weekday.${text}`] : []), ...(key === 'on' || key === 'event' || key === 'activities' ? [`event.${text}`] : []),
  ])
  const list = NAMED[key]
  const shown = named ?? (list === undefined ? text : entryName(told, list, text))
  // What is several words does not run into the sentence.
  return /[\s，]/.test(shown) || shown === '' ? translate(locale, 'program.diff.quoted', { text: shown }) : shown
}

function numberText({ told: { locale }, forms, key, currency }: Where, text: string): string {
  if (PERCENT.has(key)) return `${text}%`
  const isMoney = MONEY.has(key) || (key === 'per' && forms.some((form) => form === 'rate' || form === 'rule_rate'))
  if (!isMoney) return text
  try {
    return formatMoney(parseMoney(text, currency), currency, locale)
  } catch {
    // No amount of the currency, or no currency: the mistake is shown as it was written.
    return text
  }
}

/** A map on one line: a period, a name in the reader's language, amounts by market, or each of its fields by its word. */
function fieldsText(where: Where, fields: Fields): string {
  const { told, forms, key } = where
  const entries = Object.entries(fields)
  if (entries.length === 0) return '{}'
  if (entries.every(([name, value]) => PERIOD.has(name) && Number.isSafeInteger(value))) return translate(told.locale, 'guide.period', { days: 0, weeks: 0, months: 0, years: 0, ...(fields as Record<string, number>) })
  if (isName(key) && entries.every(([, value]) => typeof value === 'string')) return translate(told.locale, 'program.diff.quoted', { text: nameIn(fields as Record<string, string>, told.locale) })
  if (entries.length === 2 && typeof fields['from'] === 'string' && typeof fields['to'] === 'string') return `${fields['from']} – ${fields['to']}`
  return listed(where, 'semicolon', entries.map(([name, value]) => {
    if (isMarket(told, name)) return `${entryName(told, 'markets', name)} ${shownAs({ ...where, currency: currencyOf(told, ['markets', name]) }, value)}`
    const within = isGroup(name) ? where : { ...where, forms: [...(forms.includes('criteria') || key === 'entry' || key === 'keep' ? ['criteria'] : []), ...(WITHIN[key] ?? []), key], key: name }
    return translate(told.locale, 'program.diff.field', { field: keyText(told, within.forms, { key: name, isRoot: false, before: key }), value: shownAs(within, value) })
  }))
}

/** The name that either document gives an entry of a list, or of the levels of all ladders; its id where it has none. */
function entryName({ documents, locale }: Told, list: string, id: string): string {
  const named = [documents.after, documents.before].flatMap((document) => entriesOf(document, list)).find(([own]) => own === id)?.[1]
  const name = isFields(named) ? named['name'] : undefined
  if (typeof name === 'string') return name
  return isFields(name) && Object.values(name).every((text) => typeof text === 'string') ? nameIn(name as Record<string, string>, locale) : id
}

function entriesOf(document: unknown, list: string): [unknown, unknown][] {
  if (!isFields(document)) return []
  if (list === 'levels') return listOf(document['tiers']).flatMap((track) => (isFields(track) ? listOf(track['levels']) : [])).map((level) => [isFields(level) ? level['id'] : undefined, level])
  const all = document[list]
  return isFields(all) ? Object.entries(all) : listOf(all).map((one) => [isFields(one) ? one['id'] : undefined, one])
}

function currencyOf({ documents: { before, after } }: Told, path: DiffPath): string {
  for (const document of [after, before]) {
    const markets = isFields(document) && isFields(document['markets']) ? document['markets'] : {}
    const market = path.flatMap((step) => (typeof step === 'string' && Object.hasOwn(markets, step) ? [markets[step]] : []))[0]
    const currency = (isFields(market) ? market['currency'] : undefined) ?? (isFields(document) ? document['currency'] : undefined)
    if (typeof currency === 'string') return currency
  }
  return ''
}

function isMarket({ documents: { before, after } }: Told, step: DiffPath[number]): boolean {
  return [before, after].some((document) => isFields(document) && isFields(document['markets']) && typeof step === 'string' && Object.hasOwn(document['markets'], step))
}

function isGroup(step: DiffPath[number] | undefined): boolean {
  return step === 'any' || step === 'all'
}

function isName(step: DiffPath[number] | undefined): boolean {
  return step === 'name' || step === 'description'
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

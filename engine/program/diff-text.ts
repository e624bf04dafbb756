import { nameIn, translate, type Locale, type TextValue } from '#engine/text'
import type { Change, DiffPath } from './diff.ts'
import { itemText, settingText, valueText, type FormWords, type Told } from './diff-words.ts'

/** Longer values are left out of a sentence: the change itself has them whole. */
const MOST_CHARACTERS = 60

/** What an entry of a list or record is called (`program.diff.place.<word>` in `locales/`), by the keys that lead to it. */
const PLACES: Readonly<Record<string, string>> = {
  'earn.*': 'rule', 'earn.*.multipliers.*': 'multiplier', 'tiers.*': 'track', 'tiers.*.levels.*': 'level',
  'units.*': 'unit', 'markets.*': 'market', 'benefits.*': 'benefit', 'discounts.*': 'discount', 'rewards.*': 'reward', 'entitlements.*': 'entitlement', 'events.*': 'event',
}

/** The form in which such an entry is filled in, where it has another word there. */
const FORMS: Readonly<Record<string, string>> = { rule: 'earn', multiplier: 'multipliers' }

/** The named entry that a path leads to or into: its word, its own part of the path, and the rest. */
type Place = { word: string; path: DiffPath; rest: DiffPath }
type Documents = { before: unknown; after: unknown }

/** One change as a sentence to the merchant: names as the later document has them, settings and values by the words of the forms in which they are filled in. */
export function changeText(change: Change, documents: Documents, { locale, words = () => undefined }: { locale: Locale; words?: FormWords }): string {
  if (change.path.length === 0) return translate(locale, 'program.diff.whole')
  const told: Told = { documents, locale, words }
  const place = placeOf(change.path)
  const form = place === null ? null : (FORMS[place.word] ?? place.word)
  const [rest, values] = [place?.rest ?? change.path, placeWords(place, documents, locale)]
  if (place?.rest.length === 0 && change.kind !== 'changed') return translate(locale, `program.diff.entry_${change.kind}`, { ...values, ...changeWords(change, String) })
  const item = rest.at(-1)
  const isItem = typeof item === 'object' && change.kind !== 'changed'
  const way = isItem ? rest.slice(0, -1) : rest
  const at = { place: form, path: way, whole: change.path }
  const shown = { ...values, ...changeWords(change, (value) => valueText(told, at, value)), field: way.length === 0 ? '' : settingText(told, form, way) }
  if (isItem) return translate(locale, `program.diff.item_${change.kind}`, { ...shown, item: itemText(told, at, item.id) })
  return translate(locale, way.length === 0 ? 'program.diff.entry_changed' : `program.diff.${change.kind}`, shown)
}

function placeOf(path: DiffPath): Place | null {
  for (const length of [4, 2]) {
    const own = path.slice(0, length)
    const word = PLACES[own.map((step, index) => (index % 2 === 1 && typeof step !== 'number' ? '*' : step)).join('.')]
    if (own.length === length && word !== undefined) return { word, path: own, rest: path.slice(length) }
  }
  return null
}

function placeWords(place: Place | null, { before, after }: Documents, locale: Locale): Record<string, TextValue> {
  if (place === null) return { hasPlace: 'no', place: '' }
  const named = (path: DiffPath) => nameOf(after, path, locale) ?? nameOf(before, path, locale) ?? idOf(path)
  const [name, of] = [named(place.path), named(place.path.slice(0, 2))]
  return { hasPlace: 'yes', place: translate(locale, `program.diff.place.${place.word}`, { name, of }) }
}

function idOf(path: DiffPath): string {
  const last = path.at(-1)
  return typeof last === 'object' ? last.id : String(last)
}

/** The name that a document gives an entry; null where it has none that can be read. */
function nameOf(document: unknown, path: DiffPath, locale: Locale): string | null {
  const entry = path.reduce<unknown>((node, step) => {
    if (typeof step === 'object') return Array.isArray(node) ? node.find((item) => isFields(item) && item['id'] === step.id) : undefined
    return isFields(node) && Object.hasOwn(node, step) ? node[step] : undefined
  }, document)
  const name = isFields(entry) && Object.hasOwn(entry, 'name') ? entry['name'] : null
  if (typeof name === 'string') return name
  return isFields(name) && Object.values(name).every((text) => typeof text === 'string') ? nameIn(name as Record<string, string>, locale) : null
}

function changeWords(change: Change, shownAs: (value: unknown) => string): Record<string, TextValue> {
  if (change.kind === 'moved') return { from: change.from + 1, to: change.to + 1 }
  const [before, after] = ['before' in change ? shownAs(change.before) : '', 'after' in change ? shownAs(change.after) : '']
  return { before, after, isShort: Math.max(before.length, after.length) <= MOST_CHARACTERS ? 'yes' : 'no' }
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

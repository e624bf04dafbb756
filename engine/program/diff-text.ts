import { nameIn, translate, type Locale, type TextValue } from '#engine/text'
import { diffPathText, type Change, type DiffPath } from './diff.ts'

/** Longer values are left out of a sentence: the change itself has them whole. */
const MOST_CHARACTERS = 60

/** What an entry of a list or record is called (`program.diff.place.<word>` in `locales/`), by the keys that lead to it. */
const PLACES: Readonly<Record<string, string>> = {
  'earn.*': 'rule', 'earn.*.multipliers.*': 'multiplier', 'tiers.*': 'track', 'tiers.*.levels.*': 'level',
  'units.*': 'unit', 'markets.*': 'market', 'benefits.*': 'benefit', 'discounts.*': 'discount', 'rewards.*': 'reward', 'entitlements.*': 'entitlement', 'events.*': 'event',
}

/** The named entry that a path leads to or into: its word, its own part of the path, and the rest. */
type Place = { word: string; path: DiffPath; rest: DiffPath }
type Documents = { before: unknown; after: unknown }

/** One change as a sentence to the merchant: names as the later document has them, settings by their own words. */
export function changeText(change: Change, documents: Documents, locale: Locale): string {
  if (change.path.length === 0) return translate(locale, 'program.diff.whole')
  const place = placeOf(change.path)
  const values = { ...placeWords(place, documents, locale), ...changeWords(change) }
  if (place?.rest.length === 0 && change.kind !== 'changed') return translate(locale, `program.diff.entry_${change.kind}`, values)
  const rest = place?.rest ?? change.path
  const item = rest.at(-1)
  const isItem = typeof item === 'object' && change.kind !== 'changed'
  const field = diffPathText(isItem ? rest.slice(0, -1) : rest)
  if (!isItem) return translate(locale, `program.diff.${change.kind}`, { ...values, field: field === '' ? diffPathText(change.path) : field })
  return translate(locale, `program.diff.item_${change.kind}`, { ...values, field, item: item.id })
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

function changeWords(change: Change): Record<string, TextValue> {
  if (change.kind === 'moved') return { from: change.from + 1, to: change.to + 1 }
  const [before, after] = ['before' in change ? quoted(change.before) : '', 'after' in change ? quoted(change.after) : '']
  return { before, after, isShort: Math.max(before.length, after.length) <= MOST_CHARACTERS ? 'yes' : 'no' }
}

/** A text of several words in quotes, so that a sentence does not run into it. */
function quoted(value: unknown): string {
  return typeof value === 'string' && !/^\S+$/.test(value) ? `“${value}”` : inline(value)
}

/** A value on one line, as YAML would write it. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (!isFields(value)) return String(value)
  const fields = Object.entries(value).map(([name, one]) => `${name}: ${inline(one)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

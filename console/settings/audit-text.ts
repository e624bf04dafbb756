import type { Words } from '#console/words/use-words.ts'
import { isFields, readMask } from './audit-diff.ts'
import { isId } from './audit-subject.ts'
import { roleName } from './role-name.ts'

export type Names = Readonly<Record<string, string>>
export type Telling = { key: string; words: Words; names: Names }

/** What a field is called in the console; as it stands where there is no word for it. */
export function fieldText(key: string, { say, has }: Words): string {
  return has(`audit.fields.${key}`) ? say(`audit.fields.${key}`) : key
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/
/** Fields whose values have words elsewhere in the console, each in the first place that has one. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  channel: ['consents.channel'], purpose: ['consents.purpose'], source: ['consents.source'], kind: ['members.kinds', 'bulk.deed', 'mail.kind'], scopes: ['permission'], permissions: ['permission'],
  mode: ['mode'], security: ['mail.way'], columns: ['roster.column'], sort: ['audit.sorts'], type: ['event'], status: ['jobs.status', 'coupons.state'], origin: ['coupons.origin'],
}
/** Numbers that name something, and count nothing. */
const NAMING: ReadonlySet<string> = new Set(['port', 'version', 'against', 'number', 'revision'])
/** Somebody who did something is told by their id where their name is gone. */
const SOMEBODY = /^(?:mem|stf|key)_/

/** Nothing, or an id that says nothing to a reader. */
export function isBare(value: unknown, names: Names): boolean {
  return value === undefined || value === null || (typeof value === 'string' && isId(value) && names[value] === undefined && !SOMEBODY.test(value))
}

/** A value in words: names for ids, times of here, yes and no; a list by its items, and an item by its fields. */
export function plainText(value: unknown, telling: Telling): string {
  const { key, words, names } = telling
  const { say, has, number, time } = words
  if (Array.isArray(value)) return value.map((item) => plainText(item, telling)).join(isFields(value[0]) ? '\n' : say('audit.and'))
  if (isFields(value)) return Object.entries(value).filter(([, held]) => held !== '' && !isBare(held, names)).map(([name, held]) => say('audit.pair', { name: fieldText(name, words), value: plainText(held, { ...telling, key: name }) })).join(say('audit.and'))
  if (typeof value === 'boolean') return say(value ? 'audit.yes' : 'audit.no')
  if (typeof value === 'number') return NAMING.has(key) ? String(value) : number(value)
  const text = String(value)
  if (names[text] !== undefined) return names[text]
  if (TIME.test(text)) return time(text)
  if (key === 'role') return roleName(words, { role: text, name: null })
  const known = VALUES[key]?.map((place) => `${place}.${text}`).find(has)
  if (known !== undefined) return say(known)
  const { shown, isAnother } = readMask(text)
  return isAnother ? say('audit.another', { value: shown }) : shown
}

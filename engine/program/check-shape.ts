import { shown } from '#engine/shape'
import type { DraftDocument } from './draft.ts'
import { nearest } from './near.ts'
import type { Notes, Path, Step, Words } from './problem.ts'
import { Criteria, ProgramDocument } from './schema.ts'
import { EventName, FieldName, Id, Language } from './shapes.ts'

/** The part of JSON Schema that the program document is written in. */
type Rule = {
  title?: string
  type?: 'string' | 'integer' | 'array' | 'object'
  const?: string | boolean
  enum?: string[]
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  items?: Rule
  minItems?: number
  maxItems?: number
  properties?: Record<string, Rule>
  patternProperties?: Record<string, Rule>
  minProperties?: number
  required?: string[]
  anyOf?: Rule[]
  $ref?: string
  $defs?: Record<string, Rule>
}

type Place = { path: Path; notes: Notes; /** How many criteria lie around this one. */ nested: number }
type Wish = { wish: string; values?: Record<string, string | number> }

/** Criteria of a merchant nest two or three deep; the engine reads them by recursion. */
const DEEPEST_CRITERIA = 8

const DEFINITIONS = Criteria.$defs as unknown as Record<string, Rule>
const KEY_TITLES = new Map(([Id, EventName, FieldName, Language] as Rule[]).map(({ pattern, title }) => [pattern, title]))

/** Notes every place whose shape is not the schema's, and answers with what is left of the document without them. */
export function checkShape(value: unknown, notes: Notes): DraftDocument | undefined {
  return walk(ProgramDocument as unknown as Rule, value, { path: [], notes, nested: 0 }) as DraftDocument | undefined
}

function walk(rule: Rule, value: unknown, place: Place): unknown {
  if (value === null) return refuse(place, 'empty_value', wishOf(rule))
  if (rule.$ref !== undefined) {
    if (place.nested >= DEEPEST_CRITERIA) return refuse(place, 'too_deep', { wish: 'too_deep' })
    return walk({ ...DEFINITIONS[rule.$ref]!, title: 'criteria' }, value, { ...place, nested: place.nested + 1 })
  }
  if (rule.anyOf) return walkUnion(rule, value, place)
  if (rule.enum) return walkWords(rule.enum, value, place)
  if (rule.const !== undefined) return value === rule.const ? value : refuse(place, 'wrong_type', { ...wishOf(rule), found: shown(value) })
  switch (rule.type) {
    case 'string': return walkText(rule, value, place)
    case 'integer': return walkInteger(rule, value, place)
    case 'array': return walkList(rule, value, place)
    default: return rule.properties ? walkObject(rule, value, place) : walkEntries(rule, value, place)
  }
}

function walkText(rule: Rule, value: unknown, place: Place): unknown {
  const wish = { ...wishOf(rule), found: shown(value) }
  if (typeof value === 'number' || typeof value === 'boolean') return refuseUnquoted(rule, value, place)
  if (typeof value !== 'string') return refuse(place, 'wrong_type', wish)
  if (value.length < (rule.minLength ?? 0)) return refuse(place, 'empty_value', wish)
  if (value.length > (rule.maxLength ?? Infinity)) return refuse(place, 'too_long', { values: { length: value.length, most: rule.maxLength! } })
  if (rule.pattern !== undefined && !new RegExp(rule.pattern).test(value)) return refuse(place, 'bad_format', wish)
  return value
}

/** YAML reads 1.5 and true without quotes as a number and a truth. */
function refuseUnquoted(rule: Rule, value: number | boolean, place: Place): undefined {
  const text = String(value)
  const isMeant = rule.pattern === undefined ? rule.title === undefined || rule.title === 'local_text' : new RegExp(rule.pattern).test(text)
  if (isMeant) return refuse(place, 'quotes_missing', { wish: 'quotes', found: text, values: { quoted: JSON.stringify(text) } })
  return refuse(place, 'wrong_type', { ...wishOf(rule), found: text })
}

function walkInteger(rule: Rule, value: unknown, place: Place): unknown {
  const wish = { ...wishOf(rule), found: shown(value) }
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) {
    return refuse(place, 'quotes_needless', { wish: 'no_quotes', found: shown(value), values: { bare: value } })
  }
  if (typeof value !== 'number') return refuse(place, 'wrong_type', wish)
  if (!Number.isInteger(value)) return refuse(place, 'not_whole', wish)
  if (value < rule.minimum! || value > rule.maximum!) return refuse(place, 'out_of_range', wish)
  return value
}

function walkWords(words: readonly string[], value: unknown, place: Place): unknown {
  if (typeof value === 'string' && words.includes(value)) return value
  return refuse(place, 'unknown_word', { wish: 'words', found: shown(value), values: { words: words.join(', '), near: near(value, words) } })
}

function walkList(rule: Rule, value: unknown, place: Place): unknown {
  if (!Array.isArray(value)) return refuse(place, 'wrong_type', { ...wishOf(rule), found: shown(value) })
  if (value.length < (rule.minItems ?? 0)) return refuse(place, 'empty_list', { wish: 'list' })
  if (value.length > (rule.maxItems ?? Infinity)) note(place, 'too_many', { found: String(value.length), values: { most: rule.maxItems! } })
  return value.map((item, index) => walk(rule.items!, item, within(place, index)))
}

function walkEntries(rule: Rule, value: unknown, place: Place): unknown {
  if (!isObject(value)) return refuse(place, 'wrong_type', { ...wishOf(rule), found: shown(value) })
  const [pattern, entry] = Object.entries(rule.patternProperties!)[0]!
  const names = Object.keys(value)
  if (names.length < (rule.minProperties ?? 0)) return refuse(place, 'empty_value', wishOf(rule))
  const kept: Record<string, unknown> = Object.create(null)
  for (const name of names) {
    const isNamed = new RegExp(pattern).test(name)
    if (!isNamed) note(within(place, name), 'bad_name', { wish: KEY_TITLES.get(pattern) ?? 'id', found: name, isKey: true })
    const child = walk(entry, value[name], within(place, name))
    if (isNamed) kept[name] = child
  }
  return kept
}

function walkObject(rule: Rule, value: unknown, place: Place): Record<string, unknown> | undefined {
  if (!isObject(value)) return refuse(place, 'wrong_type', { ...wishOf(rule), found: shown(value) })
  const properties = rule.properties!
  const known = Object.keys(properties)
  const kept: Record<string, unknown> = Object.create(null)
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(properties, key)) kept[key] = walk(properties[key]!, value[key], within(place, key))
    else noteUnknownKey(key, known.filter((name) => !Object.hasOwn(value, name)), place)
  }
  for (const key of rule.required ?? []) {
    if (!Object.hasOwn(value, key)) note(within(place, key), 'missing_key', { ...wishOf(properties[key]!), found: key, isKey: true })
  }
  if (Object.keys(value).length < (rule.minProperties ?? 0)) note(place, 'empty_value', wishOf(rule))
  return kept
}

function noteUnknownKey(key: string, free: readonly string[], place: Place): void {
  note(within(place, key), 'unknown_key', { wish: 'key', found: key, isKey: true, values: { near: near(key, free), keys: free.join(', ') } })
}

/** A union is read by what stands there: a word by the words, an object by the keys that only one of its branches asks for. */
function walkUnion(rule: Rule, value: unknown, place: Place): unknown {
  const branches = rule.anyOf!
  if (isObject(value)) return walkBranch(rule, value, place)
  const count = branches.find((branch) => branch.type === 'integer')
  if (count && (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)))) return walkInteger({ ...count, title: rule.title! }, value, place)
  const texts = branches.filter((branch) => branch.type === 'string' || branch.enum)
  const words = texts.flatMap((branch) => branch.enum ?? (typeof branch.const === 'string' ? [branch.const] : []))
  const free = texts.find((branch) => branch.const === undefined && branch.enum === undefined)
  if (typeof value === 'string' && words.includes(value)) return value
  if (free && (typeof value !== 'string' || words.length === 0 || new RegExp(free.pattern ?? '').test(value))) {
    return walkText({ ...free, title: rule.title! }, value, place)
  }
  if (typeof value !== 'string') return refuse(place, 'wrong_type', { ...wishOf(rule), found: shown(value) })
  return refuse(place, 'unknown_choice', { ...wishOf(rule), found: shown(value), values: { near: near(value, words) } })
}

function walkBranch(rule: Rule, value: Record<string, unknown>, place: Place): unknown {
  const branches = rule.anyOf!.filter((branch) => branch.properties || branch.patternProperties)
  const entries = branches.find((branch) => branch.patternProperties)
  if (entries) return walkEntries({ ...entries, title: rule.title! }, value, place)
  const asked = (branch: Rule): number => branch.required!.filter((key) => Object.hasOwn(value, key)).length
  const known = (branch: Rule): number => Object.keys(value).filter((key) => Object.hasOwn(branch.properties!, key)).length
  const first = (branch: Rule): number => Object.keys(value).findIndex((key) => branch.required!.includes(key))
  const chosen = branches.filter((branch) => asked(branch) > 0).sort((a, b) => asked(b) - asked(a) || known(b) - known(a) || first(a) - first(b))[0]
  if (!chosen) return refuseBranches(rule, value, place)
  const other = Object.keys(value)[first(chosen)]!
  const others = new Set(branches.flatMap((branch) => Object.keys(branch.properties!)).filter((key) => !Object.hasOwn(chosen.properties!, key)))
  const strangers = Object.keys(value).filter((key) => others.has(key))
  for (const key of strangers) note(within(place, key), 'keys_apart', { ...wishOf(rule), found: key, isKey: true, values: { other } })
  const kept = walkObject(chosen, Object.fromEntries(Object.entries(value).filter(([key]) => !others.has(key))), place)
  // A branch without what makes it that branch says nothing that could be judged.
  return chosen.required!.every((key) => kept![key] !== undefined) ? kept : undefined
}

function refuseBranches(rule: Rule, value: Record<string, unknown>, place: Place): undefined {
  const wanted = rule.anyOf!.flatMap((branch) => branch.required ?? [])
  const typo = Object.keys(value).find((key) => nearest(key, wanted) !== undefined)
  if (typo === undefined) return refuse(place, 'wrong_type', { ...wishOf(rule), found: shown(value) })
  return refuse(within(place, typo), 'unknown_key', { wish: 'key', found: typo, isKey: true, values: { near: near(typo, wanted), keys: wanted.join(', ') } })
}

/** What would be right in a place of this rule. */
function wishOf(rule: Rule): Wish {
  if (rule.title !== undefined) return { wish: rule.title }
  if (rule.$ref !== undefined) return { wish: 'criteria' }
  if (rule.enum) return { wish: 'words', values: { words: rule.enum.join(', '), near: '' } }
  if (rule.const === true) return { wish: 'true' }
  if (rule.type === 'integer') return { wish: 'integer', values: { least: rule.minimum!, most: rule.maximum! } }
  if (rule.type === 'string') return { wish: 'text' }
  if (rule.type === 'array') return { wish: 'list' }
  return rule.properties ? { wish: 'object', values: { keys: Object.keys(rule.properties).join(', ') } } : { wish: 'entries' }
}

function near(typed: unknown, words: readonly string[]): string {
  return typeof typed === 'string' ? nearest(typed, words) ?? '' : ''
}

function within(place: Place, step: Step): Place {
  return { ...place, path: [...place.path, step] }
}

function note({ path, notes }: Place, code: string, words: Words): void {
  notes.mistake(path, code, words)
}

function refuse(place: Place, code: string, words: Words): undefined {
  note(place, code, words)
  return undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

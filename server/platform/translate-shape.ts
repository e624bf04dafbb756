import type { TSchema } from 'typebox'
import { instantText, parseInstant, type Instant } from '#engine/calendar'
import { shown, type ShapeProblem } from '#engine/shape'
import { localeOf } from '#engine/text'
import { TIME } from './schemas.ts'

type Keys = readonly string[]
type Schema = { isInstant?: true; isLanguage?: true; anyOf?: Schema[]; items?: Schema; properties?: Record<string, Schema>; patternProperties?: Record<string, Schema> }
type Turn = (value: unknown, keys: Keys, problems: ShapeProblem[]) => unknown

const EARLIEST: Instant = 0
const LATEST: Instant = Date.UTC(2200, 0, 1)

/** From the outside form of a value that fits its schema to the inside form: times become instants, language tags one of our languages. */
export function inwardOf(schema: TSchema): (value: unknown) => { value: unknown; problems: ShapeProblem[] } {
  const turn = turnOf(schema as Schema, { instant: readInstant, language: (value) => (typeof value === 'string' ? localeOf(value) : value) })
  return (value) => {
    const problems: ShapeProblem[] = []
    return { value: turn === null ? value : turn(value, [], problems), problems }
  }
}

/** From the inside form to the outside form: instants become times in UTC. */
export function outwardOf(schema: TSchema): (value: unknown) => unknown {
  const turn = turnOf(schema as Schema, { instant: (value) => (typeof value === 'number' ? instantText(value) : value), language: (value) => value })
  return turn === null ? (value) => value : (value) => turn(value, [], [])
}

function readInstant(value: unknown, keys: Keys, problems: ShapeProblem[]): unknown {
  if (typeof value !== 'string') return value
  try {
    const at = parseInstant(value)
    if (at >= EARLIEST && at < LATEST) return at
    problems.push({ keys, found: shown(value), wanted: 'a time in the years 1970 to 2199', code: 'out_of_range' })
  } catch {
    problems.push({ keys, found: shown(value), wanted: TIME, code: 'bad_format' })
  }
  return value
}

/** The turn of everything below a schema; null when nothing there needs one. */
function turnOf(schema: Schema, leaves: { instant: Turn; language: Turn }): Turn | null {
  if (schema.isInstant) return leaves.instant
  if (schema.isLanguage) return leaves.language
  const choices = (schema.anyOf ?? []).flatMap((choice) => turnOf(choice, leaves) ?? [])
  if (choices.length > 0) return (value, keys, problems) => choices.reduce((turned, turn) => turn(turned, keys, problems), value)
  const item = schema.items && turnOf(schema.items, leaves)
  if (item) return (value, keys, problems) => (Array.isArray(value) ? value.map((one, index) => item(one, [...keys, String(index)], problems)) : value)
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => pair(name, turnOf(field, leaves)))
  if (fields.length > 0) return (value, keys, problems) => turnFields(value, { fields, keys, problems })
  const every = Object.values(schema.patternProperties ?? {}).flatMap((field) => turnOf(field, leaves) ?? [])[0]
  if (every === undefined) return null
  return (value, keys, problems) => turnFields(value, { fields: Object.keys(isRecord(value) ? value : {}).map((name) => [name, every] as const), keys, problems })
}

function turnFields(value: unknown, { fields, keys, problems }: { fields: readonly (readonly [string, Turn])[]; keys: Keys; problems: ShapeProblem[] }): unknown {
  if (!isRecord(value)) return value
  const turned = fields.filter(([name]) => value[name] !== undefined).map(([name, turn]) => [name, turn(value[name], [...keys, name], problems)])
  return { ...value, ...Object.fromEntries(turned) }
}

function pair(name: string, turn: Turn | null): (readonly [string, Turn])[] {
  return turn === null ? [] : [[name, turn]]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

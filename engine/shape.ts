import type { TSchema } from 'typebox'
import type { Validator } from 'typebox/compile'

/** Where a value differs from its schema: the keys that lead there, what stood there, what would be right. */
export type ShapeProblem = { keys: readonly string[]; found: string; wanted: string; code: ShapeCode }
export type ShapeCode = 'missing' | 'unknown_field' | 'wrong_type' | 'bad_format' | 'out_of_range'

const CODES: Readonly<Record<string, ShapeCode>> = { type: 'wrong_type', anyOf: 'wrong_type', pattern: 'bad_format', enum: 'bad_format', const: 'bad_format' }

type SchemaError = { keyword: string; schemaPath: string; instancePath: string; params: Record<string, unknown> }

/** A schema's errors in words that name what was found and wanted; of a field that fits none of several shapes, one problem. */
export function shapeProblems(validator: Validator, input: unknown): ShapeProblem[] {
  const errors = validator.Errors(input) as unknown as SchemaError[]
  const choices = errors.filter((error) => error.keyword === 'anyOf').map((error) => error.schemaPath)
  return errors
    .filter((error) => error.keyword !== 'boolean' && !choices.some((choice) => error.schemaPath.startsWith(`${choice}/`)))
    .flatMap((error) => shapeProblem(error, { schema: validator.Type(), input }))
}

/** ["order", "lines", "0", "id"] as "order.lines[0].id". */
export function pathText(keys: readonly string[]): string {
  return keys.reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`), '')
}

/** A value as a message quotes it: JSON, cut at 60 characters. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function shapeProblem(error: SchemaError, { schema, input }: { schema: TSchema; input: unknown }): ShapeProblem[] {
  const keys = keysOf(error.instancePath)
  const rule = reach(schema, keysOf(error.schemaPath.slice(1))) as { properties?: Record<string, unknown> } | undefined
  if (error.keyword === 'required') {
    const names = error.params.requiredProperties as string[]
    return names.map((name) => ({ keys: [...keys, name], found: 'nothing', wanted: wishOf(rule?.properties?.[name]), code: 'missing' }))
  }
  if (error.keyword === 'additionalProperties') {
    const names = error.params.additionalProperties as string[]
    const known = Object.keys(rule?.properties ?? {})
    const wanted = known.length > 0 ? `no field of this name; known are ${known.join(', ')}` : wishOf(rule)
    return names.map((name) => ({ keys: [...keys, name], found: shown(reach(input, [...keys, name])), wanted, code: 'unknown_field' }))
  }
  return [{ keys, found: shown(reach(input, keys)), wanted: wishOf(rule), code: CODES[error.keyword] ?? 'out_of_range' }]
}

/** What a schema wants, in English: what its author says of it, else what can be told of it. */
export function wishOf(rule: unknown): string {
  const { description, type, const: only, anyOf, enum: words } = (rule ?? {}) as { description?: string; type?: string; const?: unknown; anyOf?: unknown[]; enum?: string[] }
  if (description !== undefined) return description
  if (only !== undefined) return shown(only)
  if (words) return words.map(shown).join(' or ')
  if (anyOf) return anyOf.map(wishOf).join(' or ')
  return type === 'object' ? 'an object' : type === 'boolean' ? 'true or false' : type ?? 'any value'
}

function keysOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function reach(root: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((node, key) => (typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined), root)
}

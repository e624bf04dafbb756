import type { TObject, TSchema } from 'typebox'
import { assert } from '#engine/assert'

export type Json = { [keyword: string]: unknown }

/** The shapes of a document: each with a title is written once, under components, and referred to. */
export type Shapes = {
  components: Record<string, Json>
  write: (schema: TSchema) => Json
  /** The fields that must be sent: those without a default, which the edge puts in. */
  requiredOf: (schema: TObject) => string[]
  /** The shape of an object without some of its fields. */
  without: (schema: TSchema, fields: readonly string[]) => TSchema
}

const AT = '#/components/schemas/'

export function openShapes(): Shapes {
  const components: Record<string, Json> = {}
  return {
    components,
    // Through JSON: what a TypeBox schema says to TypeBox alone stays behind.
    write: (schema) => refer(JSON.parse(JSON.stringify(schema)), components) as Json,
    requiredOf: (schema) => requiredOf(schema as unknown as Json),
    without,
  }
}

function without(schema: TSchema, fields: readonly string[]): TSchema {
  const { properties, required = [], ...rest } = schema as unknown as { properties?: Record<string, unknown>; required?: string[] }
  if (properties === undefined || fields.length === 0) return schema
  const kept = Object.fromEntries(Object.entries(properties).filter(([name]) => !fields.includes(name)))
  return { ...rest, properties: kept, required: required.filter((name) => !fields.includes(name)) } as unknown as TSchema
}

function requiredOf({ properties = {}, required = [] }: { properties?: Record<string, Json>; required?: string[] }): string[] {
  return required.filter((name) => properties[name]?.['default'] === undefined && properties[name]?.['isLanguage'] === undefined)
}

function refer(node: unknown, components: Record<string, Json>): unknown {
  if (Array.isArray(node)) return node.map((item) => refer(item, components))
  if (typeof node !== 'object' || node === null) return node
  const { isInstant, isLanguage: _, required, ...keywords } = node as Json
  const written: Json = Object.fromEntries(Object.entries(keywords).map(([keyword, value]) => [keyword, refer(value, components)]))
  if (isInstant === true) written['format'] = 'date-time'
  if (Array.isArray(required)) {
    const must = requiredOf(node as { required: string[] })
    if (must.length > 0) written['required'] = must
  }
  return typeof written['title'] === 'string' && written['type'] !== 'string' ? define(written, components) : written
}

function define({ title, ...shape }: Json, components: Record<string, Json>): Json {
  const name = title as string
  const known = components[name]
  assert(known === undefined || JSON.stringify(known) === JSON.stringify(shape), 'a title names one shape', name)
  components[name] = shape
  return { $ref: `${AT}${name}` }
}

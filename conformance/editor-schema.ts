import { Type } from 'typebox'
import { Being, Case, deedSchemas, parts, tellings } from './case-schema.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** The JSON Schema of a case file, for editors: all that a story may tell, with each part that occurs often written once. */
export function caseFileSchema(): Json {
  const { $ref: _, ...deed } = plain(Type.Union([Type.Literal('joins'), ...Object.values(deedSchemas)]))
  const definitions: Record<string, Json> = { ...Object.fromEntries(Object.entries(parts).map(([name, schema]) => [name, plain(schema)])), deed, being: plain(Being) }
  const story = { ...plain(tellings.told), additionalProperties: { $ref: '#/$defs/deed' } }
  const expectation = { ...plain(Case.properties.expect.items), additionalProperties: { $ref: '#/$defs/being' } }
  const one = plain(Case)
  const properties = {
    ...(one.properties as Record<string, Json>),
    events: { ...plain(Case.properties.events), items: { anyOf: [story, plain(tellings.again), plain(tellings.outside)] } },
    expect: { ...plain(Case.properties.expect), items: expectation },
  }
  const strict = { ...one, properties }
  // Where rows fill in <names>, any value may be one: only the fields of the case are checked.
  const open = { ...one, required: [...(one.required as Json[]), 'each'], properties: Object.fromEntries(Object.keys(properties).map((name) => [name, {}])) }
  const names = new Map(Object.entries(definitions).map(([name, schema]) => [JSON.stringify(schema), name]))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Conformance cases of Rockpool',
    type: 'object',
    required: ['cases'],
    additionalProperties: false,
    properties: { about: { type: 'string' }, cases: { type: 'array', minItems: 1, items: { anyOf: [named(strict, names), open] } } },
    $defs: Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [name, inside(schema, names)])),
  }
}

function plain(schema: object): Record<string, Json> {
  return JSON.parse(JSON.stringify(schema)) as Record<string, Json>
}

/** The value with every part that has a name replaced by it. */
function named(value: Json, names: ReadonlyMap<string, string>): Json {
  const name = names.get(JSON.stringify(value))
  return name === undefined ? inside(value, names) : { $ref: `#/$defs/${name}` }
}

function inside(value: Json, names: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((each: Json) => named(each, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value as Record<string, Json>).map(([key, each]) => [key, named(each, names)]))
}

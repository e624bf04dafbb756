import { ProgramDocument, SHAPES } from './schema.ts'

/** A JSON Schema as plain data. */
export type JsonSchema = { [keyword: string]: unknown }

const ID = 'urn:rockpool:schema:program'

/**
 * The program document as a JSON Schema (draft 2020-12) for editors and other languages, from the same definitions as the check:
 * each shape with a title is defined once and referred to. It says the form; `checkProgram` also says what names mean.
 */
export function programJsonSchema(): JsonSchema {
  const definitions: JsonSchema = {}
  // Through JSON: what a TypeBox schema says to TypeBox alone stays behind.
  const [root, ...shapes] = JSON.parse(JSON.stringify([ProgramDocument, ...SHAPES])) as JsonSchema[]
  for (const shape of shapes) refer(shape, definitions)
  const { description, ...rest } = refer(root, definitions) as JsonSchema
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: ID,
    title: 'Rockpool program',
    description,
    ...rest,
    $defs: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** The same schema with every titled part moved to the definitions; what a place says in its own words stays there. */
function refer(node: unknown, definitions: JsonSchema): unknown {
  if (Array.isArray(node)) return node.map((item) => refer(item, definitions))
  if (typeof node !== 'object' || node === null) return node
  const schema = node as JsonSchema
  if (isCyclic(schema)) return referCyclic(schema, definitions)
  if (typeof schema['$ref'] === 'string') return { $ref: `#/$defs/${schema['$ref'].toLowerCase()}` }
  const referred = Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, refer(value, definitions)]))
  return typeof schema['title'] === 'string' ? define(referred, schema['title'], definitions) : referred
}

type Cyclic = JsonSchema & { $ref: string; $defs: Record<string, JsonSchema>; title: string }

function isCyclic(schema: JsonSchema): schema is Cyclic {
  return typeof schema['$ref'] === 'string' && typeof schema['$defs'] === 'object'
}

function referCyclic({ $ref, $defs, title, description }: Cyclic, definitions: JsonSchema): JsonSchema {
  if (!Object.hasOwn(definitions, title)) {
    // Its own name first, so that the parts within find it.
    definitions[title] = {}
    const { $id: _, ...definition } = $defs[$ref] as JsonSchema
    definitions[title] = refer(definition, definitions)
  }
  return { $ref: `#/$defs/${title}`, description }
}

/** A title's own description is the definition's; what a place says in other words is kept beside the reference. */
function define(schema: JsonSchema, title: string, definitions: JsonSchema): JsonSchema {
  const { title: _, ...definition } = schema
  const known = definitions[title] as JsonSchema | undefined
  if (known === undefined) definitions[title] = definition
  const isPlain = known === undefined || known['description'] === definition['description']
  return { $ref: `#/$defs/${title}`, ...(isPlain ? {} : { description: definition['description'] }) }
}

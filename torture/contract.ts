import { Ajv2020 } from 'ajv/dist/2020.js'
import { openAsk } from './ask.ts'

export type Schema = { [keyword: string]: unknown }

/** A parameter of an operation, with a judge of its text. */
export type Parameter = { name: string; in: 'path' | 'query' | 'header'; schema: Schema; isRight: (text: string) => boolean }

/** An operation as the document has it, with a judge of its body. */
export type Operation = {
  method: string
  /** With {name} where a parameter stands. */
  path: string
  parameters: readonly Parameter[]
  body: { schema: Schema; example: unknown; isRight: (value: unknown) => boolean } | null
  /** Whether anybody may call it, whatever they send to show who they are. */
  isOpen: boolean
  /** The statuses that the document names, with judges of the answers of those that are no problem. */
  statuses: ReadonlyMap<number, ((value: unknown) => boolean) | null>
}

/** What the document of a server promises. */
export type Contract = { operations: readonly Operation[]; isProblem: (value: unknown) => boolean; resolve: (schema: Schema) => Schema }

type Json = { [name: string]: unknown }
type Document = { paths: Record<string, Record<string, Json>>; components: { schemas: Record<string, Schema>; parameters: Record<string, Json>; responses: Record<string, Json> } }

const ID = 'urn:rockpool:openapi'

/** Reads the document of a running server and makes a judge of every schema in it. */
export async function readContract(urls: readonly string[]): Promise<Contract> {
  const { components, paths } = (await openAsk(urls, '')('/../openapi.json')).body as unknown as Document
  const ajv = new Ajv2020({ strict: false, validateFormats: true, formats: { 'date-time': true } })
  ajv.addSchema({ $id: ID, components })
  const judge = (schema: Schema): ((value: unknown) => boolean) => ajv.compile(absolute(schema) as Schema)
  const resolve = (schema: Schema): Schema => (typeof schema['$ref'] === 'string' ? resolve(found(components, schema['$ref'])) : schema)
  const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]): Operation => ({
    method: method.toUpperCase(), path, isOpen: operation['x-door'] === 'anybody',
    parameters: ((operation['parameters'] ?? []) as Schema[]).map((parameter) => parameterOf(resolve(parameter), judge)),
    body: bodyOf(operation, judge), statuses: statusesOf(operation, resolve, judge),
  })))
  return { operations, isProblem: judge({ $ref: '#/components/schemas/Problem' }), resolve }
}

/** References within the document, as a schema elsewhere names them. */
function absolute(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(absolute)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === '$ref' ? `${ID}${String(value)}` : absolute(value)]))
}

function found(components: Document['components'], reference: string): Schema {
  return reference.split('/').slice(2).reduce<unknown>((node, part) => (node as Json)[part], components) as Schema
}

/** The text of a query is read as the server reads it: whole numbers and truths among the fields are no texts. */
function parameterOf(parameter: Schema, judge: (schema: Schema) => (value: unknown) => boolean): Parameter {
  const schema = parameter['schema'] as Schema
  const isValue = judge(schema)
  const read = (text: string): unknown => (schema['type'] === 'integer' && /^-?\d{1,15}$/.test(text) ? Number(text) : schema['type'] === 'boolean' && /^(?:true|false)$/.test(text) ? text === 'true' : text)
  return { name: parameter['name'] as string, in: parameter['in'] as Parameter['in'], schema, isRight: (text) => isValue(read(text)) }
}

function contentOf(holder: Schema | undefined): { schema: Schema; example?: unknown } | undefined {
  return (holder?.['content'] as Record<string, { schema: Schema; example?: unknown }> | undefined)?.['application/json']
}

function bodyOf(operation: Json, judge: (schema: Schema) => (value: unknown) => boolean): Operation['body'] {
  const content = contentOf(operation['requestBody'] as Schema | undefined)
  return content === undefined ? null : { schema: content.schema, example: content.example, isRight: judge(content.schema) }
}

function statusesOf(operation: Json, resolve: Contract['resolve'], judge: (schema: Schema) => (value: unknown) => boolean): Operation['statuses'] {
  return new Map(Object.entries(operation['responses'] as Record<string, Schema>).map(([status, response]) => {
    const content = contentOf(resolve(response))
    return [Number(status), content === undefined ? null : judge(content.schema)] as const
  }))
}

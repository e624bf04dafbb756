/** As much of JSON Schema as the contract uses. */
type Schema = {
  $ref?: string; type?: string | string[]; enum?: unknown[]; const?: unknown; anyOf?: Schema[]; items?: Schema; description?: string
  properties?: Record<string, Schema>; required?: string[]; additionalProperties?: boolean | Schema; patternProperties?: Record<string, Schema>
}
type Content = Record<string, { schema: Schema }>
type Parameter = { name: string; in: string; required?: boolean; schema: Schema }
type Operation = {
  summary?: string; parameters?: (Parameter | { $ref: string })[]; requestBody?: { required?: boolean; content: Content }
  responses: Record<string, { content?: Content } | { $ref: string }>
}
/** An OpenAPI 3.1 document, as `server/app/openapi.ts` makes it. */
export type Contract = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> } }

const HEAD = `// Written by \`npm run sdk\` from the list of routes. Change the routes, not this file.
`

/** The contract as TypeScript: \`components\` for the shapes and \`paths\` in the form that openapi-fetch reads. The same document gives the same text. */
export function writeTypes({ paths, components }: Contract): string {
  const shapes = Object.entries(components.schemas).map(([name, schema]) => `${commentOf(schema.description)}export type ${name} = ${typeOf(schema)}\n`)
  const rows = Object.entries(paths).map(([path, methods]) => `  '${path}': {${Object.entries(methods).map(([method, operation]) => `\n${commentOf(operation.summary, '    ')}    ${method}: ${operationOf(operation, components.parameters)}`).join('')}\n  }`)
  return `${HEAD}\n${shapes.join('\n')}\nexport type Paths = {\n${rows.join('\n')}\n}\n`
}

function commentOf(text: string | undefined, indent = ''): string {
  return text === undefined ? '' : `${indent}/** ${text.replaceAll('*/', '* /').replaceAll('\n', ' ')} */\n`
}

function operationOf({ parameters = [], requestBody, responses }: Operation, shared: Contract['components']['parameters']): string {
  const known = parameters.map((parameter) => ('$ref' in parameter ? shared[parameter.$ref.split('/').at(-1) as string] as Parameter : parameter))
  const places = ['query', 'header', 'path'].map((place) => `${place}${fieldsOf(known.filter((each) => each.in === place))}`)
  const body = requestBody === undefined ? 'requestBody?: never' : `requestBody${requestBody.required === true ? '' : '?'}: { content: ${contentOf(requestBody.content)} }`
  const answers = Object.entries(responses).flatMap(([status, answer]) => ('content' in answer && Number(status) < 300 ? [`${status}: { headers: {}; content: ${contentOf(answer.content as Content)} }`] : []))
  return `{ parameters: { ${places.join('; ')} }; ${body}; responses: { ${[...answers, "default: { headers: {}; content: { 'application/problem+json': Problem } }"].join('; ')} } }`
}

function fieldsOf(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return '?: never'
  const isNeeded = parameters.some(({ required }) => required === true)
  return `${isNeeded ? '' : '?'}: { ${parameters.map(({ name, required, schema }) => `${keyOf(name)}${required === true ? '' : '?'}: ${typeOf(schema)}`).join('; ')} }`
}

function contentOf(content: Content): string {
  return `{ ${Object.entries(content).map(([type, { schema }]) => `'${type}': ${typeOf(schema)}`).join('; ')} }`
}

/** A schema as a type. What a type cannot say, such as patterns and limits, the server says. */
function typeOf(schema: Schema): string {
  const { $ref, type, enum: values, anyOf, items } = schema
  if ($ref !== undefined) return $ref.split('/').at(-1) as string
  if ('const' in schema) return JSON.stringify(schema.const)
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ')
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeOf))].join(' | ')
  if (Array.isArray(type)) return type.map((each) => typeOf({ ...schema, type: each })).join(' | ')
  if (type === 'array') return `${wrapped(typeOf(items ?? {}))}[]`
  if (type === 'object' || schema.properties !== undefined) return objectOf(schema)
  return { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' }[type ?? ''] ?? 'unknown'
}

function objectOf({ properties, required = [], additionalProperties, patternProperties = {} }: Schema): string {
  const open = additionalProperties === true ? {} : typeof additionalProperties === 'object' ? additionalProperties : Object.values(patternProperties)[0]
  if (properties === undefined) return `Record<string, ${typeOf(open ?? {})}>`
  const fields = Object.entries(properties).map(([name, field]) => `${keyOf(name)}${required.includes(name) ? '' : '?'}: ${typeOf(field)}`)
  return `{ ${fields.join('; ')} }${additionalProperties === true ? ' & Record<string, unknown>' : ''}`
}

function keyOf(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`
}

function wrapped(type: string): string {
  return type.includes(' ') ? `(${type})` : type
}

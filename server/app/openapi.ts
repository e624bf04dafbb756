import { HTTP_STATUS } from '#server/platform/errors'
import { Problem } from '#server/platform/problem'
import type { Route } from '#server/platform/route'
import type { TObject, TSchema } from 'typebox'
import { LIMITS, type Limits } from './limits.ts'
import { errorResponses, headersOf, PARAMETERS, responsesOf } from './openapi-responses.ts'
import { openShapes, type Json, type Shapes } from './openapi-shapes.ts'
import { pathFields } from './read-input.ts'
import { API } from './serve-route.ts'

const DESCRIPTION = `Rockpool is a membership and loyalty engine. Orders and members' actions come in as events; points, levels and the reason for each number come out.

**Keys.** Send \`Authorization: Bearer rp_…\`. A key belongs to one store and has permissions; each operation names the one that it asks for. Keys that begin with \`rp_test_\` open a sandbox, whose clock you advance.

**Doors.** Each operation names who may call it: a key; staff who are signed in (their cookie, and \`Rockpool-Store\` with the store's id; what writes must come from our own pages); members (\`Authorization: Bearer rm_…\` or their cookie), for whom \`member\` is \`me\`; or anybody who names a store in \`Rockpool-Store\`. With \`Rockpool-Caller: shopper\` the cookie of staff in the same browser is passed over.

**Problems** are told as RFC 9457 has it (\`application/problem+json\`), with a \`code\` for programs, a sentence in the language of \`Accept-Language\` (English, Chinese), and every mistake with its path.

**Twice is once.** An event has a \`source\` and an \`id\`, or an \`Idempotency-Key\`; sent again, it gets the first answer again. So does the making of a member under an \`Idempotency-Key\`.

**Times** are ISO 8601 with their offset; amounts are whole minor units with their currency; points are whole.`

/** Who may call: the four sorts of caller. */
const SCHEMES = {
  key: { type: 'http', scheme: 'bearer', description: 'An API key of the store: rp_live_… or rp_test_….' },
  staff: { type: 'apiKey', in: 'cookie', name: 'rockpool_staff', description: 'The session of somebody of the staff; under https its name begins with __Host-.' },
  member: { type: 'http', scheme: 'bearer', description: 'The session of a member: rm_…; or the cookie of the member centre.' },
  store: { type: 'apiKey', in: 'header', name: 'Rockpool-Store', description: 'The store that staff work in, or a guest looks at, by its id or handle.' },
} as const

const TAGS: Readonly<Record<string, string>> = {
  events: 'What members do: orders, refunds, actions, spends, adjustments.',
  members: 'Who members are, what they have, and why.',
  programs: 'The rules: drafts, versions, what changed between them, and what they would do.',
  catalogue: 'What is sold, for how much, and who may see which price.',
  prices: 'What products cost a shopper.',
  quotes: 'What a cart costs, what comes of it, and why.',
  keys: 'Who may call this API.',
  clock: 'Time in a sandbox.',
}

/** The contract as OpenAPI 3.1, made from the list that serves the requests. */
export function openApiDocument(routes: readonly Route<never>[], limits: Limits = LIMITS): object {
  const shapes = openShapes()
  const problem = shapes.write(Problem)
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = `${API}${route.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, shapes) }
  }
  const tags = [...new Set(routes.map(tagOf))]
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rockpool API', version: '1', description: DESCRIPTION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      contact: { name: 'Whoever runs this server' },
    },
    servers: [{ url: '/', description: 'This server' }],
    security: [{ key: [] }],
    tags: tags.map((name) => ({ name, description: TAGS[name] ?? name })),
    paths,
    components: {
      securitySchemes: schemesOf(routes),
      parameters: PARAMETERS, headers: headersOf(limits), responses: errorResponses(problem), schemas: shapes.components,
    },
  }
}

function tagOf({ path }: Pick<Route, 'path'>): string {
  return path.split('/')[1] as string
}

function operationOf(route: Route<never>, shapes: Shapes): Json {
  const { summary, description, permission, shoppers } = route
  const asked = doorText(route)
  return {
    operationId: operationIdOf(route), tags: [tagOf(route)], summary, description: description === undefined ? asked : `${description} ${asked}`,
    'x-permission': permission, ...(shoppers === undefined ? {} : { 'x-shoppers': shoppers }), ...(route.kind === 'storeless' ? { 'x-door': route.door } : {}), security: securityOf(route), ...parametersOf(route, shapes), ...bodyOf(route, shapes), responses: responsesOf(route, shapes, statusesOf(route)),
  }
}

/** Who may call it, in a sentence. */
function doorText(route: Route<never>): string {
  if (route.kind === 'storeless') return route.door === 'anybody' ? 'Open to anybody.' : 'For staff who are signed in, in no store.'
  const { permission, shoppers } = route
  const staff = permission === null ? [] : [`Asks for the permission \`${permission}\`.`]
  const others = shoppers === undefined ? [] : [shoppers === 'anybody' ? 'Open to members, for themselves, and to guests of the store.' : 'Open to members, for themselves.']
  return [...staff, ...others].join(' ')
}

function securityOf(route: Route<never>): Json[] {
  if (route.kind === 'storeless') return route.door === 'anybody' ? [{}] : [{ staff: [] }]
  const { permission, shoppers } = route
  return [...(permission === null ? [] : [{ key: [] }, { staff: [], store: [] }]), ...(shoppers === undefined ? [] : [{ member: [] }]), ...(shoppers === 'anybody' ? [{ store: [] }] : [])]
}

/** The schemes that some operation takes. */
function schemesOf(routes: readonly Route<never>[]): Json {
  const used = new Set(routes.flatMap((route) => securityOf(route).flatMap((one) => Object.keys(one))))
  return Object.fromEntries(Object.entries(SCHEMES).filter(([name]) => used.has(name)))
}

/** The summary as one word: "Replace an API key" is replaceApiKey. */
function operationIdOf({ summary }: Pick<Route, 'summary'>): string {
  return summary.replaceAll("'s", '').split(/\W+/).filter((word) => !/^(?:an?|the)$/.test(word)).map((word, index) => (index === 0 ? word.toLowerCase() : `${word.slice(0, 1).toUpperCase()}${word.slice(1).toLowerCase()}`)).join('')
}

function statusesOf({ method, path, kind, isNaming = false, isByLink = false, canConflict = kind !== 'reads' && kind !== 'streams' }: Route<never>): number[] {
  const body = method === 'POST' || method === 'PATCH' ? [400, 413, 415] : []
  const over = isByLink ? [HTTP_STATUS.gone] : []
  const known = path.includes(':') || isNaming ? [HTTP_STATUS.not_found] : []
  const refused = canConflict ? [HTTP_STATUS.conflict] : []
  return [...body, HTTP_STATUS.unauthenticated, HTTP_STATUS.forbidden, ...known, ...over, ...refused, HTTP_STATUS.invalid, HTTP_STATUS.limited, 500, HTTP_STATUS.unavailable].sort((a, b) => a - b)
}

function takesBody({ method }: Route<never>): boolean {
  return method === 'POST' || method === 'PATCH'
}

function parametersOf(route: Route<never>, shapes: Shapes): Json {
  const inPath = pathFields(route.path)
  const fields = Object.entries((route.input as TObject).properties ?? {}) as [string, TSchema][]
  const required = new Set(shapes.requiredOf(route.input as TObject))
  const shown = fields.filter(([name]) => inPath.includes(name) || !takesBody(route)).map(([name, schema]) => {
    const { description, ...shape } = shapes.write(schema)
    const isInPath = inPath.includes(name)
    return { name, in: isInPath ? 'path' : 'query', required: isInPath || required.has(name), description: description ?? name, schema: shape }
  })
  const key = route.kind === 'own' && route.isIdempotent === true ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []
  const parameters = [...shown, ...key]
  return parameters.length > 0 ? { parameters } : {}
}

function bodyOf(route: Route<never>, shapes: Shapes): Json {
  if (!takesBody(route)) return {}
  const taken = shapes.without(route.input, pathFields(route.path))
  const required = !('properties' in taken) || shapes.requiredOf(taken as TObject).length > 0
  const { input: example } = route.example
  return { requestBody: { required, content: { 'application/json': { schema: shapes.write(taken), ...(example === undefined ? {} : { example }) } } } }
}

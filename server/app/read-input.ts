import type { TObject, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { shapeProblems, shown, type ShapeProblem } from '#engine/shape'
import type { Locale } from '#engine/text'
import type { Route } from '#server/platform/route'
import { AppError } from '#server/platform/errors'
import { inwardOf } from '#server/platform/translate-shape'
import { shapeMistake } from './problem.ts'

/** The parts of a request that make up the input of a verb. */
export type Sent = { params: Readonly<Record<string, string>>; query: Readonly<Record<string, unknown>>; body: unknown; locale: Locale; shopper?: Shopper | undefined }

/** A shopper who sent it: with their id where they are signed in. */
export type Shopper = { memberId: string | null }

type Field = TSchema & { type?: string; default?: unknown; isLanguage?: true }

/** The fields of the path of a route. */
export function pathFields(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
}

/**
 * How a route's input is read: fields of the path and of the query or body are put together, checked and turned into their inside
 * form. The reader is compiled once. What it throws names every mistake by its path.
 */
export function openReader(route: Route<never>): (sent: Sent) => unknown {
  const takesBody = route.method === 'POST' || route.method === 'PATCH'
  if (route.kind === 'own' && route.isReadByVerb === true) return ({ query, body = {} }) => (requireNone(query), body)
  const fields = (route.input as TObject).properties as Record<string, Field>
  const inPath = pathFields(route.path)
  const validator = Compile(route.input)
  const inward = inwardOf(route.input)
  return ({ params, query, body, locale, shopper }) => {
    if (takesBody) requireNone(query)
    const sent = takesBody ? objectOf(body) : fromQuery(query, fields)
    const twice = inPath.filter((name) => Object.hasOwn(sent, name))
    if (twice.length > 0) throw shapeMistake(twice.map((name) => unknownField(name, sent[name])))
    const input = ownedBy(shopper, { ...defaultsOf(fields, locale), ...sent, ...params }, 'member' in fields)
    if (!validator.Check(input)) throw shapeMistake(shapeProblems(validator, input))
    const { value, problems } = inward(input)
    if (problems.length > 0) throw shapeMistake(problems)
    return value
  }
}

/**
 * What a shopper sent is about themselves: the field `member` is their own, said as "me" or by their id or left out, and a guest has none. Whoever else
 * is named might as well not be there. @throws AppError members.unknown
 */
function ownedBy(shopper: Shopper | undefined, input: Record<string, unknown>, takesMember: boolean): Record<string, unknown> {
  if (shopper === undefined || !takesMember) return input
  const { member } = input
  const { memberId } = shopper
  if (member !== undefined && (memberId === null || (member !== 'me' && member !== memberId))) throw new AppError('not_found', 'members.unknown', { member: typeof member === 'string' ? member : shown(member) })
  return memberId === null ? input : { ...input, member: memberId }
}

function requireNone(query: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(query)
  if (names.length > 0) throw shapeMistake(names.map((name) => unknownField(name, query[name])))
}

function unknownField(name: string, value: unknown): ShapeProblem {
  return { keys: [name], found: shown(value), wanted: 'no field of this name here', code: 'unknown_field' }
}

function objectOf(body: unknown): Record<string, unknown> {
  if (body === undefined) return {}
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw shapeMistake([{ keys: [], found: shown(body), wanted: 'an object', code: 'wrong_type' }])
}

function defaultsOf(fields: Record<string, Field>, locale: Locale): Record<string, unknown> {
  const known = Object.entries(fields).filter(([, field]) => field.default !== undefined || field.isLanguage)
  return Object.fromEntries(known.map(([name, field]) => [name, field.isLanguage ? locale : field.default]))
}

/** A query is text; whole numbers and truths among the fields are read from it, and a list may have one item. What cannot be read stays, and the check says what is wrong. */
function fromQuery(query: Readonly<Record<string, unknown>>, fields: Record<string, Field>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => {
    const type = Object.hasOwn(fields, name) ? fields[name]?.type : undefined
    if (type === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return [name, Number(value)]
    if (type === 'array' && typeof value === 'string') return [name, [value]]
    if (type === 'boolean' && (value === 'true' || value === 'false')) return [name, value === 'true']
    return [name, value]
  }))
}

import { assert } from '#engine/assert'
import { requireMember } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { ReadingRoute, Route, StorelessCall, StorelessRoute } from '#server/platform/route'
import { outwardOf } from '#server/platform/translate-shape'
import { BEFORES } from './audit-befores.ts'
import type { House } from './house.ts'
import { openReader, pathFields, type Sent } from './read-input.ts'

/** Reads what stands where a deed is done, in its outside form; null where nothing does. */
export type Look = (ctx: ReadContext, sent: Sent) => Promise<unknown>

/** Of what more rows were before nothing is read: the audit would keep no more of it than a hash. */
const MOST_ROWS = 20
/** A page of a list in which something is looked for. */
const AT_ONCE = 100

/** The address of what stands where a row writes; null: nothing does; undefined: nobody has said so. */
export function beforeOf({ method, path }: Pick<Route, 'method' | 'path'>, routes: readonly Route<House>[]): string | null | undefined {
  const said = BEFORES[`${method} ${path}`]
  if (said !== undefined || method === 'GET' || method === 'POST') return said
  return findBeside(path, routes) === null ? undefined : path
}

/** The row that reads what is at an address: the row of that address, or the list above it that has it as an item. */
export function findBeside(path: string, routes: readonly Route<House>[]): { beside: ReadingRoute; list: List | null } | null {
  const at = (address: string) => routes.find((one): one is ReadingRoute => one.kind === 'reads' && one.path === address && one.permission !== 'members:reveal')
  const exact = at(path)
  if (exact !== undefined) return { beside: exact, list: null }
  const [, above = '', name = ''] = /^(.+)\/:(\w+)$/.exec(path) ?? []
  const [beside] = [at(above)]
  const list = beside === undefined ? null : listOf(beside, name)
  return beside === undefined || list === null ? null : { beside, list }
}

/** Opens what reads before and after the deeds of a row; null where no row does. */
export function openLook(route: Route<House>, routes: readonly Route<House>[]): Look | null {
  const path = beforeOf(route, routes) ?? null
  const found = path === null || route.kind === 'storeless' ? null : findBeside(path, routes)
  if (path === null || found === null) return null
  const [ask, wanted] = [openAsk(found.beside), pathFields(path)]
  const { list } = found
  const readOne = async (ctx: ReadContext, locale: Sent['locale'], params: Fields): Promise<unknown> => {
    if (list === null) return ask(ctx, { params, locale })
    const { [list.name]: id = '', ...above } = params
    return lookInList({ ...list, id: await idOf(ctx, list.name, id) }, (query) => ask(ctx, { params: above, locale, query }))
  }
  return (ctx, { params, body, locale }) => {
    const one = fieldsIn(wanted, { ...objectIn(body), ...params })
    return one === null ? lookAtRows({ body, params, wanted }, (fields) => readOne(ctx, locale, fields)) : readOne(ctx, locale, one)
  }
}

type Fields = Readonly<Record<string, string>>

/** The fields of an address, where all of them are among what was sent. */
function fieldsIn(wanted: readonly string[], sent: Answer): Fields | null {
  const fields = wanted.map((field) => [field, sent[field]] as const)
  return fields.every((entry): entry is readonly [string, string] => typeof entry[1] === 'string') ? Object.fromEntries(fields) : null
}

function objectIn(value: unknown): Answer {
  return typeof value === 'object' && value !== null ? value as Answer : {}
}

type Asking = Pick<Sent, 'params' | 'locale'> & Partial<Pick<Sent, 'query'>>
type Answer = Readonly<Record<string, unknown>>

function openAsk(beside: ReadingRoute): (ctx: ReadContext, asking: Asking) => Promise<Answer | null> {
  const [read, outward] = [openReader(beside), outwardOf(beside.output)]
  return async (ctx, { params, locale, query = {} }) => {
    try {
      return outward(await beside.run(ctx, read({ params, query, body: undefined, locale }) as never)) as Answer
    } catch (error) {
      if (error instanceof AppError) return null
      throw error
    }
  }
}

type Shape = { properties?: Readonly<Record<string, { items?: Shape }>> }
type List = { name: string; items: string; field: string; isPaged: boolean }

/** The list of an answer whose items have a name of this sort, a buyer that of a member; null where the answer is no such list. */
function listOf(beside: ReadingRoute, name: string): List | null {
  const field = name === 'buyer' ? 'memberId' : name
  const found = Object.entries((beside.output as Shape).properties ?? {}).find(([, { items }]) => items?.properties !== undefined && field in items.properties)
  return found === undefined ? null : { name, items: found[0], field, isPaged: 'after' in ((beside.input as Shape).properties ?? {}) }
}

/** One item of a list, however far behind. */
async function lookInList({ items, field, isPaged, id }: List & { id: string }, read: (query: Record<string, string>) => Promise<Answer | null>): Promise<unknown> {
  for (let after: unknown = undefined; after !== null;) {
    const page = await read({ ...(isPaged ? { limit: String(AT_ONCE) } : {}), ...(typeof after === 'string' ? { after } : {}) })
    const item = (page?.[items] as readonly Answer[] | undefined)?.find((one) => one[field] === id)
    if (item !== undefined) return item
    after = page?.['next'] ?? null
  }
  return null
}

/** In lists a member stands by our own id, whatever the deed called them. */
async function idOf(ctx: ReadContext, name: string, value: string): Promise<string> {
  if (name !== 'buyer') return value
  return requireMember(ctx, value).catch((error: unknown) => {
    if (error instanceof AppError) return value
    throw error
  })
}

/** What each row of a body names, under the name that the rows have there; null where there is nothing, or too much. */
async function lookAtRows({ body, params, wanted }: { body: unknown; params: Fields; wanted: readonly string[] }, readOne: (fields: Fields) => Promise<unknown>): Promise<unknown> {
  const [name, rows] = Object.entries(objectIn(body)).find((entry): entry is [string, unknown[]] => Array.isArray(entry[1])) ?? ['', []]
  const named = new Map(rows.flatMap((row) => {
    const fields = fieldsIn(wanted, { ...objectIn(row), ...params })
    return fields === null ? [] : [[JSON.stringify(fields), fields] as const]
  }))
  if (named.size > MOST_ROWS) return null
  const found: Answer[] = []
  for (const fields of named.values()) found.push(...itemsOf(await readOne(fields)).map((item) => ({ ...fields, ...item })))
  return found.length === 0 ? null : { [name]: found }
}

/** The items of an answer that is a page of them, else the answer alone. */
function itemsOf(answer: unknown): readonly Answer[] {
  if (answer === null) return []
  const { next, ...rest } = answer as Answer
  const [items] = Object.values(rest)
  return next !== undefined && Array.isArray(items) ? items as Answer[] : [answer as Answer]
}

/** What somebody of the staff is in no store: no more than what they ask to change, as each of their stores reads it. */
export type OwnLook = (house: House, call: StorelessCall, asked: unknown) => Promise<unknown>

/** The same of a row that runs in no store. */
export function openOwnLook(route: StorelessRoute<House>, routes: readonly Route<House>[]): OwnLook | null {
  const path = beforeOf(route, routes) ?? null
  if (path === null) return null
  const beside = routes.find((one): one is StorelessRoute<House> => one.kind === 'storeless' && one.method === 'GET' && one.path === path)
  assert(beside, 'what is read before a deed is read by a row', path)
  return async (house, call, asked) => {
    const { body } = await beside.run(house, call, {} as never)
    const known: Answer = Object.assign({}, ...Object.values(body as Answer).filter((part) => typeof part === 'object' && part !== null && !Array.isArray(part)))
    return Object.fromEntries(Object.keys((asked ?? {}) as Answer).filter((field) => field in known).map((field) => [field, known[field]]))
  }
}

import { assert } from '#engine/assert'
import { requireMember } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { Route, StorelessCall, StorelessRoute } from '#server/platform/route'
import { BEFORES } from './audit-befores.ts'
import { fieldsIn, findBeside, lookInList, objectIn, openAsk, type Answer, type Fields, type Look } from './audit-beside.ts'
import { openRowsLook } from './audit-rows.ts'
import type { House } from './house.ts'
import { pathFields, type Sent } from './read-input.ts'

/** The address of what stands where a row writes, or the addresses of what its rows write; null: nothing does; undefined: nobody has said so. */
export function beforeOf({ method, path }: Pick<Route, 'method' | 'path'>, routes: readonly Route<House>[]): string | readonly string[] | null | undefined {
  const said = BEFORES[`${method} ${path}`]
  if (said !== undefined || method === 'GET' || method === 'POST') return said
  return findBeside(path, routes) === null ? undefined : path
}

/** Opens what reads before and after the deeds of a row; null where no row does. */
export function openLook(route: Route<House>, routes: readonly Route<House>[]): Look | null {
  const path = beforeOf(route, routes) ?? null
  if (path !== null && typeof path !== 'string') return openRowsLook(path, routes)
  const found = path === null || route.kind === 'storeless' ? null : findBeside(path, routes)
  if (path === null || found === null) return null
  const [ask, wanted] = [openAsk(found.beside), pathFields(path)]
  const { list } = found
  const readOne = async (ctx: ReadContext, locale: Sent['locale'], params: Fields): Promise<unknown> => {
    if (list === null) return ask(ctx, { params, locale })
    const { [list.name]: name = '', ...above } = params
    const id = await idOf(ctx, list.name, name)
    return lookInList({ ...list, isIt: (item) => item[list.field] === id }, (query) => ask(ctx, { params: above, locale, query }))
  }
  return (ctx, { params, body, locale }) => {
    const one = fieldsIn(wanted, { ...objectIn(body), ...params })
    return one === null ? Promise.resolve(null) : readOne(ctx, locale, one)
  }
}

/** In lists a member stands by our own id, whatever the deed called them. */
async function idOf(ctx: ReadContext, name: string, value: string): Promise<string> {
  if (name !== 'buyer') return value
  return requireMember(ctx, value).catch((error: unknown) => {
    if (error instanceof AppError) return value
    throw error
  })
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

import { AppError } from '#server/platform/errors'
import type { Settings } from './schemas.ts'

/** What an address may name, in braces. */
const FIELDS = ['order', 'lines']

type Told = Pick<Settings, 'orderAgainUrl' | 'origins' | 'links'>

/**
 * Sees that “order again” leads to the shop: the address names the order or its lines behind its host, and where a store has said which pages are its own, it is one of those. Of one
 * that stays as it was no more is asked than that its page is not taken from those; then the field that takes it is named.
 * @throws AppError http.wrong_shape
 */
export function requireOrderAgain(told: Told, before: Told): void {
  const { orderAgainUrl: url } = told
  if (url === null) return
  if (url === before.orderAgainUrl) return requireKept(told, before, originOf(url))
  const named = [...url.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name as string)
  const unknown = named.find((name) => !FIELDS.includes(name))
  if (unknown !== undefined || /[{}]/.test(url.replace(/\{[^{}]*\}/g, ''))) throw wrong(url, 'an address that names {order}, {lines} or both, and nothing else in braces')
  if (named.length === 0) throw wrong(url, 'an address that names {order} or {lines}, such as "https://shop.example.com/cart?add={lines}"')
  if (!URL.canParse(bare(url, 'x')) || new URL(bare(url, 'y')).origin !== originOf(url)) throw wrong(url, 'an address that names nothing in braces before its path')
  const own = ownOf(told)
  if (own.length > 0 && !own.includes(originOf(url))) throw wrong(url, `an address of the shop: ${own.join(', ')}`)
}

function requireKept(told: Told, before: Told, origin: string): void {
  const own = ownOf(told)
  if (own.length === 0 || own.includes(origin) || !ownOf(before).includes(origin)) return
  const wanted = `${origin} among the pages of the shop, as “order again” leads there (orderAgainUrl)`
  throw before.origins.includes(origin) ? wrong(told.origins, wanted, 'origins') : wrong(told.links.shop, wanted, 'links.shop')
}

/** The pages that a store has said are its own. */
function ownOf({ origins, links }: Pick<Told, 'origins' | 'links'>): string[] {
  return [...new Set([...origins, ...(links.shop === null ? [] : [new URL(links.shop).origin])])]
}

/** An address with something in the place of what stands in braces. */
function bare(url: string, something: string): string {
  return url.replace(/\{[^{}]*\}/g, something)
}

function originOf(url: string): string {
  return new URL(bare(url, 'x')).origin
}

function wrong(found: unknown, wanted: string, path = 'orderAgainUrl'): AppError {
  return new AppError('invalid', 'http.wrong_shape', { errors: [{ path, found, wanted }] })
}

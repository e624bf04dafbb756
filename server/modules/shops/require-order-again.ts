import { AppError } from '#server/platform/errors'
import type { Settings } from './schemas.ts'

/** What an address may name, in braces. */
const FIELDS = ['order', 'lines']

/**
 * Sees that “order again” leads to the shop: the address names the order or its lines behind its host, and where a store has said which pages are its own, it is one of those.
 * @throws AppError http.wrong_shape
 */
export function requireOrderAgain({ orderAgainUrl: url, origins, links }: Pick<Settings, 'orderAgainUrl' | 'origins' | 'links'>): void {
  if (url === null) return
  const named = [...url.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name as string)
  const unknown = named.find((name) => !FIELDS.includes(name))
  if (unknown !== undefined || /[{}]/.test(url.replace(/\{[^{}]*\}/g, ''))) throw wrong(url, 'an address that names {order}, {lines} or both, and nothing else in braces')
  if (named.length === 0) throw wrong(url, 'an address that names {order} or {lines}, such as "https://shop.example.com/cart?add={lines}"')
  const bare = url.replace(/\{[^{}]*\}/g, 'x')
  if (!URL.canParse(bare) || new URL(url.replace(/\{[^{}]*\}/g, 'y')).origin !== new URL(bare).origin) throw wrong(url, 'an address that names nothing in braces before its path')
  const own = [...origins, ...(links.shop === null ? [] : [new URL(links.shop).origin])]
  if (own.length > 0 && !own.includes(new URL(bare).origin)) throw wrong(url, `an address of the shop: ${[...new Set(own)].join(', ')}`)
}

function wrong(found: string, wanted: string): AppError {
  return new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'orderAgainUrl', found, wanted }] })
}

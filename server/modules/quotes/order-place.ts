import { shown } from '#engine/shape'
import type { OrderPlace } from '#server/modules/activity/index'
import { wrongShape } from './open-cart.ts'

/** Where the orders behind a page begin, as answers tell it; null behind the last. */
export function orderPlaceText(orders: readonly OrderPlace[], limit: number): string | null {
  const last = orders.at(-1)
  return orders.length < limit || last === undefined ? null : Buffer.from(JSON.stringify([last.at, last.no, last.memberId])).toString('base64url')
}

/** The same, as it comes back. @throws AppError http.wrong_shape */
export function readOrderPlace(after: string): OrderPlace {
  try {
    const [at, no, memberId] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [unknown, unknown, unknown]
    if (Number.isSafeInteger(at) && Number.isSafeInteger(no) && typeof memberId === 'string') return { at: at as number, no: no as number, memberId }
  } catch {
    // What is no JSON was not made by us either.
  }
  throw wrongShape([{ path: 'after', found: shown(after), wanted: 'the "next" of the answer before' }])
}

import { instantText } from '#engine/calendar'
import type { Checkout } from './checkouts.ts'
import type { Answer } from './driver.ts'
import { holdOnServer } from './http-quotes.ts'
import type { ProgramText } from './programs.ts'

type Json = Record<string, unknown>
type Ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<{ status: number; body: Json }>

/** Does on a server what a story tells of coupons and carts. */
export async function checkoutOnServer(ask: Ask, checkout: Checkout, { member, program }: { member: string; program: ProgramText }): Promise<Answer> {
  switch (checkout.type) {
    case 'coupon.given': {
      const { discount, code, isBound, uses, from, until } = checkout
      const times = { ...(from === null ? {} : { from: instantText(from) }), until: until === null ? null : instantText(until) }
      return answerOf(await ask('POST', '/coupons', { discount, code, ...times, ...(isBound ? { member } : { usesAllowed: uses }) }))
    }
    case 'coupon.voided': return answerOf(await ask('DELETE', `/coupons/${encodeURIComponent(checkout.code)}`))
    case 'checkout.committed': return answerOf(await ask('POST', `/quotes/${encodeURIComponent(checkout.cartId)}/commit`, { orderId: checkout.orderId }))
    case 'checkout.released': return answerOf(await ask('DELETE', `/quotes/${encodeURIComponent(checkout.cartId)}`))
    case 'checkout.held': {
      const isKnown = (await ask('GET', `/members/${encodeURIComponent(member)}`)).status === 200
      const did = async (...asked: Parameters<Ask>): Promise<Json> => {
        const { status, body } = await ask(...asked)
        if (status >= 300) throw new Error(`the server answered ${status}: ${JSON.stringify(body)}`)
        return body
      }
      await holdOnServer(did, { member: isKnown ? member : null, cart: checkout.cart, program, cartId: checkout.cartId })
      return { status: 'accepted' }
    }
  }
}

function answerOf({ status, body }: { status: number; body: Json }): Answer {
  return status < 300 ? { status: 'accepted' } : { status: 'refused', code: String(body['code']), details: (body['details'] ?? {}) as Json }
}

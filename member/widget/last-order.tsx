import { orderAgainUrl, type OwnOrder, type OwnOrders } from '#member/kit/order-again'
import type { Desk } from './desk.ts'
import { useAnswer } from './use-desk.ts'

/**
 * The last order, to be had again: the page hears of it as the event `rockpool-order-again`, with the order and its lines, and whoever takes it (`preventDefault`) fills the cart in its own
 * way; else the reader goes to the address that the store has set. Without one there is nothing.
 */
export function LastOrder({ desk }: { desk: Desk }) {
  const { say, shop: { orderAgainUrl: address } } = desk
  const last = useAnswer(desk, async (one) => (address === null || one.session.token() === null ? null : ((await one.ask<OwnOrders>('/members/me/orders?limit=1')).orders[0] ?? null)))
  const url = last === null ? null : orderAgainUrl(address, last)
  if (last === null || url === null) return null
  return (
    <div class="line">
      <span>{say('member.last_order', { order: last.order })}</span>
      <a class="button quiet" href={url} onClick={(event) => { if (isTaken(event.currentTarget, last)) event.preventDefault() }}>{say('member.order_again')}</a>
    </div>
  )
}

function isTaken(from: EventTarget, { order, lines }: OwnOrder): boolean {
  return !from.dispatchEvent(new CustomEvent('rockpool-order-again', { detail: { order, lines }, bubbles: true, composed: true, cancelable: true }))
}

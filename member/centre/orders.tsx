import { useState } from 'preact/hooks'
import { orderAgainUrl, type OwnOrder, type OwnOrders } from '#member/kit/order-again'
import { useDesk, type Desk } from './desk.ts'
import { entriesOf, ordersOf, type OrderSeen } from './history.ts'
import { EntryRow } from './history-list.tsx'
import { Card, Empty, Shown, Title } from './parts.tsx'
import { both, useAnswer } from './use-answer.ts'
import { usePostings } from './use-postings.ts'
import { useUnits } from './use-program.ts'

const FEW = 20

/** Each order with what it earned, what was paid with points, and what went back, with the why of each. */
export function OrdersPage() {
  const { say, shop } = useDesk()
  return (
    <div class="page">
      <Title lead={say('orders.lead')}>{say('title.orders')}</Title>
      <Shown answer={both(usePostings(), useAnswer<OwnOrders>('/members/me/orders?limit=200', 'orders'))} of={say('wait.history')} lines={8}>{([{ postings }, { orders }]) => <Orders orders={ordersOf(entriesOf(postings), orders)} />}</Shown>
      {shop.links.shop !== null && <p class="center"><a class="button quiet" href={shop.links.shop}>{say('nav.shop')}</a></p>}
    </div>
  )
}

function Orders({ orders }: { orders: readonly OrderSeen[] }) {
  const { say } = useDesk()
  const [shown, setShown] = useState(FEW)
  if (orders.length === 0) return <Empty icon="orders" title={say('orders.none')} text={say('orders.none_text')} page="earn" action={say('title.earn')} />
  return (
    <>
      {orders.slice(0, shown).map((order) => <Order key={order.orderId} order={order} />)}
      {shown < orders.length && <button type="button" class="button quiet" onClick={() => setShown(shown + FEW)}>{say('history.older', { n: orders.length - shown })}</button>}
    </>
  )
}

function Order({ order: { orderId, at, told, sums, entries } }: { order: OrderSeen }) {
  const desk = useDesk()
  const { say, format } = desk
  const unitOf = useUnits()
  const moved = sums.flatMap(({ unit: id, earned, paid, takenBack }) => {
    const unit = unitOf(id)
    return [...(earned > 0 ? [format.told('orders.earned', unit, { n: earned })] : []), ...(paid > 0 ? [format.told('orders.paid', unit, { n: paid })] : []), ...(takenBack > 0 ? [format.told('orders.taken_back', unit, { n: takenBack })] : [])]
  })
  return (
    <Card title={say('orders.order', { order: orderId })} action={<span class="muted nowrap">{format.date(at)}</span>}>
      {told !== null && <p>{paidFor(desk, told)}</p>}
      <p class="muted">{moved.length === 0 ? say('orders.nothing') : moved.join(' · ')}</p>
      {told !== null && <Again order={told} />}
      {entries.length > 0 && <details><summary>{say('orders.lines', { n: entries.length })}</summary><ul class="rows inner">{entries.map((entry) => <li key={entry.key}><EntryRow entry={entry} /></li>)}</ul></details>}
    </Card>
  )
}

/** What an order came to, and of how many things it was. */
function paidFor({ say, format }: Desk, { totalMinor, currency, lines }: OwnOrder): string {
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return [format.money(totalMinor, currency), ...(count === 0 ? [] : [say('orders.articles', { n: count })])].join(' · ')
}

/** One touch that leads to the shop with the same things; nothing where the store has not said where that is. */
function Again({ order }: { order: OwnOrder }) {
  const { say, shop } = useDesk()
  const url = orderAgainUrl(shop.orderAgainUrl, order)
  return url === null ? null : <p><a class="button quiet small" href={url} aria-label={`${say('orders.again')}: ${say('orders.order', { order: order.order })}`}>{say('orders.again')}</a></p>
}

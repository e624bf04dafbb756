import { useState } from 'preact/hooks'
import { orderAgainUrl, type OwnOrders } from '#member/kit/order-again'
import { useDesk } from './desk.ts'
import { entriesOf, ordersOf, type OrderSum } from './history.ts'
import { EntryRow } from './history-list.tsx'
import { Card, Empty, Shown, Title } from './parts.tsx'
import { useAnswer } from './use-answer.ts'
import { usePostings } from './use-postings.ts'

const FEW = 20
/** As many orders as one answer has: older ones are not ordered again. */
const ORDERS = '/members/me/orders?limit=200'

/** Each order with what it earned, what was paid with points, and what went back, with the why of each. */
export function OrdersPage() {
  const { say, shop } = useDesk()
  return (
    <div class="page">
      <Title lead={say('orders.lead')}>{say('title.orders')}</Title>
      <Shown answer={usePostings()} of={say('wait.history')} lines={8}>{(postings) => <Orders orders={ordersOf(entriesOf(postings))} />}</Shown>
      {shop.links.shop !== null && <p class="center"><a class="button quiet" href={shop.links.shop}>{say('nav.shop')}</a></p>}
    </div>
  )
}

function Orders({ orders }: { orders: readonly OrderSum[] }) {
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

function Order({ order: { orderId, at, earned, takenBack, paid, entries } }: { order: OrderSum }) {
  const { say, format } = useDesk()
  const sums = [...(earned > 0 ? [say('orders.earned', { n: earned })] : []), ...(paid > 0 ? [say('orders.paid', { n: paid })] : []), ...(takenBack > 0 ? [say('orders.taken_back', { n: takenBack })] : [])]
  return (
    <Card title={say('orders.order', { order: orderId })} action={<span class="muted nowrap">{format.date(at)}</span>}>
      <p class="muted">{sums.length === 0 ? say('orders.nothing') : sums.join(' · ')}</p>
      <Again orderId={orderId} />
      <details><summary>{say('orders.lines', { n: entries.length })}</summary><ul class="rows inner">{entries.map((entry) => <li key={entry.key}><EntryRow entry={entry} /></li>)}</ul></details>
    </Card>
  )
}

/** One touch that leads to the shop with the same things; nothing where the store has not said where that is. */
function Again({ orderId }: { orderId: string }) {
  const { say, shop } = useDesk()
  const { value } = useAnswer<OwnOrders>(shop.orderAgainUrl === null ? null : ORDERS)
  const order = value?.orders.find((one) => one.order === orderId)
  const url = order === undefined ? null : orderAgainUrl(shop.orderAgainUrl, order)
  return url === null ? null : <p><a class="button quiet small" href={url} aria-label={`${say('orders.again')}: ${say('orders.order', { order: orderId })}`}>{say('orders.again')}</a></p>
}

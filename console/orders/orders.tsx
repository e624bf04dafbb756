import { Badge, Button, Group, Table, Text, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type ListedOrder, type OrderPage } from '#sdk/index'
import { pointsText } from '#console/feed/points-text.ts'
import { SomebodyLink } from '#console/feed/somebody.tsx'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useStoreId } from '#console/session/client.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'

const AT_ONCE = 50

/** Orders of members, the newest first, and a way to one by its number. */
export function Orders() {
  const { say } = useWords()
  const pages = usePages<OrderPage>(['orders', 'list'], (client, from) => answerOf(client.GET('/api/v1/orders', { params: { query: { limit: AT_ONCE, ...from } } })))
  const orders = pages.data?.pages.flatMap((page) => page.orders)
  return (
    <Page title={say('nav.orders')}>
      <Seek />
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : orders === undefined ? <Waiting what={say('waiting.orders')} /> : orders.length === 0 && !pages.hasNextPage ? <Text c="dimmed">{say('orders.none')}</Text> : (
        <>
          <Text size="xs" c="dimmed" ta="right" mb={4}>{say('timeline.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</Text>
          <Sheet label={say('nav.orders')} columns={['order', 'at', 'member', 'total', 'earned', 'state'].map((each) => say(`orders.column.${each}`))} numbers={[3, 4]} minWidth={820}>
            {orders.map((order) => <OrderRow key={`${order.order} ${order.member.memberId} ${order.at}`} order={order} />)}
          </Sheet>
          <More pages={pages} />
        </>
      )}
    </Page>
  )
}

function OrderRow({ order: { order, at, member, totalMinor, currency, earned, clawed, isWhollyRefunded } }: { order: ListedOrder }) {
  const { say, time, money } = useWords()
  const units = useUnits()
  const store = useStoreId() as string
  return (
    <Table.Tr>
      <Table.Td><Link to="/$store/orders/$order" params={{ store, order }} className="fixed whole">{order}</Link></Table.Td>
      <Table.Td className="whole">{time(at)}</Table.Td><Table.Td><SomebodyLink somebody={member} /></Table.Td>
      <Table.Td ta="right" className="whole">{money(totalMinor, currency)}</Table.Td>
      <Table.Td ta="right" className="whole">{earned.length === 0 ? '–' : pointsText(earned, units)}</Table.Td>
      <Table.Td>{isWhollyRefunded ? <Badge color="coral" variant="light">{say('orders.refunded')}</Badge> : clawed.length === 0 ? null : <Badge color="sand" variant="light">{say('orders.clawed', { points: pointsText(clawed.map(({ unit, points }) => ({ unit, points: -points })), units) })}</Badge>}</Table.Td>
    </Table.Tr>
  )
}

/** An order by its number, as the shop writes it. */
function Seek() {
  const { say } = useWords()
  const store = useStoreId() as string
  const navigate = useNavigate()
  const [number, setNumber] = useState('')
  return (
    <form role="search" onSubmit={(event) => { event.preventDefault(); if (number.trim() !== '') void navigate({ to: '/$store/orders/$order', params: { store, order: number.trim() } }) }}>
      <Group mb="md" align="flex-end" gap="xs">
        <TextInput label={say('orders.number')} placeholder={say('orders.number_hint')} w={260} value={number} onChange={(event) => setNumber(event.currentTarget.value)} maxLength={200} />
        <Button type="submit" variant="default">{say('orders.seek')}</Button>
      </Group>
    </form>
  )
}

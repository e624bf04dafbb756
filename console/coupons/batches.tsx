import { Badge, Button, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type CouponBatchPage } from '#sdk/index'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { nameOf, useDocument } from '#console/program/use-document.ts'
import { useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'
import { MakeBatch } from './make-batch.tsx'

const AT_ONCE = 50

/** Codes that were made together, the newest first. */
export function Batches() {
  const { say, number, time, lastDay, language } = useWords()
  const store = useStoreId() as string
  const { discounts, zone } = useDocument() ?? {}
  const isWriter = useMay()('coupons:write')
  const [isMaking, setMaking] = useState(false)
  const pages = usePages<CouponBatchPage>(['coupons', 'batches'], (client, from) => answerOf(client.GET('/api/v1/coupons/batches', { params: { query: { limit: AT_ONCE, ...from } } })))
  const batches = pages.data?.pages.flatMap((page) => page.batches)
  const make = isWriter ? <Button onClick={() => setMaking(true)}>{say('coupons.many')}</Button> : null
  return (
    <Page title={say('coupons.batches')} actions={<><Button variant="default" renderRoot={(props) => <Link to="/$store/coupons" params={{ store }} {...props} />}>{say('nav.coupons')}</Button>{make}</>}>
      {pages.error !== null ? <Trouble error={pages.error} onRetry={() => void pages.refetch()} /> : batches === undefined ? <Waiting what={say('waiting.coupons')} /> : batches.length === 0 ? <Empty text={say('coupons.no_batches')} /> : (
        <Sheet label={say('coupons.batches')} columns={['batch', 'discount', 'made', 'at', 'until', 'state'].map((each) => say(`coupons.batch_column.${each}`))} minWidth={680}>
          {batches.map(({ batch, discount, made, wanted, createdAt, until, voidedAt }) => (
            <Table.Tr key={batch}>
              <Table.Td><Link to="/$store/coupons/batches/$batch" params={{ store, batch }}>{batch}</Link></Table.Td><Table.Td>{nameOf(discounts?.find(({ id }) => id === discount)?.name, language) ?? discount}</Table.Td>
              <Table.Td className="line">{say('coupons.made_of', { made: number(made), of: number(wanted) })}</Table.Td><Table.Td className="line">{time(createdAt)}</Table.Td><Table.Td className="line">{until === null ? say('coupons.endless') : lastDay(until, zone)}</Table.Td>
              <Table.Td><Badge variant="light" color={voidedAt === null ? 'kelp' : 'coral'}>{say(voidedAt === null ? 'coupons.batch_works' : 'coupons.state.void')}</Badge></Table.Td>
            </Table.Tr>
          ))}
        </Sheet>
      )}
      <More pages={pages} />
      {isMaking ? <MakeBatch onClose={() => setMaking(false)} /> : null}
    </Page>
  )
}

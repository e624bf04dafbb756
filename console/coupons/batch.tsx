import { Alert, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, type CouponBatch } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Page } from '#console/page/page.tsx'
import { saveFile } from '#console/page/save-file.ts'
import { useTold } from '#console/page/told.ts'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { nameOf, useDocument } from '#console/program/use-document.ts'
import { useClient, useStoreId, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** Between two looks at a batch that is still being made. */
const LOOK_MS = 2_000

/** How far a batch is, and its codes as a file. */
export function Batch() {
  const { say } = useWords()
  const { batch } = useParams({ strict: false }) as { batch: string }
  const { client, key } = useClient()
  const read = useQuery({
    queryKey: key('coupons', 'batch', batch), queryFn: () => answerOf(client.GET('/api/v1/coupons/batches/{batch}', { params: { path: { batch } } })),
    refetchInterval: ({ state: { data } }) => (data !== undefined && data.made < data.wanted ? LOOK_MS : false),
  })
  if (read.error !== null) return <Page title={say('nav.coupons')}><Trouble error={read.error} onRetry={() => void read.refetch()} /></Page>
  if (read.data === undefined) return <Waiting what={say('waiting.batch')} />
  return <Shown batch={read.data} />
}

function Shown({ batch: { batch, discount, wanted, made, createdAt, until, voidedAt } }: { batch: CouponBatch }) {
  const { say, number, time, lastDay, language } = useWords()
  const document = useDocument()
  const store = useStoreId() as string
  const isWriter = useMay()('coupons:write')
  const told = useTold()
  const [isAsking, setAsking] = useState(false)
  const name = nameOf(document?.discounts.find(({ id }) => id === discount)?.name, language) ?? discount
  const save = useWrite(async (client, _: void) => answerOf(client.GET('/api/v1/coupons/batches/{batch}/codes', { params: { path: { batch } }, parseAs: 'blob' })), { touches: [], onDone: (file) => saveFile(file, `${batch}.csv`) })
  const drop = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/coupons/batches/{batch}', { params: { path: { batch } } })), {
    touches: ['coupons'],
    onDone: () => {
      setAsking(false)
      told(say('coupons.batch_voided', { batch }))
    },
  })
  return (
    <Page title={say('coupons.batch_of', { batch })} actions={<>{isWriter && voidedAt === null ? <Button variant="subtle" color="coral" onClick={() => setAsking(true)}>{say('coupons.void_batch')}</Button> : null}<Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>{say('coupons.save')}</Button></>}>
      {save.error === null ? null : <Trouble error={save.error} />}
      {voidedAt === null ? null : <Alert color="sand" mb="md">{say('coupons.batch_void_since', { time: time(voidedAt) })}</Alert>}
      <Paper maw={640}><Stack gap="sm">
        <Text size="sm">{say('coupons.batch_about', { name, time: time(createdAt), until: until === null ? say('coupons.endless') : lastDay(until, document?.zone) })}</Text>
        <Group justify="space-between"><Text size="sm" role="status">{say(made < wanted ? 'coupons.making' : 'coupons.all_made', { made: number(made), wanted: number(wanted) })}</Text></Group>
        <Progress value={wanted === 0 ? 100 : (100 * made) / wanted} aria-label={say('coupons.progress')} />
        <Group gap="md"><Link to="/$store/coupons" params={{ store }} search={{ batch }}>{say('coupons.show_batch')}</Link><Link to="/$store/coupons/batches" params={{ store }}>{say('coupons.batches')}</Link></Group>
      </Stack></Paper>
      <Ask isOpen={isAsking} title={say('coupons.void_batch_of', { batch })} text={say('coupons.void_batch_text')} onClose={() => setAsking(false)} action={say('coupons.void_batch')} onAction={() => drop.mutate()} isBusy={drop.isPending} error={drop.error} isGrave />
    </Page>
  )
}

import { Button, Group, Select, TextInput } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf, isProblem, type Coupon, type CouponPage } from '#sdk/index'
import { Empty } from '#console/page/empty.tsx'
import { More } from '#console/page/more.tsx'
import { Page } from '#console/page/page.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { EditPart } from '#console/program/edit-part.tsx'
import { nameOf, useDocument } from '#console/program/use-document.ts'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { usePages } from '#console/session/use-pages.ts'
import { useWords } from '#console/words/use-words.ts'
import { CouponRow } from './coupon-row.tsx'
import { IssueCode } from './issue-code.tsx'
import { MakeBatch } from './make-batch.tsx'

type Status = Coupon['status']
const STATUSES: readonly Status[] = ['issued', 'held', 'used', 'expired', 'void']
const AT_ONCE = 50
type Filter = { discount?: string; status?: string; batch?: string }

/** Codes that stand for discounts of the program. A code that is looked for stays out of the address of the page. */
export function Coupons() {
  const { say } = useWords()
  const store = useStoreId() as string
  const isWriter = useMay()('coupons:write')
  const [asking, setAsking] = useState<'code' | 'batch' | null>(null)
  const [sought, setSought] = useState('')
  return (
    <Page title={say('nav.coupons')} actions={<><EditPart part="discounts" /><Button variant="default" renderRoot={(props) => <Link to="/$store/coupons/batches" params={{ store }} {...props} />}>{say('coupons.batches')}</Button>{isWriter ? <><Button variant="default" onClick={() => setAsking('batch')}>{say('coupons.many')}</Button><Button onClick={() => setAsking('code')}>{say('coupons.one')}</Button></> : null}</>}>
      <Group mb="sm" gap="xs" align="flex-end"><Seek onSeek={setSought} /><Filters /></Group>
      {sought === '' ? <All /> : <Found code={sought} />}
      {asking === 'code' ? <IssueCode onClose={() => setAsking(null)} /> : null}
      {asking === 'batch' ? <MakeBatch onClose={() => setAsking(null)} /> : null}
    </Page>
  )
}

function Seek({ onSeek }: { onSeek: (code: string) => void }) {
  const { say } = useWords()
  const [code, setCode] = useState('')
  const change = (value: string): void => {
    setCode(value)
    if (value === '') onSeek('')
  }
  return (
    <form role="search" onSubmit={(event) => { event.preventDefault(); onSeek(code.trim()) }} style={{ flex: '1 1 240px', maxWidth: 360 }}>
      <TextInput label={say('coupons.find')} value={code} onChange={(event) => change(event.currentTarget.value)} rightSectionWidth={72} rightSection={<Button type="submit" size="compact-xs" variant="default">{say('members.seek')}</Button>} />
    </form>
  )
}

function Filters() {
  const { say, language } = useWords()
  const navigate = useNavigate()
  const now = useSearch({ strict: false }) as Filter
  const discounts = useDocument()?.discounts.filter(({ kind }) => kind === 'coupon') ?? []
  const filter = (change: { [K in keyof Filter]: string | undefined }): void => void navigate({ to: '.', search: Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value !== undefined && value !== '')) })
  const orAll = (value: string | null): string | undefined => (value === 'all' || value === null ? undefined : value)
  const [batch, setBatch] = useState(now.batch ?? '')
  return (
    <>
      <Select label={say('coupons.column.discount')} w={200} value={now.discount ?? 'all'} onChange={(value) => filter({ discount: orAll(value) })} data={[{ value: 'all', label: say('coupons.all') }, ...discounts.map(({ id, name }) => ({ value: id, label: nameOf(name, language) ?? id }))]} />
      <Select label={say('coupons.column.state')} w={140} value={now.status ?? 'all'} onChange={(value) => filter({ status: orAll(value) })} data={['all', ...STATUSES].map((value) => ({ value, label: say(value === 'all' ? 'coupons.all' : `coupons.state.${value}`) }))} />
      <form onSubmit={(event) => { event.preventDefault(); filter({ batch: batch.trim() }) }}><TextInput label={say('coupons.batch')} w={160} value={batch} onChange={(event) => setBatch(event.currentTarget.value)} onBlur={() => (batch.trim() === (now.batch ?? '') ? undefined : filter({ batch: batch.trim() }))} /></form>
    </>
  )
}

function All() {
  const { say } = useWords()
  const { discount, status: told, batch } = useSearch({ strict: false }) as Filter
  const status = STATUSES.find((each) => each === told)
  const pages = usePages<CouponPage>(['coupons', 'list', discount, status, batch], (client, from) => answerOf(client.GET('/api/v1/coupons', { params: { query: { limit: AT_ONCE, ...from, ...(discount === undefined ? {} : { discount }), ...(status === undefined ? {} : { status }), ...(batch === undefined ? {} : { batch }) } } })))
  if (pages.error !== null) return <Trouble error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data === undefined) return <Waiting what={say('waiting.coupons')} />
  const isFiltered = discount !== undefined || status !== undefined || batch !== undefined
  return <><Listed coupons={pages.data.pages.flatMap(({ coupons }) => coupons)} none={isFiltered ? 'coupons.none' : 'coupons.none_yet'} /><More pages={pages} /></>
}

function Found({ code }: { code: string }) {
  const { say } = useWords()
  const found = useRead(['coupons', 'one', code], async (client) => {
    try {
      return [await answerOf(client.GET('/api/v1/coupons/{code}', { params: { path: { code } } }))]
    } catch (error) {
      if (isProblem(error) && error.status === 404) return []
      throw error
    }
  })
  if (found.error !== null) return <Trouble error={found.error} />
  if (found.data === undefined) return <Waiting what={say('waiting.coupons')} />
  return <Listed coupons={found.data} />
}

function Listed({ coupons, none = 'coupons.none' }: { coupons: readonly Coupon[]; none?: string }) {
  const { say } = useWords()
  if (coupons.length === 0) return <Empty text={say(none)} />
  return (
    <Sheet label={say('nav.coupons')} columns={['code', 'discount', 'for', 'origin', 'uses', 'until', 'state', 'do'].map((each) => say(`coupons.column.${each}`))} minWidth={960}>
      {coupons.map((coupon) => <CouponRow key={coupon.code} coupon={coupon} />)}
    </Sheet>
  )
}

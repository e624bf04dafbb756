import { NumberInput, Select, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Empty } from '#console/page/empty.tsx'
import { useFieldErrors } from '#console/page/field-errors.ts'
import { EditPart } from '#console/program/edit-part.tsx'
import { nameOf, useCoded, useDocument } from '#console/program/use-document.ts'
import { useStoreId, useWrite } from '#console/session/client.ts'
import { endOf, LAST_DAY } from '#console/words/days.ts'
import { useWords } from '#console/words/use-words.ts'

const MOST = 10_000_000

/** Asks for many codes, each used once, and goes where one sees them come. */
export function MakeBatch({ onClose }: { onClose: () => void }) {
  const { say, language } = useWords()
  const { zone = 'UTC' } = useDocument() ?? {}
  const store = useStoreId() as string
  const navigate = useNavigate()
  const discounts = useCoded({ isOwn: true })
  const [chosen, setChosen] = useState<string | null>(null)
  const [batch, setBatch] = useState('')
  const [count, setCount] = useState<number | string>(1_000)
  const [until, setUntil] = useState('')
  const discount = chosen ?? discounts[0]?.id
  const make = useWrite((client, _: void) => answerOf(client.POST('/api/v1/coupons/batches', { body: { batch: batch.trim(), discount: discount ?? '', count: Number(count), ...(until === '' ? {} : { until: endOf(until, zone) }) } })), {
    touches: ['coupons'], onDone: (made) => void navigate({ to: '/$store/coupons/batches/$batch', params: { store, batch: made.batch } }),
  })
  const wrong = useFieldErrors(make.error)
  return (
    <Ask isOpen title={say('coupons.many')} text={say('coupons.many_text')} onClose={onClose} action={say('coupons.go')} onAction={() => make.mutate()} isBusy={make.isPending} error={make.error} isReady={discount !== undefined && batch.trim() !== '' && typeof count === 'number'}>
      {discount === undefined ? <Empty text={say('coupon.none_own')}><EditPart part="discounts" isSmall /></Empty> : (
        <>
          <TextInput label={say('coupons.batch_name')} description={say('coupons.batch_hint')} value={batch} onChange={(event) => setBatch(event.currentTarget.value)} error={wrong('batch')} maxLength={100} data-autofocus />
          <Select label={say('coupon.discount')} value={discount} onChange={setChosen} data={discounts.map((each) => ({ value: each.id, label: nameOf(each.name, language) ?? each.id }))} />
          <NumberInput label={say('coupons.count')} min={1} max={MOST} allowDecimal={false} thousandSeparator="," value={count} onChange={setCount} error={wrong('count')} />
          <TextInput type="date" max={LAST_DAY} label={say('coupon.until')} description={`${say('coupon.until_hint')} ${say('level.whole_day', { zone })}`} value={until} onChange={(event) => setUntil(event.currentTarget.value)} error={wrong('until')} />
        </>
      )}
    </Ask>
  )
}

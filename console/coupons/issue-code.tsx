import { NumberInput, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Empty } from '#console/page/empty.tsx'
import { EditPart } from '#console/program/edit-part.tsx'
import { nameOf, useCoded, useDocument } from '#console/program/use-document.ts'
import { useWrite } from '#console/session/client.ts'
import { endOf, LAST_DAY } from '#console/words/days.ts'
import { useWords } from '#console/words/use-words.ts'

/** Makes one code for whoever has it: a shared one for many, or one that works once. */
export function IssueCode({ onClose }: { onClose: () => void }) {
  const { say, language } = useWords()
  const { zone = 'UTC' } = useDocument() ?? {}
  const discounts = useCoded()
  const [id] = useState(() => crypto.randomUUID())
  const [chosen, setChosen] = useState<string | null>(null)
  const [code, setCode] = useState('')
  const [uses, setUses] = useState<number | string>('')
  const [until, setUntil] = useState('')
  const discount = discounts.find((each) => each.id === chosen) ?? discounts[0]
  const isShared = discount?.codes === 'shared'
  const issue = useWrite((client, _: void) => answerOf(client.POST('/api/v1/coupons', { body: { discount: discount?.id ?? '', id, ...(code.trim() === '' ? {} : { code: code.trim() }), ...(isShared ? { usesAllowed: typeof uses === 'number' ? uses : null } : {}), ...(until === '' ? {} : { until: endOf(until, zone) }) } })), {
    touches: ['coupons'],
    onDone: (coupon) => {
      notifications.show({ color: 'kelp', title: say('coupon.done'), message: coupon.code, autoClose: false, closeButtonProps: { 'aria-label': say('ask.close') } })
      onClose()
    },
  })
  return (
    <Ask isOpen title={say('coupons.one')} onClose={onClose} action={say('coupons.go')} onAction={() => issue.mutate()} isBusy={issue.isPending} error={issue.error} isReady={discount !== undefined}>
      {discount === undefined ? <Empty text={say('coupon.none')}><EditPart part="discounts" isSmall /></Empty> : (
        <>
          <Select label={say('coupon.discount')} value={discount.id} onChange={setChosen} data={discounts.map((each) => ({ value: each.id, label: nameOf(each.name, language) ?? each.id }))} />
          <TextInput label={say('coupons.code')} description={say('coupons.code_hint')} value={code} onChange={(event) => setCode(event.currentTarget.value.toUpperCase())} />
          {isShared ? <NumberInput label={say('coupons.uses')} description={say('coupons.uses_hint')} min={1} allowDecimal={false} value={uses} onChange={setUses} /> : null}
          <TextInput type="date" max={LAST_DAY} label={say('coupon.until')} description={`${say('coupon.until_hint')} ${say('level.whole_day', { zone })}`} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
        </>
      )}
    </Ask>
  )
}

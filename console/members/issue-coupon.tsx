import { Alert, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { answerOf, isProblem } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { CouponPreview } from '#console/coupons/coupon-preview.tsx'
import { Empty } from '#console/page/empty.tsx'
import { EditPart } from '#console/program/edit-part.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { nameOf, useCoded } from '#console/program/use-document.ts'
import { endOf, LAST_DAY } from '#console/words/days.ts'
import { useWords } from '#console/words/use-words.ts'
import { isForFirstOrder } from './first-order.ts'

type Asked = { isOpen: boolean; onClose: () => void; member: string; zone: string }

/** Issues a coupon of a discount of the program to this member. */
export function IssueCoupon({ isOpen, ...asked }: Asked) {
  return isOpen ? <Open {...asked} /> : null
}

function Open({ onClose, member, zone }: Omit<Asked, 'isOpen'>) {
  const { say, language } = useWords()
  const coupons = useCoded({ isOwn: true })
  const [id] = useState(() => crypto.randomUUID())
  const [discount, setDiscount] = useState<string | null>(null)
  const [until, setUntil] = useState('')
  const chosen = discount ?? coupons[0]?.id ?? null
  const asked = { discount: chosen ?? '', member, ...(until === '' ? {} : { until: endOf(until, zone) }) }
  const value = useRead(['members', member, 'value'], (client) => answerOf(client.GET('/api/v1/members/{member}', { params: { path: { member } } })).catch((error: unknown) => {
    if (isProblem(error, 'members.not_yet')) return null
    throw error
  }))
  const isTooLate = (value.data?.counts['orders'] ?? 0) > 0 && isForFirstOrder(coupons.find((each) => each.id === chosen)?.when)
  const write = useWrite((client, _: void) => answerOf(client.POST('/api/v1/coupons', { body: { ...asked, id } })), {
    touches: ['members', 'coupons'],
    onDone: ({ code }) => {
      notifications.show({ color: 'kelp', title: say('coupon.done'), message: code, autoClose: false, closeButtonProps: { 'aria-label': say('ask.close') } })
      onClose()
    },
  })
  return (
    <Ask isOpen title={say('coupon.title')} onClose={onClose} action={say('coupon.go')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={chosen !== null}>
      {coupons.length === 0 ? <Empty text={say('coupon.none_own')}><EditPart part="discounts" isSmall /></Empty> : (
        <>
          <Select label={say('coupon.discount')} value={chosen} onChange={setDiscount} data={coupons.map(({ id: value, name }) => ({ value, label: nameOf(name, language) ?? value }))} />
          <TextInput type="date" max={LAST_DAY} label={say('coupon.until')} description={`${say('coupon.until_hint')} ${say('level.whole_day', { zone })}`} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
          {isTooLate ? <Alert color="sand" role="status">{say('coupon.not_first')}</Alert> : null}
          <CouponPreview asked={asked} zone={zone} />
        </>
      )}
    </Ask>
  )
}

import { useState } from 'react'
import { answerOf, type PendingLot } from '#sdk/index'
import { AskReason } from '#console/page/ask-reason.tsx'
import { useTold } from '#console/page/told.ts'
import { useWrite } from '#console/session/client.ts'
import { useMe } from '#console/session/me.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'

export type Verdict = 'activate' | 'cancel'

type Asked = { verdict: Verdict; member: string; lot: PendingLot; onClose: () => void }

/** Asks why pending points shall become active now, or never, and does it once however often it is pressed. */
export function Settle({ verdict, member, lot: { lotId, points, unit, orderId }, onClose }: Asked) {
  const { say } = useWords()
  const units = useUnits()
  const tell = useTold()
  const author = useMe().data?.staff.name ?? ''
  const [key] = useState(() => crypto.randomUUID())
  const write = useWrite((client, reason: string) => {
    const asked = { params: { path: { member }, header: { 'Idempotency-Key': key } }, body: { lotId, reason, ...(author === '' ? {} : { author }) } }
    return verdict === 'activate' ? answerOf(client.POST('/api/v1/members/{member}/activations', asked)) : answerOf(client.POST('/api/v1/members/{member}/rejections', asked))
  }, {
    touches: ['feed', 'orders', 'members'],
    onDone: () => {
      tell(say(`pending.done.${verdict}`))
      onClose()
    },
  })
  const what = { told: units.told(unit, points), order: orderId ?? 'none' }
  return <AskReason title={say(`pending.${verdict}_title`)} text={say(`pending.${verdict}_text`, what)} action={say(`pending.${verdict}`)} onClose={onClose} onAction={(reason) => write.mutate(reason)} isBusy={write.isPending} error={write.error} isGrave={verdict === 'cancel'} />
}

import { Badge, Button, Checkbox, Group, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type ListedRedemption, type Redemption } from '#sdk/index'
import { SomebodyLink } from '#console/feed/somebody.tsx'
import { Ask } from '#console/page/ask.tsx'
import { useTold } from '#console/page/told.ts'
import { useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { givesText } from './gives-text.ts'

const COLOURS: Readonly<Record<Redemption['status'], string>> = { open: 'sand', fulfilled: 'kelp', cancelled: 'gray' }

/** A redemption, and what can be done with it. */
export function RedemptionRow({ redemption, name }: { redemption: ListedRedemption; name: string }) {
  const words = useWords()
  const { say, time } = words
  const units = useUnits()
  const { member, points, status, gives, code, redeemedAt, fulfilledAt, cancelledAt } = redemption
  const since = fulfilledAt ?? cancelledAt
  return (
    <Table.Tr>
      <Table.Td>{name}<Text size="xs" c="dimmed">{givesText(gives, words)}{code === null ? null : <> · <span className="fixed">{code}</span></>}</Text></Table.Td>
      <Table.Td><SomebodyLink somebody={member} /></Table.Td>
      <Table.Td>{units.amount(units.main, points)}</Table.Td><Table.Td className="line">{time(redeemedAt)}</Table.Td>
      <Table.Td className="line"><Badge variant="light" color={COLOURS[status]}>{say(`redemptions.status.${status}`)}</Badge>{since === null ? null : <Text size="xs" c="dimmed">{time(since)}</Text>}</Table.Td>
      <Table.Td><Deeds redemption={redemption} name={name} /></Table.Td>
    </Table.Tr>
  )
}

function Deeds({ redemption: { redemption, memberId, status, gives, points }, name }: { redemption: Redemption; name: string }) {
  const { say } = useWords()
  const units = useUnits()
  const may = useMay()
  const told = useTold()
  const [asking, setAsking] = useState<'fulfil' | 'cancel' | null>(null)
  const [isVoided, setVoided] = useState(false)
  const params = { path: { member: memberId, redemption } }
  const done = (key: string) => (): void => {
    setAsking(null)
    told(say(key))
  }
  const touches = ['rewards', 'members']
  const fulfil = useWrite((client, _: void) => answerOf(client.POST('/api/v1/members/{member}/redemptions/{redemption}/fulfilments', { params, body: {} })), { touches, onDone: done('redemptions.fulfilled') })
  const cancel = useWrite((client, _: void) => answerOf(client.POST('/api/v1/members/{member}/redemptions/{redemption}/cancellations', { params, body: gives.kind === 'voucher' ? { isVoided } : {} })), { touches, onDone: done('redemptions.cancelled') })
  if (status !== 'open') return null
  return (
    <Group gap={4} wrap="nowrap">
      {may('rewards:write') ? <Button size="compact-xs" variant="default" onClick={() => setAsking('fulfil')}>{say('redemptions.fulfil')}</Button> : null}
      {may('activity:record') ? <Button size="compact-xs" variant="subtle" color="coral" onClick={() => setAsking('cancel')}>{say('redemptions.cancel')}</Button> : null}
      <Ask isOpen={asking === 'fulfil'} title={say('redemptions.fulfil_title', { name })} text={say('redemptions.fulfil_text')} onClose={() => setAsking(null)} action={say('redemptions.fulfil')} onAction={() => fulfil.mutate()} isBusy={fulfil.isPending} error={fulfil.error} />
      <Ask isOpen={asking === 'cancel'} title={say('redemptions.cancel_title', { name })} text={say('redemptions.cancel_text', { told: units.told(units.main, points) })} onClose={() => setAsking(null)} action={say('redemptions.cancel')} onAction={() => cancel.mutate()} isBusy={cancel.isPending} error={cancel.error} isGrave isReady={gives.kind !== 'voucher' || isVoided}>
        {gives.kind === 'voucher' ? <Checkbox label={say('redemptions.voided')} checked={isVoided} onChange={(event) => setVoided(event.currentTarget.checked)} /> : null}
      </Ask>
    </Group>
  )
}

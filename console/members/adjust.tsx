import { Alert, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { answerOf, type EventPreview } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay, useMe } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { unitName } from './balances.tsx'

const PATIENCE_MS = 300

type Asked = { isOpen: boolean; onClose: () => void; member: string; units: readonly string[]; mainUnit: string }

/** Gives points or takes them, with a reason. What it would do is worked out by the server before it is done, and done once however often it is pressed. */
export function Adjust({ isOpen, ...asked }: Asked) {
  return isOpen ? <Open {...asked} /> : null
}

function Open({ onClose, member, units, mainUnit }: Omit<Asked, 'isOpen'>) {
  const { say, number } = useWords()
  const author = useMe().data?.staff.name ?? ''
  const [id] = useState(() => crypto.randomUUID())
  const [unit, setUnit] = useState(mainUnit)
  const [points, setPoints] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const isReady = points !== null && points !== 0 && reason.trim() !== ''
  const write = useWrite((client, _: void) => answerOf(client.POST('/api/v1/members/{member}/adjustments', { params: { path: { member }, header: { 'Idempotency-Key': id } }, body: { unit, points: points ?? 0, reason: reason.trim(), author } })), {
    touches: ['members', 'approvals'],
    onDone: (done) => {
      const message = 'approval' in done ? say('approvals.asked') : say('adjust.done', { points: number(done.balances[unit]?.available ?? 0), unit: unitName(unit, say) })
      notifications.show({ color: 'approval' in done ? 'sand' : 'kelp', message, closeButtonProps: { 'aria-label': say('ask.close') } })
      onClose()
    },
  })
  return (
    <Ask isOpen title={say('adjust.title')} onClose={onClose} action={say('adjust.go')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={isReady}>
      {units.length > 1 ? <Select label={say('adjust.unit')} value={unit} onChange={(value) => setUnit(value ?? mainUnit)} data={units.map((value) => ({ value, label: unitName(value, say) }))} /> : null}
      <NumberInput label={say('adjust.points')} description={say('adjust.points_hint')} value={points ?? ''} onChange={(value) => setPoints(typeof value === 'number' ? value : null)} allowDecimal={false} hideControls data-autofocus />
      <TextInput label={say('adjust.reason')} description={say('adjust.reason_hint')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} />
      {points === null || points === 0 ? null : <Preview member={member} event={{ type: 'points.adjusted', unit, points, reason: reason.trim() || '-', author: author || '-' }} unit={unit} />}
    </Ask>
  )
}

type Previewed = { member: string; event: { type: string; unit: string; points: number; reason: string; author: string }; unit: string }

function Preview({ member, event, unit }: Previewed) {
  const { language } = useWords()
  const may = useMay()
  const [settled] = useDebouncedValue(event.points, PATIENCE_MS)
  const preview = useRead(['members', member, 'preview', unit, settled], (client) => answerOf(client.POST('/api/v1/programs/previews', { body: { member, event: { ...event, points: settled }, locale: language } })), { isWanted: may('programs:read') })
  if (preview.error !== null) return <Trouble error={preview.error} />
  if (preview.data === undefined || settled !== event.points) return null
  return <Told preview={preview.data} unit={unit} />
}

function Told({ preview: { isAccepted, problem, before, after, moves }, unit }: { preview: EventPreview; unit: string }) {
  const { say, number } = useWords()
  if (!isAccepted) return <Alert color="coral" title={problem?.title}>{problem?.detail}</Alert>
  return (
    <Alert color="tide" title={say('adjust.preview')} role="status">
      <Text size="sm">{say('adjust.from_to', { before: number(before.units[unit]?.available ?? 0), after: number(after.units[unit]?.available ?? 0) })}</Text>
      {moves.map(({ track, from, to }) => <Text key={track} size="sm">{say('adjust.move', { from: from ?? say('level.none'), to: to ?? say('level.none') })}</Text>)}
    </Alert>
  )
}

import { Alert, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useState, type ReactNode } from 'react'
import { answerOf, type Approval, type EventPreview, type RecordedEvent, type Rockpool } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay, useMe } from '#console/session/me.ts'
import { useWords, type Words } from '#console/words/use-words.ts'
import { unitName } from './balances.tsx'

const PATIENCE_MS = 300

/** What staff do to the points of a member: `words` is where its texts are, `type` the event that it is. */
export type PointsDeed = {
  words: 'adjust' | 'forgive'; type: 'points.adjusted' | 'debt.forgiven'
  send: (client: Rockpool, asked: { member: string; key: string; body: { unit: string; points: number; reason: string; author: string } }) => Promise<RecordedEvent | Approval>
  /** The hint below the number; the one of the texts unless told. */
  hint?: string
  /** What stands there at first, and how many there may be at most. */
  all?: number
  /** What it did, in a few words. */
  done: (balance: RecordedEvent['balances'][string], unit: string) => string
  told: (told: { preview: EventPreview; unit: string }) => ReactNode
}

type Asked = { deed: PointsDeed; onClose: () => void; member: string; units: readonly string[]; mainUnit: string }

/** Gives, takes or forgives points, with a reason. What it would do is worked out by the server before it is done, and done once however often it is pressed. */
export function PointsDialog({ deed, onClose, member, units, mainUnit }: Asked) {
  const { say } = useWords()
  const author = useMe().data?.staff.name ?? ''
  const { words, type, all } = deed
  const [key] = useState(() => crypto.randomUUID())
  const [unit, setUnit] = useState(mainUnit)
  const [points, setPoints] = useState<number | null>(all ?? null)
  const [reason, setReason] = useState('')
  const isReady = points !== null && points !== 0 && (all === undefined || (points > 0 && points <= all)) && reason.trim() !== ''
  const write = useWrite((client, _: void) => deed.send(client, { member, key, body: { unit, points: points ?? 0, reason: reason.trim(), author } }), {
    touches: ['members', 'approvals', 'feed'],
    onDone: (done) => {
      const message = 'approval' in done ? say('approvals.asked') : deed.done(done.balances[unit] as RecordedEvent['balances'][string], unit)
      notifications.show({ color: 'approval' in done ? 'sand' : 'kelp', message, closeButtonProps: { 'aria-label': say('ask.close') } })
      onClose()
    },
  })
  return (
    <Ask isOpen title={say(`${words}.title`)} onClose={onClose} action={say(`${words}.go`)} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={isReady}>
      {units.length > 1 ? <Select label={say('adjust.unit')} value={unit} onChange={(value) => setUnit(value ?? mainUnit)} data={units.map((value) => ({ value, label: unitName(value, say) }))} /> : null}
      <NumberInput label={say(`${words}.points`)} description={deed.hint ?? say(`${words}.points_hint`)} value={points ?? ''} onChange={(value) => setPoints(typeof value === 'number' ? value : null)} allowDecimal={false} hideControls data-autofocus {...(all === undefined ? {} : { min: 1, max: all })} />
      <TextInput label={say('adjust.reason')} description={say('adjust.reason_hint')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} />
      {points === null || points === 0 ? null : <Preview member={member} event={{ type, unit, points, reason: reason.trim() || '-', author: author || '-' }} deed={deed} />}
    </Ask>
  )
}

type Previewed = { member: string; event: { type: string; unit: string; points: number; reason: string; author: string }; deed: PointsDeed }

function Preview({ member, event, deed }: Previewed) {
  const { language, say } = useWords()
  const may = useMay()
  const [settled] = useDebouncedValue(event.points, PATIENCE_MS)
  const preview = useRead(['members', member, 'preview', event.type, event.unit, settled], (client) => answerOf(client.POST('/api/v1/programs/previews', { body: { member, event: { ...event, points: settled }, locale: language } })), { isWanted: may('programs:read') })
  if (preview.error !== null) return <Trouble error={preview.error} />
  if (preview.data === undefined || settled !== event.points) return null
  const { isAccepted, problem } = preview.data
  if (!isAccepted) return <Alert color="coral" title={problem?.title}>{problem?.detail}</Alert>
  return <Alert color="tide" title={say(`${deed.words}.preview`)} role="status">{deed.told({ preview: preview.data, unit: event.unit })}</Alert>
}

/** Giving points, and taking them. */
export function adjusting({ say, number }: Words): PointsDeed {
  return {
    words: 'adjust', type: 'points.adjusted',
    send: (client, { member, key, body }) => answerOf(client.POST('/api/v1/members/{member}/adjustments', { params: { path: { member }, header: { 'Idempotency-Key': key } }, body })),
    done: ({ available }, unit) => say('adjust.done', { points: number(available), unit: unitName(unit, say) }),
    told: ({ preview: { before, after, moves }, unit }) => (
      <>
        <Text size="sm">{say('adjust.from_to', { before: number(before.units[unit]?.available ?? 0), after: number(after.units[unit]?.available ?? 0) })}</Text>
        {moves.map(({ track, from, to }) => <Text key={track} size="sm">{say('adjust.move', { from: from ?? say('level.none'), to: to ?? say('level.none') })}</Text>)}
      </>
    ),
  }
}

/** Forgiving a debt, or part of it: `debt` is what is owed. */
export function forgiving({ say, number }: Words, debt: number): PointsDeed {
  return {
    words: 'forgive', type: 'debt.forgiven', all: debt, hint: say('forgive.points_hint', { points: number(debt) }),
    send: (client, { member, key, body }) => answerOf(client.POST('/api/v1/members/{member}/forgiveness', { params: { path: { member }, header: { 'Idempotency-Key': key } }, body })),
    done: (balance) => say('forgive.done', { debt: balance.debt }),
    told: ({ preview: { before, after }, unit }) => (
      <>
        <Text size="sm">{say('forgive.clears', { points: number((before.units[unit]?.debt ?? 0) - (after.units[unit]?.debt ?? 0)), debt: after.units[unit]?.debt ?? 0 })}</Text>
        <Text size="sm">{say('forgive.balance', { balance: number((after.units[unit]?.active ?? 0) - (after.units[unit]?.debt ?? 0)) })}</Text>
      </>
    ),
  }
}

import { NumberInput, Select, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactNode } from 'react'
import { moneyText } from '#engine/money'
import { answerOf, type Approval, type EventPreview, type RecordedEvent, type Rockpool } from '#sdk/index'
import { AboveLimit, useAboveLimit } from '#console/approvals/above-limit.tsx'
import { Ask } from '#console/page/ask.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useWrite } from '#console/session/client.ts'
import { useMe } from '#console/session/me.ts'
import { pointsIn } from '#console/words/points-in.ts'
import { useUnits, type Units } from '#console/words/use-units.ts'
import { useWords, type Words } from '#console/words/use-words.ts'
import { Moves, Preview, useIsRefused } from './preview.tsx'

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
export function PointsDialog({ deed, onClose, member, units: counted, mainUnit }: Asked) {
  const { say, decimals } = useWords()
  const units = useUnits()
  const author = useMe().data?.staff.name ?? ''
  const { words, type, all } = deed
  const [key] = useState(() => crypto.randomUUID())
  const [unit, setUnit] = useState(mainUnit)
  const [typed, setTyped] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const currency = units.currency(unit)
  const shown = typed ?? (all === undefined ? '' : currency === undefined ? String(all) : moneyText(all, currency))
  const points = pointsIn(shown, currency)
  const isAbove = useAboveLimit(points)
  const event = points === null || points === 0 ? null : { type, unit, points, reason: '-', author: author || '-' }
  const isRefused = useIsRefused({ member, event })
  const isReady = !isRefused && units.known !== 'reading' && points !== null && points !== 0 && (all === undefined || (points > 0 && points <= all)) && reason.trim() !== ''
  const write = useWrite((client, _: void) => deed.send(client, { member, key, body: { unit, points: points ?? 0, reason: reason.trim(), author } }), {
    touches: ['members', 'approvals', 'feed'],
    onDone: (done) => {
      const message = 'approval' in done ? say('approvals.asked') : deed.done(done.balances[unit] as RecordedEvent['balances'][string], unit)
      notifications.show({ color: 'approval' in done ? 'sand' : 'kelp', message, closeButtonProps: { 'aria-label': say('ask.close') } })
      onClose()
    },
  })
  return (
    <Ask isOpen title={say(`${words}.title`)} onClose={onClose} action={say(isAbove ? 'approvals.submit' : `${words}.go`)} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={isReady}>
      {counted.length > 1 ? <Select label={say('adjust.unit')} value={unit} onChange={(value) => setUnit(value ?? mainUnit)} data={counted.map((value) => ({ value, label: units.name(value) }))} /> : null}
      {units.known === 'reading' ? <Waiting what={say('waiting.program')} /> : <NumberInput label={currency === undefined ? say(`${words}.points`) : say('adjust.amount', { currency })} description={units.known === 'hidden' ? say('adjust.hidden_hint') : deed.hint ?? say(currency === undefined ? `${words}.points_hint` : 'adjust.amount_hint')} value={shown} onChange={(value) => setTyped(String(value))} allowDecimal={currency !== undefined} decimalScale={currency === undefined ? 0 : decimals(currency)} allowNegative={all === undefined} hideControls data-autofocus />}
      <TextInput label={say('adjust.reason')} description={say('adjust.reason_hint')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} />
      {event === null ? null : <Preview member={member} title={say(`${words}.preview`)} event={event} told={(preview) => deed.told({ preview, unit })} />}
      {isAbove ? <AboveLimit /> : null}
    </Ask>
  )
}

/** Giving points, and taking them. */
export function adjusting({ say }: Words, units: Units): PointsDeed {
  return {
    words: 'adjust', type: 'points.adjusted',
    send: (client, { member, key, body }) => answerOf(client.POST('/api/v1/members/{member}/adjustments', { params: { path: { member }, header: { 'Idempotency-Key': key } }, body })),
    done: ({ available }, unit) => say('adjust.done', { told: units.told(unit, available) }),
    told: ({ preview: { before, after, moves }, unit }) => (
      <>
        <Text size="sm">{say('adjust.from_to', { before: units.amount(unit, before.units[unit]?.available ?? 0), after: units.amount(unit, after.units[unit]?.available ?? 0) })}</Text>
        <Moves moves={moves} />
      </>
    ),
  }
}

/** Forgiving a debt, or part of it: `debt` is what is owed of `owed`. */
export function forgiving({ say }: Words, units: Units, { debt, unit: owed }: { debt: number; unit: string }): PointsDeed {
  return {
    words: 'forgive', type: 'debt.forgiven', all: debt, hint: say('forgive.points_hint', { points: units.amount(owed, debt) }),
    send: (client, { member, key, body }) => answerOf(client.POST('/api/v1/members/{member}/forgiveness', { params: { path: { member }, header: { 'Idempotency-Key': key } }, body })),
    done: (balance, unit) => say('forgive.done', { debt: balance.debt, told: units.told(unit, balance.debt) }),
    told: ({ preview: { before, after }, unit }) => {
      const [was, is] = [before.units[unit]?.debt ?? 0, after.units[unit]?.debt ?? 0]
      return (
        <>
          <Text size="sm">{say('forgive.clears', { cleared: units.told(unit, was - is), debt: is, told: units.told(unit, is) })}</Text>
          <Text size="sm">{say('forgive.balance', { balance: units.amount(unit, (after.units[unit]?.active ?? 0) - is) })}</Text>
        </>
      )
    },
  }
}

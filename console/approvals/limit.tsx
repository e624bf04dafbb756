import { Button, Group, NumberInput, Paper, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { moneyText } from '#engine/money'
import { answerOf } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { pointsIn } from '#console/words/points-in.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { limitText } from './limit-text.ts'

/** A few hundred are given any day; this many are worth a second look. */
const OFFERED = 5_000

/** Above how many points nobody gives or takes alone, and a way to say so. */
export function ApprovalLimit() {
  const { say, language } = useWords()
  const units = useUnits()
  const may = useMay()
  const [isAsking, setAsking] = useState(false)
  const limit = useRead(['approvals', 'limit'], (client) => answerOf(client.GET('/api/v1/approval-limit')))
  if (limit.error !== null) return <Trouble error={limit.error} />
  if (limit.data === undefined) return null
  const { points } = limit.data
  return (
    <Paper>
      <Group justify="space-between">
        <Text size="sm">{points === null ? say('approvals.no_limit') : say('approvals.limit', { told: limitText(points, units, language) })}</Text>
        {may('staff:write') ? <Button size="xs" variant="default" onClick={() => setAsking(true)}>{say('approvals.change')}</Button> : null}
      </Group>
      {isAsking ? <Change now={points} onClose={() => setAsking(false)} /> : null}
    </Paper>
  )
}

function Change({ now, onClose }: { now: number | null; onClose: () => void }) {
  const { say, language, decimals } = useWords()
  const units = useUnits()
  const [isOn, setOn] = useState(now !== null)
  const [typed, setTyped] = useState<string | null>(null)
  const currency = units.currency(units.main)
  const at = now ?? OFFERED
  const shown = typed ?? (currency === undefined ? String(at) : moneyText(at, currency))
  const points = pointsIn(shown, currency)
  const write = useWrite((client, _: void) => answerOf(client.POST('/api/v1/approval-limit', { body: { points: isOn ? points : null } })), { touches: ['approvals'], onDone: onClose })
  return (
    <Ask isOpen title={say('approvals.change_title')} text={say('approvals.change_text')} onClose={onClose} action={say('approvals.save')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={!isOn || (points !== null && units.known !== 'reading')}>
      <Switch label={say('approvals.on')} checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />
      {!isOn ? null : units.known === 'reading' ? <Waiting what={say('waiting.program')} /> : (
        <>
          <NumberInput label={currency === undefined ? say('approvals.above') : say('approvals.above_amount', { currency })} value={shown} onChange={(value) => setTyped(String(value))} min={0} allowDecimal={currency !== undefined} decimalScale={currency === undefined ? 0 : decimals(currency)} thousandSeparator=" " hideControls />
          <Text size="sm" c="dimmed" role="status">{points === null ? null : units.known === 'hidden' ? say('approvals.hidden') : say('approvals.counts', { told: limitText(points, units, language) })}</Text>
        </>
      )}
    </Ask>
  )
}

import { Button, Group, NumberInput, Paper, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** A few hundred are given any day; this many are worth a second look. */
const OFFERED = 5_000

/** Above how many points nobody gives or takes alone, and a way to say so. */
export function ApprovalLimit() {
  const { say, number } = useWords()
  const may = useMay()
  const [isAsking, setAsking] = useState(false)
  const limit = useRead(['approvals', 'limit'], (client) => answerOf(client.GET('/api/v1/approval-limit')))
  if (limit.error !== null) return <Trouble error={limit.error} />
  if (limit.data === undefined) return null
  const { points } = limit.data
  return (
    <Paper>
      <Group justify="space-between">
        <Text size="sm">{points === null ? say('approvals.no_limit') : say('approvals.limit', { points: number(points) })}</Text>
        {may('staff:write') ? <Button size="xs" variant="default" onClick={() => setAsking(true)}>{say('approvals.change')}</Button> : null}
      </Group>
      {isAsking ? <Change now={points} onClose={() => setAsking(false)} /> : null}
    </Paper>
  )
}

function Change({ now, onClose }: { now: number | null; onClose: () => void }) {
  const { say } = useWords()
  const [isOn, setOn] = useState(now !== null)
  const [points, setPoints] = useState<number | null>(now ?? OFFERED)
  const write = useWrite((client, _: void) => answerOf(client.POST('/api/v1/approval-limit', { body: { points: isOn ? points : null } })), { touches: ['approvals'], onDone: onClose })
  return (
    <Ask isOpen title={say('approvals.change_title')} text={say('approvals.change_text')} onClose={onClose} action={say('approvals.save')} onAction={() => write.mutate()} isBusy={write.isPending} error={write.error} isReady={!isOn || points !== null}>
      <Switch label={say('approvals.on')} checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />
      {isOn ? <NumberInput label={say('approvals.above')} value={points ?? ''} onChange={(value) => setPoints(typeof value === 'number' ? value : null)} min={0} allowDecimal={false} thousandSeparator=" " hideControls /> : null}
    </Ask>
  )
}

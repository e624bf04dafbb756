import { Group, List, Paper, Text, Title } from '@mantine/core'
import type { OrderStep } from '#sdk/index'
import { explain } from '#console/members/why.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useRead } from '#console/session/client.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'

const OWN = new Set(['pending', 'active', 'reserved', 'debt'])

/** The way of an order: what was told of it and what time did, each with what it moved and why, in the reader's language. */
export function Steps({ member, steps }: { member: string; steps: readonly OrderStep[] }) {
  const { say } = useWords()
  return (
    <Paper component="section" mb="md">
      <Group justify="space-between" mb="sm"><Title order={2}>{say('orders.steps')}</Title><Text size="xs" c="dimmed">{say('timeline.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</Text></Group>
      {steps.map((step) => <Step key={`${step.source} ${step.id} ${step.at}`} member={member} step={step} />)}
    </Paper>
  )
}

function Step({ member, step: { at, type, source, id, moves } }: { member: string; step: OrderStep }) {
  const { say, time } = useWords()
  const units = useUnits()
  const change = moves.reduce((sum, { from, to, points }) => sum + (OWN.has(to) ? points : 0) - (OWN.has(from) ? points : 0), 0)
  const title = type === null ? say(source === 'time' ? `reason.${moves[0]?.reason}` : 'orders.other_event', { id }) : say(`event.${type}`)
  return (
    <div className="moment" data-tone={change < 0 ? 'minus' : 'plus'}>
      <Group justify="space-between" wrap="nowrap" align="baseline"><Text size="sm" fw={500}>{title}</Text><Text size="xs" c="dimmed" ta="right">{time(at)}</Text></Group>
      {moves.map(({ unit, from, to, reason, points }) => <Text key={`${unit} ${from} ${to} ${reason}`} size="sm">{say('timeline.posting', { told: units.told(unit, points), reason: say(`reason.${reason}`), from: say(`account.${from}`), to: say(`account.${to}`) })}</Text>)}
      <Sentences member={member} event={{ source, id }} />
    </div>
  )
}

/** Why, in the sentences of the engine. */
function Sentences({ member, event }: { member: string; event: { source: string; id: string } }) {
  const { language } = useWords()
  const why = useRead(['members', member, 'why', event.source, event.id], (client) => explain(client, { member, event, language }))
  if (why.error !== null) return <Trouble error={why.error} />
  if (why.data === undefined || why.data.sentences.length === 0) return null
  // Sentences may be the same word for word; where they stand is who they are.
  return <List size="sm" c="dimmed" mt={4}>{why.data.sentences.map((sentence, index) => <List.Item key={`${index} ${sentence}`}>{sentence}</List.Item>)}</List>
}

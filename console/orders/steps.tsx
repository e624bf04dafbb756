import { Group, List, Paper, Text, Title } from '@mantine/core'
import type { OrderStep } from '#sdk/index'
import { causeTitle } from '#console/members/moment-title.ts'
import { explain } from '#console/members/why.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useDocument } from '#console/program/use-document.ts'
import { useRead } from '#console/session/client.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'

const OWN = new Set(['pending', 'active', 'reserved', 'debt'])

/** The way of an order: what was told of it and what time did, each with what it moved and why, in the reader's language. */
export function Steps({ member, zone, steps }: { member: string; zone: string; steps: readonly OrderStep[] }) {
  const { say } = useWords()
  return (
    <Paper component="section" mb="md">
      <Group justify="space-between" mb="sm"><Title order={2}>{say('orders.steps')}</Title><Text size="xs" c="dimmed">{say('timeline.zone', { zone })}</Text></Group>
      {steps.map((step) => <Step key={`${step.source} ${step.id} ${step.at}`} member={member} zone={zone} step={step} />)}
    </Paper>
  )
}

function Step({ member, zone, step: { at, type, source, id, moves, cause } }: { member: string; zone: string; step: OrderStep }) {
  const words = useWords()
  const { say, time } = words
  const units = useUnits()
  const document = useDocument()
  const change = moves.reduce((sum, { from, to, points }) => sum + (OWN.has(to) ? points : 0) - (OWN.has(from) ? points : 0), 0)
  const other = cause === null ? undefined : causeTitle(cause, { ...words, document })
  const title = type !== null ? say(`event.${type}`) : source === 'time' ? say(`reason.${moves[0]?.reason}`) : other ?? say('orders.other_event', { id })
  return (
    <div className="moment" data-tone={change < 0 ? 'minus' : 'plus'}>
      <Group justify="space-between" wrap="nowrap" align="baseline"><Text size="sm" fw={500}>{title}</Text><Text size="xs" c="dimmed" ta="right">{time(at, zone)}</Text></Group>
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

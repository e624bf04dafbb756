import { Badge, Table, Text, Title } from '@mantine/core'
import { answerOf } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead } from '#console/session/client.ts'
import { useUnits } from '#console/words/use-units.ts'
import { useWords } from '#console/words/use-words.ts'
import { useOrigin } from './lot-origin.ts'
import { Why } from './why.tsx'

/** What the balance is made of: each credit of which something is left, with its end in the member's own zone. */
export function Lots({ member }: { member: string }) {
  const { say, time, day } = useWords()
  const units = useUnits()
  const origin = useOrigin()
  const lots = useRead(['members', member, 'lots'], (client) => answerOf(client.GET('/api/v1/members/{member}/lots', { params: { path: { member } } })))
  return (
    <section>
      <Title order={2} mb="xs">{say('lots.title')}</Title>
      {lots.error !== null ? <Trouble error={lots.error} /> : lots.data === undefined ? <Waiting what={say('waiting.lots')} /> : lots.data.lots.length === 0 ? <Text c="dimmed" mb="md">{say('lots.none')}</Text> : (
        <Table.ScrollContainer minWidth={680} className="card" mb="md" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('lots.title'), role: 'region' } }}>
          <Table>
            <Table.Thead><Table.Tr>{['earned', 'from', 'left', 'state', 'ends', 'why'].map((each) => <Table.Th key={each} {...(each === 'left' ? { ta: 'right' as const } : {})}>{say(`lots.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
            <Table.Tbody>
              {lots.data.lots.map(({ id, unit, earnedAt, orderId, rule, left, amount, isPending, activatesAt, expiresOn, zone, source, sourceId }) => (
                <Table.Tr key={id}>
                  <Table.Td>{time(earnedAt, zone)}</Table.Td>
                  <Table.Td>{origin({ orderId, rule, source, sourceId })}</Table.Td>
                  <Table.Td ta="right">{say('lots.left_of', { left: units.amount(unit, left), told: units.told(unit, amount) })}</Table.Td>
                  <Table.Td>{isPending ? <Badge color="sand" variant="light">{activatesAt === null ? say('lots.waits') : say('lots.active_from', { day: day(activatesAt, zone) })}</Badge> : <Badge color="kelp" variant="light">{say('lots.active')}</Badge>}</Table.Td>
                  <Table.Td>{expiresOn !== null ? day(expiresOn) : isPending ? '–' : say('lots.no_end')}</Table.Td>
                  <Table.Td><Why member={member} event={{ source, id: sourceId }} zone={zone} title={say('lots.why_these', { points: units.amount(unit, amount) })} /></Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  )
}

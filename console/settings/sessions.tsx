import { Badge, Button, Group, Table, Title } from '@mantine/core'
import { answerOf } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** Where one is signed in, in words that tell one device from another, and when each was last used. */
export function Sessions() {
  const { say, time } = useWords()
  const sessions = useRead(['sessions'], (client) => answerOf(client.GET('/api/v1/staff/sessions', {})))
  const end = useWrite((client, session: string) => answerOf(client.DELETE('/api/v1/staff/sessions/{session}', { params: { path: { session } } })), { touches: ['sessions'] })
  const endOthers = useWrite((client, _: void) => answerOf(client.DELETE('/api/v1/staff/sessions', {})), { touches: ['sessions'] })
  const error = sessions.error ?? end.error ?? endOthers.error
  if (error !== null) return <Trouble error={error} />
  if (sessions.data === undefined) return <Waiting what={say('waiting.sessions')} />
  const { sessions: all } = sessions.data
  return (
    <section>
      <Group justify="space-between" mb="xs"><Title order={2}>{say('account.sessions')}</Title>{all.length > 1 ? <Button size="xs" variant="default" onClick={() => endOthers.mutate()}>{say('account.end_others')}</Button> : null}</Group>
      <Table.ScrollContainer minWidth={640} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('account.sessions'), role: 'region' } }}>
        <Table>
          <Table.Thead><Table.Tr>{['device', 'address', 'since', 'seen', 'ends', 'do'].map((each) => <Table.Th key={each}>{say(`account.column.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {all.map(({ session, device, address, since, seenAt, endsAt, isCurrent }) => (
              <Table.Tr key={session}>
                <Table.Td>{device ?? '–'}</Table.Td><Table.Td>{address ?? '–'}</Table.Td><Table.Td>{time(since)}</Table.Td><Table.Td>{seenAt === null ? '–' : time(seenAt)}</Table.Td><Table.Td>{time(endsAt)}</Table.Td>
                <Table.Td>{isCurrent ? <Badge color="kelp" variant="light">{say('account.this')}</Badge> : <Button size="compact-xs" variant="subtle" color="coral" onClick={() => end.mutate(session)}>{say('account.end')}</Button>}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  )
}

import { Badge, Box, Table, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf } from '#sdk/index'
import { STATE_COLOURS } from '#console/mail/mailbox.tsx'
import { Sheet } from '#console/page/sheet.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** What was written to a member in the last 30 days; where there is nothing, nothing is shown. */
export function MemberMails({ member, zone }: { member: string; zone: string | undefined }) {
  const { say, time } = useWords()
  const store = useStoreId() as string
  const mayOpen = useMay()('mails:read')
  const read = useRead(['members', member, 'mails'], (client) => answerOf(client.GET('/api/v1/members/{member}/mails', { params: { path: { member } } })))
  if (read.error !== null) return <Trouble error={read.error} onRetry={() => void read.refetch()} />
  if (read.data === undefined || read.data.mails.length === 0) return null
  return (
    <Box component="section" mb="md">
      <Title order={2} mb="xs">{say('mail.to_member')}</Title>
      <Sheet label={say('mail.to_member')} columns={['subject', 'kind', 'state', 'at'].map((each) => say(`mail.column.${each}`))} minWidth={560}>
        {read.data.mails.map(({ mail, kind, subject, state, createdAt }) => (
          <Table.Tr key={mail}>
            <Table.Td>{mayOpen ? <Link to="/$store/settings/mail/$mail" params={{ store, mail }} dir="auto">{subject}</Link> : <bdi>{subject}</bdi>}</Table.Td><Table.Td>{say(`mail.kind.${kind}`)}</Table.Td>
            <Table.Td><Badge variant="light" color={STATE_COLOURS[state]}>{say(`mail.state.${state}`)}</Badge></Table.Td><Table.Td>{time(createdAt, zone)}</Table.Td>
          </Table.Tr>
        ))}
      </Sheet>
    </Box>
  )
}

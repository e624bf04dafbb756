import { Badge, Button, Group, Paper, PasswordInput, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type FormEvent } from 'react'
import { answerOf } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { KeysSwitch } from '#console/shell/keys-switch.tsx'
import { useWords } from '#console/words/use-words.ts'
import { Passkeys } from './passkeys.tsx'
import { Totp } from './totp.tsx'

/** One's own: where one is signed in, the password, the second factor. */
export function Account() {
  const { say } = useWords()
  return (
    <Page title={say('nav.account')}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" mb="md">
        <Stack gap="md"><Totp /><Passkeys /></Stack>
        <Stack gap="md"><Password /><KeysSwitch /></Stack>
      </SimpleGrid>
      <Sessions />
    </Page>
  )
}

function Password() {
  const { say } = useWords()
  const [password, setPassword] = useState('')
  const [newPassword, setNew] = useState('')
  const change = useWrite((client, _: void) => answerOf(client.POST('/api/v1/staff/password', { body: { password, newPassword } })), {
    touches: ['sessions'],
    onDone: () => {
      setPassword('')
      setNew('')
      notifications.show({ color: 'kelp', message: say('account.password_done'), closeButtonProps: { 'aria-label': say('ask.close') } })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate()
  }
  const show = { 'aria-label': say('signin.show') }
  return (
    <Paper component="form" onSubmit={submit}>
      <Title order={2} mb="xs">{say('account.password')}</Title>
      <Stack gap="sm">
        <PasswordInput label={say('account.old')} autoComplete="current-password" required withAsterisk={false} value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={show} />
        <PasswordInput label={say('signin.new_password')} description={say('signin.password_rule')} autoComplete="new-password" required withAsterisk={false} value={newPassword} onChange={(event) => setNew(event.currentTarget.value)} visibilityToggleButtonProps={show} />
        {change.error === null ? null : <Trouble error={change.error} />}
        <Group><Button type="submit" variant="default" loading={change.isPending}>{say('account.change')}</Button></Group>
      </Stack>
    </Paper>
  )
}

function Sessions() {
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
      <Table.ScrollContainer minWidth={560} className="card" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': say('account.sessions'), role: 'region' } }}>
        <Table>
          <Table.Thead><Table.Tr>{['device', 'address', 'since', 'ends', 'do'].map((each) => <Table.Th key={each}>{say(`account.column.${each}`)}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {all.map(({ session, device, address, since, endsAt, isCurrent }) => (
              <Table.Tr key={session}>
                <Table.Td><Text size="sm" lineClamp={1} maw={360}>{device ?? '–'}</Text></Table.Td><Table.Td>{address ?? '–'}</Table.Td><Table.Td>{time(since)}</Table.Td><Table.Td>{time(endsAt)}</Table.Td>
                <Table.Td>{isCurrent ? <Badge color="kelp" variant="light">{say('account.this')}</Badge> : <Button size="compact-xs" variant="subtle" color="coral" onClick={() => end.mutate(session)}>{say('account.end')}</Button>}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  )
}

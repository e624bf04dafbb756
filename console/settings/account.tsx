import { Button, Group, Paper, PasswordInput, SimpleGrid, Stack, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type FormEvent } from 'react'
import { answerOf } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useWrite } from '#console/session/client.ts'
import { KeysSwitch } from '#console/shell/keys-switch.tsx'
import { useWords } from '#console/words/use-words.ts'
import { OwnName } from './own-name.tsx'
import { Passkeys } from './passkeys.tsx'
import { Sessions } from './sessions.tsx'
import { Totp } from './totp.tsx'

/** One's own: the name, the password, the second factor, where one is signed in. */
export function Account() {
  const { say } = useWords()
  return (
    <Page title={say('nav.account')}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" mb="md">
        <Stack gap="md"><Totp /><Passkeys /></Stack>
        <Stack gap="md"><OwnName /><Password /><KeysSwitch /></Stack>
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

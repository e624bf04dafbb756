import { Alert, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { useWrite } from '#console/session/client.ts'
import { useMe } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** Sends a mail at once by the settings as they are saved, and tells what the mail server said. */
export function TryMail() {
  const { say } = useWords()
  const { data: me } = useMe()
  const [to, setTo] = useState(me?.staff.email ?? '')
  const send = useWrite((client, _: void) => answerOf(client.POST('/api/v1/mail-settings/tests', { body: { to } })), { touches: ['start'] })
  return (
    <Paper component="form" maw={820} onSubmit={(event) => { event.preventDefault(); send.mutate() }}><Stack gap="sm">
      <Title order={2}>{say('mail.test')}</Title>
      <Group align="flex-end">
        <TextInput type="email" label={say('mail.test_to')} style={{ flex: '1 1 240px' }} required value={to} onChange={(event) => setTo(event.currentTarget.value.trim())} />
        <Button type="submit" variant="default" loading={send.isPending} disabled={to === ''}>{say('mail.test_go')}</Button>
      </Group>
      {send.error === null ? null : <Trouble error={send.error} />}
      {send.data === undefined ? null : send.data.isSent ? <Alert color="kelp" role="status">{say('mail.test_sent')}</Alert> : (
        <Alert color="coral" role="alert" title={say(`mail.why.${send.data.why}`)}>{send.data.detail === null ? null : <Text size="sm" className="fixed">{send.data.detail}</Text>}</Alert>
      )}
    </Stack></Paper>
  )
}

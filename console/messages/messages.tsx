import { Alert, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { answerOf } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead, useStoreId } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { MessageCard } from './message-card.tsx'

/** Which mails members get on what happens to them. */
export function Messages() {
  const { say } = useWords()
  const store = useStoreId() as string
  const isWriter = useMay()('mails:write')
  const read = useRead(['messages', 'list'], (client) => answerOf(client.GET('/api/v1/messages', {})))
  return (
    <Page title={say('nav.messages')}>
      {read.error !== null ? <Trouble error={read.error} onRetry={() => void read.refetch()} /> : read.data === undefined ? <Waiting what={say('waiting.messages')} /> : (
        <Stack gap="md" maw={820}>
          <Text size="sm" c="dimmed">{say('messages.lead')}</Text>
          {read.data.isMailSet ? null : <Alert color="sand">{say('messages.not_set')} <Link to="/$store/settings/mail" params={{ store }}>{say('messages.set')}</Link></Alert>}
          {read.data.messages.map((message) => <MessageCard key={message.kind} message={message} isWriter={isWriter} />)}
        </Stack>
      )}
    </Page>
  )
}

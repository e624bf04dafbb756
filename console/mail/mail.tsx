import { Stack } from '@mantine/core'
import { answerOf } from '#sdk/index'
import { Page } from '#console/page/page.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { useRead } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { Mailbox } from './mailbox.tsx'
import { Settings } from './settings.tsx'
import { TryMail } from './try-mail.tsx'

/** How mails leave, a mail to try it, and what was written to people. */
export function Mail() {
  const { say } = useWords()
  const isWriter = useMay()('mails:write')
  const read = useRead(['mail', 'settings'], (client) => answerOf(client.GET('/api/v1/mail-settings', {})))
  return (
    <Page title={say('nav.mail')}>
      <Stack gap="md">
        {read.error !== null ? <Trouble error={read.error} onRetry={() => void read.refetch()} /> : read.data === undefined ? <Waiting what={say('waiting.mail')} /> : (
          <>
            <Settings key={read.data.changedAt} settings={read.data} isWriter={isWriter} />
            {isWriter && read.data.isSet ? <TryMail /> : null}
          </>
        )}
        <Mailbox />
      </Stack>
    </Page>
  )
}

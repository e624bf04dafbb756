import { Anchor, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Impersonation } from '#sdk/index'
import { AskReason } from '#console/page/ask-reason.tsx'
import { useWrite } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'

/** Opens the member centre as a member sees it, for a reason. It is a link that is pressed, as browsers keep pages from opening others by themselves. */
export function Impersonate({ member, onClose }: { member: string; onClose: () => void }) {
  const { say, time } = useWords()
  const [begun, setBegun] = useState<Impersonation | null>(null)
  const begin = useWrite((client, reason: string) => answerOf(client.POST('/api/v1/members/{member}/impersonations', { params: { path: { member } }, body: { reason } })), { touches: [], onDone: setBegun })
  if (begun === null) return <AskReason title={say('impersonate.title')} text={say('impersonate.text')} action={say('impersonate.go')} onClose={onClose} onAction={(reason) => begin.mutate(reason)} isBusy={begin.isPending} error={begin.error} />
  return (
    <Modal opened onClose={onClose} title={say('impersonate.begun')} closeButtonProps={{ 'aria-label': say('ask.close') }}>
      <Stack gap="sm">
        <Text size="sm">{say('impersonate.begun_text', { time: time(begun.expiresAt) })}</Text>
        <Anchor href={`/m/${begun.handle}/`} target="_blank" rel="noopener" onClick={onClose} data-autofocus>{say('impersonate.to')}</Anchor>
      </Stack>
    </Modal>
  )
}

import { Alert, Button, Text } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Freeze } from '#sdk/index'
import { AskReason } from '#console/page/ask-reason.tsx'
import { because, useWrite } from '#console/session/client.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'

/** That a member is frozen, since when and why, and the way back. */
export function Frozen({ freeze, member, zone }: { freeze: Freeze; member: string; zone: string }) {
  const { say, time } = useWords()
  const may = useMay()
  const [isAsking, setAsking] = useState(false)
  const restore = useWrite((client, reason: string) => answerOf(client.DELETE('/api/v1/members/{member}/freeze', { params: { path: { member } }, headers: because(reason) })), { touches: ['members'], onDone: () => setAsking(false) })
  if (!freeze.isFrozen) return null
  return (
    <Alert color="coral" mb="md" title={say('freeze.is')}>
      <Text size="sm">{say('freeze.since', { time: freeze.frozenAt === null ? '' : time(freeze.frozenAt, zone), reason: freeze.reason ?? '' })}</Text>
      {may('members:write') ? <Button mt="xs" size="xs" variant="default" onClick={() => setAsking(true)}>{say('freeze.restore')}</Button> : null}
      {isAsking ? <AskReason title={say('freeze.restore_title')} text={say('freeze.restore_text')} action={say('freeze.restore')} onClose={() => setAsking(false)} onAction={restore.mutate} isBusy={restore.isPending} error={restore.error} /> : null}
    </Alert>
  )
}

/** Freezes a member, as whoever signed in may be somebody else. */
export function FreezeMember({ member, onClose }: { member: string; onClose: () => void }) {
  const { say } = useWords()
  const freeze = useWrite((client, reason: string) => answerOf(client.POST('/api/v1/members/{member}/freeze', { params: { path: { member } }, body: { reason } })), { touches: ['members'], onDone: onClose })
  return <AskReason isGrave title={say('freeze.title')} text={say('freeze.text')} action={say('freeze.go')} onClose={onClose} onAction={freeze.mutate} isBusy={freeze.isPending} error={freeze.error} />
}

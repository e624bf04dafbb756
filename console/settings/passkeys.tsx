import { Button, Group, Paper, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { enrolPasskey, hasPasskeys } from '#console/session/passkeys.ts'
import { useWords } from '#console/words/use-words.ts'

/** Passkeys: which there are, one of this device, and taking one away. */
export function Passkeys() {
  const { say, day } = useWords()
  const [isAdding, setAdding] = useState(false)
  const [name, setName] = useState('')
  const keys = useRead(['passkeys'], (client) => answerOf(client.GET('/api/v1/staff/passkeys', {})))
  const add = useWrite((client, _: void) => enrolPasskey(client, name.trim()), { touches: ['passkeys', 'me'], onDone: () => { setAdding(false); setName('') } })
  const remove = useWrite((client, passkey: string) => answerOf(client.DELETE('/api/v1/staff/passkeys/{passkey}', { params: { path: { passkey } } })), { touches: ['passkeys', 'me'] })
  const error = keys.error ?? remove.error
  return (
    <Paper>
      <Title order={2} mb="xs">{say('passkeys.title')}</Title>
      <Text size="sm" c="dimmed" mb="sm">{say('passkeys.text')}</Text>
      {error === null ? null : <Trouble error={error} />}
      {keys.data?.passkeys.map(({ passkey, name: called, since }) => (
        <Group key={passkey} justify="space-between" mb={4}><Text size="sm">{say('passkeys.one', { name: called ?? say('passkeys.unnamed'), day: day(since) })}</Text><Button size="compact-xs" variant="subtle" color="coral" onClick={() => remove.mutate(passkey)} aria-label={say('passkeys.remove_of', { name: called ?? say('passkeys.unnamed') })}>{say('passkeys.remove')}</Button></Group>
      ))}
      {hasPasskeys() ? <Button variant="default" onClick={() => setAdding(true)}>{say('passkeys.add')}</Button> : null}
      <Ask isOpen={isAdding} title={say('passkeys.add')} text={say('passkeys.add_text')} onClose={() => setAdding(false)} action={say('passkeys.add')} onAction={() => add.mutate()} isBusy={add.isPending} error={add.error instanceof DOMException ? null : add.error} isReady={name.trim() !== ''}>
        <TextInput label={say('passkeys.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      </Ask>
    </Paper>
  )
}

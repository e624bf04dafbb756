import { Badge, Button, Group, Paper, PasswordInput, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { answerOf, type Passkeys as Known } from '#sdk/index'
import { Ask } from '#console/page/ask.tsx'
import { Trouble } from '#console/page/trouble.tsx'
import { useRead, useWrite } from '#console/session/client.ts'
import { useMe } from '#console/session/me.ts'
import { enrolPasskey, hasPasskeys } from '#console/session/passkeys.ts'
import { useWords } from '#console/words/use-words.ts'
import { NewRecoveryCodes, RecoveryCodes } from './recovery-codes.tsx'

type Key = Known['passkeys'][number]

/** Passkeys: which there are, one of this device, and taking one away; without an app they have recovery codes of their own, shown once. */
export function Passkeys() {
  const { say, day } = useWords()
  const [isAdding, setAdding] = useState(false)
  const [name, setName] = useState('')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [isRenewing, setRenewing] = useState(false)
  const staff = useMe().data?.staff
  const isAlone = staff?.hasSecondFactor === true && !staff.hasTotp
  const nameOf = (key: Key): string => key.name ?? say('passkeys.unnamed')
  const keys = useRead(['passkeys'], (client) => answerOf(client.GET('/api/v1/staff/passkeys', {})))
  const add = useWrite((client, _: void) => enrolPasskey(client, name.trim()), { touches: ['passkeys', 'me', 'sessions'], onDone: (made) => { setAdding(false); setName(''); if (made.length > 0) setCodes(made) } })
  const [removed, setRemoved] = useState<Key | null>(null)
  return (
    <Paper>
      <Group justify="space-between" mb="xs"><Title order={2}>{say('passkeys.title')}</Title>{keys.data === undefined || keys.data.passkeys.length === 0 ? null : <Badge color="kelp" variant="light">{say('totp.on')}</Badge>}</Group>
      <Text size="sm" c="dimmed" mb="sm">{say('passkeys.text')}</Text>
      {codes === null || staff?.hasTotp === true ? null : <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />}
      {keys.error === null ? null : <Trouble error={keys.error} />}
      {keys.data?.passkeys.map((key) => (
        <Group key={key.passkey} justify="space-between" mb={4}><Text size="sm">{say('passkeys.one', { name: nameOf(key), day: day(key.since) })}</Text><Button size="compact-xs" variant="subtle" color="coral" onClick={() => setRemoved(key)} aria-label={say('passkeys.remove_of', { name: nameOf(key) })}>{say('passkeys.remove')}</Button></Group>
      ))}
      {isAlone && !staff.hasRecoveryCodes ? <Text size="sm" mb="sm">{say('passkeys.no_codes')}</Text> : null}
      <Group gap="xs">
        {hasPasskeys() ? <Button variant="default" onClick={() => setAdding(true)}>{say('passkeys.add')}</Button> : null}
        {isAlone ? <Button variant="default" onClick={() => setRenewing(true)}>{say('codes.make')}</Button> : null}
      </Group>
      {isRenewing ? <NewRecoveryCodes onCodes={setCodes} onClose={() => setRenewing(false)} /> : null}
      <Ask isOpen={isAdding} title={say('passkeys.add')} text={say('passkeys.add_text')} onClose={() => setAdding(false)} action={say('passkeys.add')} onAction={() => add.mutate()} isBusy={add.isPending} error={add.error instanceof DOMException ? null : add.error} isReady={name.trim() !== ''}>
        <TextInput label={say('passkeys.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      </Ask>
      {removed === null ? null : <Remove passkey={removed.passkey} name={nameOf(removed)} onClose={() => setRemoved(null)} />}
    </Paper>
  )
}

/** Asks for the password before a way to sign in goes. */
function Remove({ passkey, name, onClose }: { passkey: string; name: string; onClose: () => void }) {
  const { say } = useWords()
  const [password, setPassword] = useState('')
  const remove = useWrite((client, _: void) => answerOf(client.POST('/api/v1/staff/passkeys/{passkey}/removals', { params: { path: { passkey } }, body: { password } })), { touches: ['passkeys', 'me'], onDone: onClose })
  return (
    <Ask isOpen isGrave title={say('passkeys.remove_title', { name })} text={say('passkeys.remove_text')} onClose={onClose} action={say('passkeys.remove')} onAction={() => remove.mutate()} isBusy={remove.isPending} error={remove.error} isReady={password !== ''}>
      <PasswordInput label={say('signin.password')} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': say('signin.show') }} data-autofocus />
    </Ask>
  )
}

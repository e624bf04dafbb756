import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { answerOf, type ShowSecondFactor, type SignInState } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { useWords } from '#console/words/use-words.ts'
import { ByPasskey } from './by-passkey.tsx'
import { useWrite } from './client.ts'
import { hasPasskeys } from './passkeys.ts'

type Asked = { ways: SignInState['ways']; onState: (state: SignInState) => void; onBack: () => void }

/** What the account asks for besides the password: a code, or a passkey where that is all there is. */
export function SecondFactor({ ways, onState, onBack }: Asked) {
  if (!ways.includes('passkey')) return <Code ways={ways} onState={onState} onBack={onBack} />
  return <Passkey onState={onState} onBack={onBack} />
}

function Passkey({ onState, onBack }: Omit<Asked, 'ways'>) {
  const { say } = useWords()
  return (
    <Stack gap="sm">
      <Text size="sm">{say(hasPasskeys() ? 'factor.about_passkey' : 'factor.no_passkey')}</Text>
      {hasPasskeys() ? <ByPasskey isMain onState={onState} /> : null}
      <Text size="xs" c="dimmed">{say('factor.lost_passkey')}</Text>
      <Anchor component="button" type="button" size="sm" ta="start" onClick={onBack}>{say('factor.back')}</Anchor>
    </Stack>
  )
}

/** The six digits of the app, or a recovery code where the telephone is not at hand. */
function Code({ ways, onState, onBack }: Asked) {
  const { say } = useWords()
  const [way, setWay] = useState<'totp' | 'recovery'>(ways.includes('totp') ? 'totp' : 'recovery')
  const [code, setCode] = useState('')
  const show = useWrite((client, body: ShowSecondFactor) => answerOf(client.POST('/api/v1/staff/sessions/second-factor', { body })), { touches: [], onDone: onState })
  const other = way === 'totp' ? 'recovery' : 'totp'
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    show.mutate({ way, code: code.trim() })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput key={way} label={say(`factor.${way}`)} description={say(`factor.about_${way}`)} value={code} onChange={(event) => setCode(event.currentTarget.value)} inputMode={way === 'totp' ? 'numeric' : 'text'} autoComplete="one-time-code" required withAsterisk={false} autoFocus />
        {show.error === null ? null : <Trouble error={show.error} />}
        <Button type="submit" loading={show.isPending}>{say('factor.go')}</Button>
        <Group justify="space-between">
          <Anchor component="button" type="button" size="sm" onClick={onBack}>{say('factor.back')}</Anchor>
          {ways.includes(other) ? <Anchor component="button" type="button" size="sm" onClick={() => { setWay(other); setCode('') }}>{say(`factor.use_${other}`)}</Anchor> : null}
        </Group>
      </Stack>
    </form>
  )
}

import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { answerOf, type SignIn, type SignInState } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { useWords } from '#console/words/use-words.ts'
import { ByPasskey } from './by-passkey.tsx'
import { useWrite } from './client.ts'
import { hasPasskeys } from './passkeys.ts'

type Way = SignInState['ways'][number]
/** `shown`: what was shown before, which a recovery code in the place of a passkey goes along with. */
type Asked = { ways: readonly Way[]; shown: SignIn; onState: (state: SignInState) => void; onBack: () => void }

/** What the account asks for besides the password: a code, or a passkey where that is all there is; one of the ways at a time, the first one first. */
export function SecondFactor({ ways, shown, onState, onBack }: Asked) {
  const { say } = useWords()
  const [way, setWay] = useState(ways[0])
  const links = (
    <Group justify="space-between">
      <Anchor component="button" type="button" size="sm" onClick={onBack}>{say('factor.back')}</Anchor>
      {ways.filter((one) => one !== way).map((other) => <Anchor key={other} component="button" type="button" size="sm" onClick={() => setWay(other)}>{say(`factor.use_${other}`)}</Anchor>)}
    </Group>
  )
  if (way === 'passkey') return <Passkey hasCodes={ways.includes('recovery')} onState={onState}>{links}</Passkey>
  return <Code key={way} way={way ?? 'totp'} {...(ways.includes('passkey') ? { shown } : {})} onState={onState}>{links}</Code>
}

function Passkey({ hasCodes, onState, children }: Pick<Asked, 'onState'> & { hasCodes: boolean; children: ReactNode }) {
  const { say } = useWords()
  return (
    <Stack gap="sm">
      <Text size="sm">{say(hasPasskeys() ? 'factor.about_passkey' : 'factor.no_passkey')}</Text>
      {hasPasskeys() ? <ByPasskey isMain onState={onState} /> : null}
      {hasCodes ? null : <Text size="xs" c="dimmed">{say('factor.lost_passkey')}</Text>}
      {children}
    </Stack>
  )
}

/** The six digits of the app, or a recovery code where the device is not at hand. */
function Code({ way, shown, onState, children }: Pick<Asked, 'onState'> & { way: 'totp' | 'recovery'; shown?: SignIn; children: ReactNode }) {
  const { say } = useWords()
  const [typed, setTyped] = useState('')
  const code = typed.trim()
  const show = useWrite((client, _: void) => answerOf(shown === undefined ? client.POST('/api/v1/staff/sessions/second-factor', { body: { way, code } }) : client.POST('/api/v1/staff/sessions', { body: { ...shown, recoveryCode: code } })), { touches: [], onDone: onState })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    show.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label={say(`factor.${way}`)} description={say(`factor.about_${way}`)} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} inputMode={way === 'totp' ? 'numeric' : 'text'} autoComplete="one-time-code" required withAsterisk={false} autoFocus />
        {show.error === null ? null : <Trouble error={show.error} />}
        <Button type="submit" loading={show.isPending}>{say('factor.go')}</Button>
        {children}
      </Stack>
    </form>
  )
}

import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { answerOf, type SignIn as Shown, type SignInState } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { languageOf, switchLanguage } from '#console/words/words.ts'
import { useWords } from '#console/words/use-words.ts'
import { ByPasskey } from './by-passkey.tsx'
import { useWrite } from './client.ts'
import { Gate } from './gate.tsx'
import { readMe } from './me.ts'
import { hasPasskeys } from './passkeys.ts'
import { ME } from './queries.ts'
import { SecondFactor } from './second-factor.tsx'

/** Signs in: a password and, where there is one, the second factor; or a passkey, which is both. What was typed is kept until then: a recovery code in the place of a passkey goes along with it. */
export function SignIn() {
  const { say } = useWords()
  const [begun, setBegun] = useState<{ ways: SignInState['ways']; shown: Shown } | null>(null)
  const enter = useEntering()
  const onState = ({ state, ways }: SignInState, shown: Shown): void => (state === 'signed_in' ? void enter() : setBegun({ ways, shown }))
  if (begun === null) return <Gate title={say('signin.title')}><Password onState={onState} /></Gate>
  return <Gate title={say('factor.title')} text={say('factor.text')}><SecondFactor key={begun.ways.join()} {...begun} onState={(next) => onState(next, begun.shown)} onBack={() => setBegun(null)} /></Gate>
}

/** Reads who this is, takes their language, and goes where they wanted to. */
export function useEntering(): () => Promise<void> {
  const queries = useQueryClient()
  const { history, basepath } = useRouter()
  const { to } = useSearch({ strict: false }) as { to?: string }
  return async () => {
    queries.clear()
    const me = await queries.fetchQuery({ queryKey: ME, queryFn: readMe })
    const locale = me?.staff.locale ?? null
    if (locale !== null) await switchLanguage(languageOf(locale))
    // Only addresses of this console: one that begins with two slashes would be another server's.
    history.push(`${basepath}${to !== undefined && /^\/(?!\/)/.test(to) ? to : '/'}`)
  }
}

function Password({ onState }: { onState: (state: SignInState, shown: Shown) => void }) {
  const { say } = useWords()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const shown = { email: email.trim(), password }
  const begin = (state: SignInState): void => onState(state, shown)
  const signIn = useWrite((client, body: Shown) => answerOf(client.POST('/api/v1/staff/sessions', { body })), { touches: [], onDone: begin })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    signIn.mutate(shown)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label={say('signin.email')} type="email" name="email" autoComplete="username" required withAsterisk={false} value={email} onChange={(event) => setEmail(event.currentTarget.value)} data-autofocus />
        <PasswordInput label={say('signin.password')} name="password" autoComplete="current-password" required withAsterisk={false} value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': say('signin.show') }} />
        {signIn.error === null ? null : <Trouble error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending}>{say('signin.go')}</Button>
        {hasPasskeys() ? <ByPasskey onState={begin} /> : null}
        <Text size="xs" c="dimmed">{say('signin.locked_out')}</Text>
      </Stack>
    </form>
  )
}

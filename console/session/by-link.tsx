import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { answerOf, type InvitationShown, type Rockpool } from '#sdk/index'
import { Trouble } from '#console/page/trouble.tsx'
import { Waiting } from '#console/page/waiting.tsx'
import { roleName } from '#console/settings/role-name.ts'
import { useWords } from '#console/words/use-words.ts'
import { useRead, useWrite } from './client.ts'
import { Gate } from './gate.tsx'
import { useMe } from './me.ts'
import { useEntering } from './sign-in.tsx'

type Told = { token: string; name?: string; email?: string; password?: string }
type Sort = { word: 'setup' | 'invitation' | 'password'; fields: readonly ('name' | 'email' | 'password')[]; send: (client: Rockpool, told: Told) => Promise<unknown>; signsIn: boolean; said?: ReactNode; name?: string }

/** The first owner, by the link that the terminal printed. */
export function SetUp() {
  return <ByLink word="setup" fields={['name', 'email', 'password']} send={(client, body) => answerOf(client.POST('/api/v1/staff/owner', { body }))} signsIn />
}

/**
 * Somebody who was invited to a store: new here, or signed in already. They see by whom and to what before they do anything; one that is over says why.
 * What was seen once is not asked again: accepted, the invitation is over for the server, and nothing to tell whoever has just taken it.
 */
export function AcceptInvitation() {
  const { say } = useWords()
  const [token] = useState(tokenOfAddress)
  const [seen, setSeen] = useState<InvitationShown>()
  const shown = useRead(['invitation', token], (client) => answerOf(client.POST('/api/v1/staff/invitation-views', { body: { token } })), { isWanted: token !== '' && seen === undefined })
  if (seen === undefined && shown.data !== undefined) setSeen(shown.data)
  if (seen === undefined && shown.error !== null) return <Gate title={say('invitation.over')}><Trouble error={shown.error} /><Anchor href="/console/sign-in">{say('invitation.sign_in')}</Anchor></Gate>
  if (token !== '' && seen === undefined) return <Gate title={say('invitation.title')}><Waiting what={say('waiting.invitation')} /></Gate>
  return <ByLink word="invitation" fields={['name', 'password']} send={(client, body) => answerOf(client.POST('/api/v1/staff/acceptances', { body }))} signsIn said={seen === undefined ? undefined : <Invited to={seen} />} name={seen?.name ?? ''} />
}

function Invited({ to: { store, role, roleName: name, email, invitedBy, expiresAt } }: { to: InvitationShown }) {
  const words = useWords()
  const { say, time } = words
  const values = { store: store.name, role: roleName(words, { role, name }), by: invitedBy ?? '' }
  return (
    <Alert color="tide" title={say(invitedBy === null ? 'invitation.from_store' : 'invitation.from', values)}>
      <Text size="sm">{say('invitation.as', values)}{store.kind === 'sandbox' ? ` ${say('invitation.sandbox')}` : ''}</Text>
      <Text size="sm">{say('invitation.for', { email, time: time(expiresAt) })}</Text>
    </Alert>
  )
}

/** A new password, by a link that an administrator made. */
export function SetPassword() {
  return <ByLink word="password" fields={['password']} send={(client, { token, password = '' }) => answerOf(client.POST('/api/v1/staff/password-resets', { body: { token, password } }))} signsIn={false} />
}

/** The token stands behind #, so that no server and no log ever sees it. */
function tokenOfAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? ''
}

function ByLink({ word, fields, send, signsIn, said, name = '' }: Sort) {
  const { say } = useWords()
  const [token] = useState(tokenOfAddress)
  const { data: me } = useMe()
  const [told, setTold] = useState<Omit<Told, 'token'>>(name === '' ? {} : { name })
  const enter = useEntering()
  const write = useWrite((client, input: Told) => send(client, input), { touches: ['me'], onDone: () => void (signsIn ? enter() : location.assign('/console/sign-in')) })
  // Whoever is signed in already takes the seat as themselves.
  const asked = me === null || me === undefined || word === 'password' ? fields : []
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    write.mutate({ token, ...told })
  }
  const change = (name: keyof typeof told) => (event: { currentTarget: { value: string } }): void => setTold({ ...told, [name]: event.currentTarget.value })
  if (token === '') return <Gate title={say(`${word}.title`)}><Alert color="sand" title={say('link.none')}>{say('link.none_text')}</Alert></Gate>
  return (
    <Gate title={say(`${word}.title`)} text={say(`${word}.text`)}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {said}
          {asked.length === 0 && me !== null && me !== undefined ? <Alert color="tide">{say('link.as', { name: me.staff.name, email: me.staff.email })}</Alert> : null}
          {asked.includes('name') ? <TextInput label={say('signin.name')} name="name" autoComplete="name" required withAsterisk={false} value={told.name ?? ''} onChange={change('name')} /> : null}
          {asked.includes('email') ? <TextInput label={say('signin.email')} type="email" name="email" autoComplete="username" required withAsterisk={false} value={told.email ?? ''} onChange={change('email')} /> : null}
          {asked.includes('password') ? <PasswordInput label={say('signin.new_password')} description={say('signin.password_rule')} name="password" autoComplete="new-password" required withAsterisk={false} value={told.password ?? ''} onChange={change('password')} visibilityToggleButtonProps={{ 'aria-label': say('signin.show') }} /> : null}
          {write.error === null ? null : <Trouble error={write.error} />}
          <Button type="submit" loading={write.isPending}>{say(`${word}.go`)}</Button>
        </Stack>
      </form>
    </Gate>
  )
}

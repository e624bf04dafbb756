import { useRef, useState } from 'preact/hooks'
import { ApiProblem } from '#member/kit/api'
import { CodeField } from './code-field.tsx'
import { useDesk } from './desk.ts'
import { Forgotten } from './forgotten.tsx'
import { Action, Problem } from './parts.tsx'
import { canPasskey, showPasskey } from './passkey.ts'
import type { SignedIn } from './shapes.ts'
import { useDoing } from './use-answer.ts'

type Props = { onSent: (email: string) => void; onDone: (signed: SignedIn) => void }

/** The ways in that the shop has; codes first, as nobody must remember anything for them. */
export function SignInForm({ onSent, onDone }: Props) {
  const { shop, say } = useDesk()
  const [isByPassword, setIsByPassword] = useState(!shop.ways.code && shop.ways.password)
  const [isForgotten, setIsForgotten] = useState(false)
  if (isForgotten) return <Forgotten onDone={() => setIsForgotten(false)} />
  return (
    <>
      {isByPassword ? <ByPassword onDone={onDone} onForgotten={() => setIsForgotten(true)} /> : shop.ways.code && <AskEmail note={shop.isOpen ? say('sign_in.joins') : undefined} onSent={onSent} />}
      {shop.ways.passkey && canPasskey() && <ByPasskey onDone={onDone} />}
      {shop.ways.code && shop.ways.password && <button type="button" class="link" onClick={() => setIsByPassword(!isByPassword)}>{say(isByPassword ? 'sign_in.by_code' : 'sign_in.by_password')}</button>}
    </>
  )
}

/** An address to which a code goes; `proposed` stands there already, and `note` below. */
export function AskEmail({ proposed = '', note, onSent }: { proposed?: string; note?: string | undefined; onSent: (email: string) => void }) {
  const { say, ask, locale } = useDesk()
  const field = useRef<HTMLInputElement>(null)
  const send = useDoing(async () => {
    const email = field.current?.value.trim() ?? ''
    await ask('/codes', { method: 'POST', body: { email, purpose: 'sign_in', locale } })
    onSent(email)
  })
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); void send.run() }}>
      <label>{say('field.email')}<input ref={field} type="email" name="email" autoComplete="email" inputMode="email" required maxLength={300} dir="ltr" defaultValue={proposed} /></label>
      <Problem problem={send.problem} />
      <Action type="submit" isBusy={send.isBusy} busy={say('sign_in.sending')}>{say('sign_in.send')}</Action>
      {note !== undefined && <small class="muted">{note}</small>}
    </form>
  )
}

function ByPassword({ onDone, onForgotten }: Pick<Props, 'onDone'> & { onForgotten: () => void }) {
  const { say, ask, locale, shop } = useDesk()
  const [email, password, totp] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)]
  const [asksTotp, setAsksTotp] = useState(false)
  const enter = useDoing(async () => {
    const body = { way: 'password', keep: 'cookie', email: email.current?.value.trim(), password: password.current?.value, joining: { locale }, ...(asksTotp ? { totp: totp.current?.value.trim() } : {}) }
    onDone(await ask<SignedIn>('/sessions', { method: 'POST', body }).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.code === 'logins.totp_needed') setAsksTotp(true)
      throw error
    }))
  })
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); void enter.run() }}>
      <label>{say('field.email')}<input ref={email} type="email" autoComplete="username" required maxLength={300} dir="ltr" /></label>
      <label>{say('field.password')}<input ref={password} type="password" autoComplete="current-password" required maxLength={200} /></label>
      {asksTotp && <CodeField field={totp} label={say('field.totp')} />}
      <Problem problem={enter.problem} />
      <Action type="submit" isBusy={enter.isBusy} busy={say('wait.check')}>{say('title.sign-in')}</Action>
      {shop.ways.code ? <small class="muted">{say('sign_in.forgotten')}</small> : <button type="button" class="link" onClick={onForgotten}>{say('sign_in.forgotten_ask')}</button>}
    </form>
  )
}

function ByPasskey({ onDone }: Pick<Props, 'onDone'>) {
  const { say, ask } = useDesk()
  const enter = useDoing(async () => {
    const shown = await showPasskey(ask)
    if (shown !== null) onDone(await ask<SignedIn>('/sessions', { method: 'POST', body: { way: 'passkey', keep: 'cookie', ...shown } }))
  })
  return (
    <>
      <p class="or"><span>{say('sign_in.or')}</span></p>
      <Action kind="quiet" isBusy={enter.isBusy} busy={say('passkey.wait')} onClick={() => void enter.run()}>{say('passkey.use')}</Action>
      <Problem problem={enter.problem} />
    </>
  )
}

import { useRef, useState } from 'preact/hooks'
import { CodeField } from './code-field.tsx'
import { useDesk } from './desk.ts'
import { Action, Problem } from './parts.tsx'
import { useDoing } from './use-answer.ts'

/** Another password for whoever has forgotten theirs, by a code to their address: where the shop offers no sign-in by a code. */
export function Forgotten({ onDone }: { onDone: () => void }) {
  const { say, ask, locale, notify } = useDesk()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const [email, code, password] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)]
  const send = useDoing(async () => {
    const to = email.current?.value.trim() ?? ''
    await ask('/codes', { method: 'POST', body: { email: to, purpose: 'password', locale } })
    setSentTo(to)
  })
  const set = useDoing(async () => {
    await ask('/password-resets', { method: 'POST', body: { email: sentTo, code: code.current?.value.trim(), password: password.current?.value } })
    notify(say('password.set'))
    onDone()
  })
  if (sentTo === null) {
    return (
      <form key="send" class="form" onSubmit={(event) => { event.preventDefault(); void send.run() }}>
        <label>{say('field.email')}<input ref={email} type="email" name="email" autoComplete="username" inputMode="email" required maxLength={300} dir="ltr" /></label>
        <Problem problem={send.problem} />
        <Action type="submit" isBusy={send.isBusy} busy={say('sign_in.sending')}>{say('sign_in.send')}</Action>
      </form>
    )
  }
  return (
    <form key="set" class="form" onSubmit={(event) => { event.preventDefault(); void set.run() }}>
      <p>{say('code.sent')} <strong dir="ltr">{sentTo}</strong></p>
      <CodeField field={code} label={say('field.code')} hint={say('code.hint')} />
      <label>{say('password.new')}<small class="muted">{say('password.rule')}</small><input ref={password} type="password" autoComplete="new-password" minLength={12} maxLength={200} required /></label>
      <Problem problem={set.problem} />
      <Action type="submit" isBusy={set.isBusy} busy={say('wait.saving')}>{say('password.change')}</Action>
    </form>
  )
}

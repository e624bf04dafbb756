import { useEffect, useRef, useState } from 'preact/hooks'
import { ApiProblem } from '#member/kit/api'
import { CodeField } from './code-field.tsx'
import { useDesk } from './desk.ts'
import type { Joining } from './joining.ts'
import { Action, Problem } from './parts.tsx'
import type { SignedIn } from './shapes.ts'
import { useDoing } from './use-answer.ts'

type EnterProps = { email: string; joining: Joining; challenge?: string; onDone: (signed: SignedIn) => void; onBack: () => void; onBirthdayNeeded: () => void }

/** The code that came by e-mail; the app's besides, where the member has set one up. `challenge`: of the sign-in elsewhere that it goes with. */
export function EnterCode({ email, joining, challenge, onDone, onBack, onBirthdayNeeded }: EnterProps) {
  const { say, ask, locale, notify } = useDesk()
  const [code, totp] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)]
  const [asksTotp, setAsksTotp] = useState(false)
  useEffect(() => code.current?.focus(), [])
  const enter = useDoing(async () => {
    const body = { ...(challenge === undefined ? { way: 'code' } : { way: 'provider', challenge }), keep: 'cookie', email, code: code.current?.value.trim(), joining, ...(asksTotp ? { totp: totp.current?.value.trim() } : {}) }
    onDone(await ask<SignedIn>('/sessions', { method: 'POST', body }).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.code === 'logins.totp_needed') setAsksTotp(true)
      // Whoever turns out to be new where an age is asked for tells theirs first; the code stays good.
      if (error instanceof ApiProblem && error.code === 'signups.birthday_needed') onBirthdayNeeded()
      throw error
    }))
  })
  const again = useDoing(async () => {
    await ask('/codes', { method: 'POST', body: { email, purpose: 'sign_in', locale } })
    notify(say('code.sent_again'))
  })
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); void enter.run() }}>
      <p>{say('code.sent')} <strong dir="ltr">{email}</strong></p>
      <CodeField field={code} label={say('field.code')} hint={say('code.hint')} />
      {asksTotp && <CodeField field={totp} label={say('field.totp')} />}
      <Problem problem={enter.problem ?? again.problem} />
      <Action type="submit" isBusy={enter.isBusy} busy={say('wait.check')}>{say('code.enter')}</Action>
      <div class="actions inline">
        <button type="button" class="link" onClick={() => void again.run()}>{say('code.again')}</button>
        <button type="button" class="link" onClick={onBack}>{say('code.other')}</button>
      </div>
    </form>
  )
}

import { useRef, useState } from 'preact/hooks'
import { CodeField } from './code-field.tsx'
import { useDesk } from './desk.ts'
import { Action, Card, Problem } from './parts.tsx'
import type { Ways } from './shapes.ts'
import { Sheet } from './sheet.tsx'
import { ProvedDoing } from './step-up.tsx'
import { useDoing } from './use-answer.ts'

/** The address to which codes go, and how to have another one. */
export function EmailCard({ ways }: { ways: Ways }) {
  const { say } = useDesk()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Card title={say('field.email')} action={<button type="button" class="link" onClick={() => setIsOpen(true)}>{say('email.change')}</button>}>
      <p dir="ltr">{ways.email ?? '–'}</p>
      {isOpen && <Sheet title={say('email.change')} onClose={() => setIsOpen(false)}><ChangeEmail onDone={() => setIsOpen(false)} /></Sheet>}
    </Card>
  )
}

function ChangeEmail({ onDone }: { onDone: () => void }) {
  const { say, ask, answers, locale, notify } = useDesk()
  const [email, setEmail] = useState('')
  const [isSent, setIsSent] = useState(false)
  const [code, setCode] = useState('')
  const send = useDoing(async () => {
    await ask('/codes', { method: 'POST', body: { email, purpose: 'email', locale } })
    setIsSent(true)
  })
  const change = async (): Promise<void> => {
    await ask('/members/me/email', { method: 'POST', body: { email, code } })
    answers.renew()
    notify(say('email.changed'))
    onDone()
  }
  if (!isSent) {
    return (
      <form class="form" onSubmit={(event) => { event.preventDefault(); void send.run() }}>
        <p class="muted">{say('email.text')}</p>
        <label>{say('email.new')}<input type="email" required maxLength={300} autoComplete="email" dir="ltr" value={email} onInput={(event) => setEmail(event.currentTarget.value.trim())} /></label>
        <Problem problem={send.problem} />
        <Action type="submit" isBusy={send.isBusy} busy={say('sign_in.sending')}>{say('sign_in.send')}</Action>
      </form>
    )
  }
  return <ProvedDoing act={change}>{(doing) => <CodeStep email={email} doing={doing} onCode={setCode} />}</ProvedDoing>
}

function CodeStep({ email, doing, onCode }: { email: string; doing: { isBusy: boolean; problem: Parameters<typeof Problem>[0]['problem']; run: () => Promise<void> }; onCode: (code: string) => void }) {
  const { say } = useDesk()
  const field = useRef<HTMLInputElement>(null)
  return (
    <form class="form" onInput={() => onCode(field.current?.value.trim() ?? '')} onSubmit={(event) => { event.preventDefault(); void doing.run() }}>
      <p>{say('code.sent')} <strong dir="ltr">{email}</strong></p>
      <CodeField field={field} label={say('field.code')} hint={say('code.hint')} />
      <Problem problem={doing.problem} />
      <Action type="submit" isBusy={doing.isBusy} busy={say('wait.check')}>{say('email.confirm')}</Action>
    </form>
  )
}

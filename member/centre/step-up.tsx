import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { ApiProblem } from '#member/kit/api'
import { CodeField } from './code-field.tsx'
import { useDesk } from './desk.ts'
import { Action, Asked, Problem } from './parts.tsx'
import { canPasskey, showPasskey } from './passkey.ts'
import type { Ways } from './shapes.ts'
import { useDoing, type Doing } from './use-answer.ts'

type Proved = { act: () => Promise<void>; children: (doing: Doing<[]>) => ComponentChildren }

/** Does what may ask the member to show again who they are: then it asks in the same place, and goes on by itself. */
export function ProvedDoing({ act, children }: Proved) {
  const { say } = useDesk()
  const [isAsked, setIsAsked] = useState(false)
  const doing = useDoing(async () => {
    try {
      await act()
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'logins.step_up_needed') throw error
      setIsAsked(true)
    }
  })
  if (!isAsked) return <>{children(doing)}</>
  const goOn = (): void => {
    setIsAsked(false)
    void doing.run()
  }
  return <Asked<Ways> path="/members/me/ways" of={say('wait.ways')}>{(ways) => <StepUp ways={ways} onDone={goOn} onCancel={() => setIsAsked(false)} />}</Asked>
}

type StepUpProps = { ways: Ways; onDone: () => void; onCancel: () => void }
type Way = 'code' | 'password' | 'passkey' | 'totp'

function StepUp({ ways, onDone, onCancel }: StepUpProps) {
  const { say, shop } = useDesk()
  const offered: Way[] = [
    ...(ways.passkeys.length > 0 && canPasskey() ? ['passkey' as const] : []), ...(ways.hasTotp ? ['totp' as const] : []),
    ...(ways.email !== null && shop.ways.code ? ['code' as const] : []), ...(ways.hasPassword && shop.ways.password ? ['password' as const] : []),
  ]
  const [way, setWay] = useState<Way | undefined>(offered[0])
  return (
    <div class="step-up">
      <p><strong>{say('step_up.title')}</strong></p>
      <p class="muted">{say('step_up.text')}</p>
      {way === undefined ? <p class="problem">{say('step_up.no_way')}</p> : <Prove key={way} way={way} email={ways.email} onDone={onDone} />}
      <div class="actions">
        {offered.filter((one) => one !== way).map((one) => <button key={one} type="button" class="link" onClick={() => setWay(one)}>{say(`step_up.by.${one}`)}</button>)}
        <button type="button" class="button quiet" onClick={onCancel}>{say('cancel')}</button>
      </div>
    </div>
  )
}

/** One way to show who one is. A code by e-mail is sent when it is asked for. */
function Prove({ way, email, onDone }: { way: Way; email: string | null; onDone: () => void }) {
  const { say, ask, locale } = useDesk()
  const [isSent, setIsSent] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const prove = async (proof: Record<string, unknown>): Promise<void> => {
    await ask('/step-ups', { method: 'POST', body: { way, ...proof } })
    onDone()
  }
  const send = useDoing(async () => {
    await ask('/codes', { method: 'POST', body: { purpose: 'step_up', locale } })
    setIsSent(true)
  })
  const said = useDoing(() => prove({ [way]: field.current?.value.trim() ?? '' }))
  const touch = useDoing(async () => {
    const shown = await showPasskey(ask)
    if (shown !== null) await prove(shown)
  })
  if (way === 'passkey') return <><Problem problem={touch.problem} /><Action isBusy={touch.isBusy} busy={say('passkey.wait')} onClick={() => void touch.run()}>{say('passkey.use')}</Action></>
  if (way === 'code' && !isSent) return <><Problem problem={send.problem} /><Action isBusy={send.isBusy} busy={say('sign_in.sending')} onClick={() => void send.run()}>{say('step_up.send', { email: email ?? '' })}</Action></>
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); void said.run() }}>
      {way === 'password' ? <label>{say('field.password')}<input ref={field} type="password" autoComplete="current-password" required maxLength={200} /></label> : <CodeField field={field} label={say(way === 'totp' ? 'field.totp' : 'field.code')} />}
      <Problem problem={said.problem} />
      <Action type="submit" isBusy={said.isBusy} busy={say('wait.check')}>{say('step_up.confirm')}</Action>
    </form>
  )
}

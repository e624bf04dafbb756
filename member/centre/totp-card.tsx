import { useRef, useState } from 'preact/hooks'
import { CodeBox } from './code-box.tsx'
import { CodeField } from './code-field.tsx'
import { useDesk } from './desk.ts'
import { Action, Card, Problem } from './parts.tsx'
import type { Ways } from './shapes.ts'
import { ProvedDoing } from './step-up.tsx'
import { useDoing } from './use-answer.ts'
import { Remove } from './remove-way.tsx'
import { QrPicture } from './qr-picture.tsx'

type NewTotp = { secret: string; uri: string }

/** An authenticator app, whose codes are asked for besides: set up by scanning a picture, by opening it from the phone, or by typing the key. */
export function TotpCard({ ways: { hasTotp } }: { ways: Ways }) {
  const { say, ask } = useDesk()
  const [made, setMade] = useState<NewTotp | null>(null)
  const begin = async (): Promise<void> => setMade(await ask<NewTotp>('/members/me/authenticator-options', { method: 'POST', body: {} }))
  return (
    <Card title={say('totp.title')} action={hasTotp ? <Remove path="/members/me/authenticator" label={say('totp.remove')} /> : undefined}>
      <p class="muted">{say(hasTotp ? 'totp.on' : 'totp.off')}</p>
      {!hasTotp && made === null && (
        <ProvedDoing act={begin}>{({ isBusy, problem, run }) => <><Problem problem={problem} /><Action kind="quiet" isBusy={isBusy} busy={say('wait.doing')} onClick={() => void run()}>{say('totp.begin')}</Action></>}</ProvedDoing>
      )}
      {!hasTotp && made !== null && <Confirm made={made} onDone={() => setMade(null)} />}
    </Card>
  )
}

function Confirm({ made: { secret, uri }, onDone }: { made: NewTotp; onDone: () => void }) {
  const { say, ask, answers, notify } = useDesk()
  const field = useRef<HTMLInputElement>(null)
  const confirm = useDoing(async () => {
    await ask('/members/me/authenticator', { method: 'POST', body: { totp: field.current?.value.trim() } })
    answers.renew()
    notify(say('totp.added'))
    onDone()
  })
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); void confirm.run() }}>
      <p>{say('totp.how')} <a href={uri}>{say('totp.open')}</a></p>
      <QrPicture text={uri} label={say('totp.picture')} />
      <CodeBox code={secret} />
      <CodeField field={field} label={say('field.totp')} />
      <Problem problem={confirm.problem} />
      <Action type="submit" isBusy={confirm.isBusy} busy={say('wait.check')}>{say('totp.confirm')}</Action>
    </form>
  )
}

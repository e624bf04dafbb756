import { useState } from 'preact/hooks'
import { useDesk } from './desk.ts'
import { Action, Card, Problem, Title } from './parts.tsx'
import { useDoing } from './use-answer.ts'

/** Confirms from the mailbox that mails are wanted: opening the link alone changes nothing, as programs open links too. */
export function ConfirmPage() {
  const { say, shop, ask, linkTo } = useDesk()
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('token'))
  const [isDone, setIsDone] = useState(false)
  const confirm = useDoing(async () => {
    await ask('/subscriptions/confirmations', { method: 'POST', body: { token } })
    setIsDone(true)
  })
  return (
    <div class="page narrow">
      <Title>{say(isDone ? 'confirm.done' : 'title.confirm')}</Title>
      <Card>
        <p>{say(isDone ? 'confirm.done_text' : token === null ? 'confirm.no_token' : 'confirm.text', { shop: shop.name })}</p>
        <Problem problem={confirm.problem} />
        {isDone || token === null ? <a class="button" href={linkTo('home')}>{say('missing.home')}</a> : <Action isBusy={confirm.isBusy} busy={say('wait.doing')} onClick={() => void confirm.run()}>{say('confirm.button')}</Action>}
      </Card>
    </div>
  )
}

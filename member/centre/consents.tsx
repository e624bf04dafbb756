import { useDesk } from './desk.ts'
import { Asked, Card, Problem } from './parts.tsx'
import type { Consents } from './shapes.ts'
import { useDoing } from './use-answer.ts'

/** What a shopper may say yes or no to by themselves. */
const ASKED = [['email', 'service'], ['email', 'marketing'], ['sms', 'marketing'], ['whatsapp', 'marketing'], ['none', 'profiling']] as const

/** What a member may be written, by which way and for what; each change is told at once, with what was said before it kept. */
export function ConsentCard() {
  const { say } = useDesk()
  return (
    <Card title={say('consent.title')}>
      <p class="muted">{say('consent.lead')}</p>
      <Asked<Consents> path="/members/me/consents" of={say('wait.consents')}>{(told) => <ul class="rows">{ASKED.map(([channel, purpose]) => <li key={`${channel} ${purpose}`}><ConsentRow told={told} channel={channel} purpose={purpose} /></li>)}</ul>}</Asked>
    </Card>
  )
}

function ConsentRow({ told, channel, purpose }: { told: Consents; channel: string; purpose: string }) {
  const { say, format, ask, answers, locale, notify } = useDesk()
  const said = told.consents.find((one) => one.channel === channel && one.purpose === purpose)
  // News of one's own points comes until one says no; for all else one says yes first.
  const isGiven = said?.isGiven ?? purpose === 'service'
  const change = useDoing(async () => {
    await ask('/members/me/consents', { method: 'POST', body: { consents: [{ channel, purpose, isGiven: !isGiven }], locale } })
    answers.renew()
    notify(say(isGiven ? 'consent.withdrawn' : 'consent.given'))
  })
  return (
    <>
      <label class="switch">
        <span>{say(`consent.${channel}_${purpose}`)}{said !== undefined && <small class="muted">{say(isGiven ? 'consent.since' : 'consent.not_since', { date: format.date(said.at) })}</small>}</span>
        <input type="checkbox" role="switch" checked={isGiven} disabled={change.isBusy} onClick={(event) => { event.preventDefault(); void change.run() }} />
      </label>
      <Problem problem={change.problem} />
    </>
  )
}

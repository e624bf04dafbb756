import { useDesk } from './desk.ts'
import { EmailCard } from './email-card.tsx'
import { Action, Asked, Card, Problem, Title } from './parts.tsx'
import { OwnData } from './own-data.tsx'
import type { Session, Ways } from './shapes.ts'
import { useDoing } from './use-answer.ts'
import { WayCards } from './way-cards.tsx'

/** How a member signs in and where they are signed in, and what is known of them: theirs to take along and to have erased. */
export function AccountPage() {
  const { say } = useDesk()
  return (
    <div class="page">
      <Title>{say('title.account')}</Title>
      <Asked<Ways> path="/members/me/ways" of={say('wait.ways')} lines={5}>{(ways) => <><EmailCard ways={ways} /><WayCards ways={ways} /></>}</Asked>
      <Card title={say('session.title')}><Asked<{ sessions: readonly Session[] }> path="/sessions" of={say('wait.sessions')}>{({ sessions }) => <Sessions sessions={sessions} />}</Asked></Card>
      <OwnData />
    </div>
  )
}

/** Devices on which the member is signed in; any of them ended from here, or all others at once. */
function Sessions({ sessions }: { sessions: readonly Session[] }) {
  const { say, format, ask, answers, notify } = useDesk()
  const end = useDoing(async (...ended: string[]) => {
    for (const session of ended) await ask(`/sessions/${encodeURIComponent(session)}`, { method: 'DELETE' })
    answers.renew()
    notify(say('session.ended', { n: ended.length }))
  })
  const others = sessions.filter(({ isCurrent }) => !isCurrent)
  return (
    <>
      <ul class="rows">
        {sessions.map(({ session, device, isCurrent, seenAt }) => (
          <li key={session} class="row">
            <span>{device === '?' ? say('session.unknown') : device}{isCurrent && <span class="pill">{say('session.this')}</span>}<small class="muted block">{say('session.seen', { time: format.time(seenAt) })}</small></span>
            {!isCurrent && <button type="button" class="link" aria-label={say('session.end_label', { device })} onClick={() => void end.run(session)}>{say('session.end')}</button>}
          </li>
        ))}
      </ul>
      <Problem problem={end.problem} />
      {others.length > 1 && <Action kind="quiet" isBusy={end.isBusy} busy={say('wait.doing')} onClick={() => void end.run(...others.map(({ session }) => session))}>{say('session.end_all')}</Action>}
    </>
  )
}

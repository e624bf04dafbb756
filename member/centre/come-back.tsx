import { useEffect, useState } from 'preact/hooks'
import { ApiProblem, isPassing } from '#member/kit/api'
import type { Arrival } from './arrival.ts'
import { useDesk } from './desk.ts'
import { EnterCode } from './enter-code.tsx'
import { Age } from './join-form.tsx'
import { joiningOf, type Joining } from './joining.ts'
import { Action, Card, Problem, Skeleton, Title } from './parts.tsx'
import type { SignedIn } from './shapes.ts'
import { AskEmail } from './sign-in-form.tsx'
import { useDoing } from './use-answer.ts'

/** What is still asked of whoever comes back: nothing, an address, the code that went there, a date of birth. */
type Asked = { what: 'nothing' | 'email' | 'code' | 'birthday'; email: string }

/**
 * Whoever comes from elsewhere is signed in, or joins; where a provider has confirmed no address, they show one first, and where the shop asks for an age they tell it.
 * What was refused is not asked again: `onForget` leads to the other ways in.
 */
export function ComeBack({ arrival, joining, onDone, onForget }: { arrival: Arrival; joining: Joining; onDone: (signed: SignedIn, joining: Joining) => void; onForget: () => void }) {
  const { say, ask, shop } = useDesk()
  const [asked, setAsked] = useState<Asked>({ what: 'nothing', email: '' })
  const [told, setTold] = useState(joining)
  const enter = useDoing(async (saying: Joining = told) => onDone(await ask<SignedIn>('/sessions', { method: 'POST', body: { ...arrival, keep: 'cookie', joining: saying } }).catch((error: unknown) => {
    if (error instanceof ApiProblem && error.code === 'signups.email_needed') setAsked({ what: 'email', email: String(error.details['email'] ?? '') })
    if (error instanceof ApiProblem && error.code === 'signups.birthday_needed') setAsked({ what: 'birthday', email: '' })
    throw error
  }), saying))
  useEffect(() => void enter.run(), [])
  const tell = (said: Joining): void => {
    const all = { ...told, ...said }
    setTold(all)
    // Whoever was asked for an address before enters the code, which is still good; others come in at once.
    setAsked({ ...asked, what: asked.email === '' ? 'nothing' : 'code' })
    if (asked.email === '') void enter.run(all)
  }
  return (
    <div class="page narrow">
      <Title lead={asked.what === 'email' ? say('sign_in.email_text', { shop: shop.name }) : undefined}>{say(asked.what === 'email' ? 'sign_in.email_title' : asked.what === 'code' ? 'code.title' : 'title.sign-in')}</Title>
      <Card>
        {asked.what === 'email' ? <AskEmail proposed={asked.email} onSent={(email) => setAsked({ what: 'code', email })} />
          : asked.what === 'code' ? <EnterCode email={asked.email} joining={told} {...(arrival.way === 'provider' ? { challenge: arrival.challenge } : {})} onDone={(signed) => onDone(signed, told)} onBack={() => setAsked({ ...asked, what: 'email' })} onBirthdayNeeded={() => setAsked({ ...asked, what: 'birthday' })} />
            : asked.what === 'birthday' ? <AskAge onSaid={tell} />
              : enter.problem === null ? <Skeleton of={say('sign_in.coming_back')} /> : <Refused problem={enter.problem} onAgain={enter.problem !== null && isPassing(enter.problem) ? () => void enter.run() : onForget} />}
      </Card>
    </div>
  )
}

function Refused({ problem, onAgain }: { problem: ApiProblem | null; onAgain: () => void }) {
  const { say } = useDesk()
  return <><Problem problem={problem} /><button type="button" class="button" onClick={onAgain}>{say('problem.again')}</button></>
}

function AskAge({ onSaid }: { onSaid: (said: Joining) => void }) {
  const desk = useDesk()
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); onSaid(joiningOf(new FormData(event.currentTarget))) }}>
      <Age desk={desk} />
      <Action type="submit" isBusy={false} busy="">{desk.say('code.enter')}</Action>
    </form>
  )
}

/** Others by whom one may sign in: their own pages, and back. */
export function Providers() {
  const { say, shop } = useDesk()
  return <>{shop.providers.map(({ provider, label }) => <a key={provider} class="button quiet" href={`/sign-in/${shop.handle}/${provider}`}>{say('sign_in.with', { name: label })}</a>)}</>
}

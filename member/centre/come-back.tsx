import { useEffect, useState } from 'preact/hooks'
import { useDesk } from './desk.ts'
import type { Joining } from './joining.ts'
import { Card, Problem, Skeleton, Title } from './parts.tsx'
import type { SignedIn } from './shapes.ts'
import { useDoing } from './use-answer.ts'

const MARK = '#sign-in='

/** What a provider's sign-in left in the address; null where nobody comes back from one. It is taken out of the address, as it is good once. */
export function useChallenge(): string | null {
  const [challenge] = useState(() => (window.location.hash.startsWith(MARK) ? window.location.hash.slice(MARK.length) : null))
  useEffect(() => {
    if (challenge !== null) window.history.replaceState(null, '', window.location.pathname + window.location.search)
  }, [challenge])
  return challenge
}

/** Whoever comes back from a provider is signed in, or joins. */
export function ComeBack({ challenge, joining, onDone }: { challenge: string; joining: Joining; onDone: (signed: SignedIn) => void }) {
  const { say, ask, linkTo } = useDesk()
  const enter = useDoing(async () => onDone(await ask<SignedIn>('/sessions', { method: 'POST', body: { way: 'provider', challenge, keep: 'cookie', joining } })))
  useEffect(() => void enter.run(), [])
  return (
    <div class="page narrow">
      <Title>{say('title.sign-in')}</Title>
      <Card>
        {enter.problem === null ? <Skeleton of={say('sign_in.coming_back')} /> : <><Problem problem={enter.problem} /><a class="button" href={linkTo('sign-in')}>{say('problem.again')}</a></>}
      </Card>
    </div>
  )
}

/** Others by whom one may sign in: their own pages, and back. */
export function Providers() {
  const { say, shop } = useDesk()
  return <>{shop.providers.map(({ provider, label }) => <a key={provider} class="button quiet" href={`/sign-in/${shop.handle}/${provider}`}>{say('sign_in.with', { name: label })}</a>)}</>
}

import { useState } from 'preact/hooks'
import { tabStorage } from '#member/kit/session'
import { useArrival } from './arrival.ts'
import { ComeBack, Providers } from './come-back.tsx'
import { EnterCode } from './enter-code.tsx'
import { useDesk } from './desk.ts'
import { JoinForm } from './join-form.tsx'
import { newJoining, type Joining } from './joining.ts'
import { Card, Title } from './parts.tsx'
import { pageAfter } from './route.ts'
import type { SignedIn } from './shapes.ts'
import { SignInForm } from './sign-in-form.tsx'
import { keepSource } from './source.ts'

type PageProps = { query: URLSearchParams }
/** Where somebody is on the way in: a code was sent to `email`, and `joining` goes along with it. */
type Sent = { email: string; joining: Joining }

/** Signing in: by a code that comes by e-mail, a passkey, or a password, where the shop has them. */
export function SignInPage({ query }: PageProps) {
  return <ComeIn query={query} isJoining={false} />
}

/** Joining: who one is, and what one consents to; a code by e-mail shows that the mailbox is theirs. */
export function JoinPage({ query }: PageProps) {
  return <ComeIn query={query} isJoining />
}

function ComeIn({ query, isJoining }: PageProps & { isJoining: boolean }) {
  const { say, shop, go, linkTo, locale, onSigned } = useDesk()
  const [sent, setSent] = useState<Sent | null>(null)
  const [isListed, setIsListed] = useState(false)
  const [isJoin, setIsJoin] = useState(isJoining && shop.isOpen)
  const source = keepSource({}, tabStorage())
  const done = (signed: SignedIn, joining: Joining = {}): void => {
    onSigned(signed, joining)
    const { page, query: said } = pageAfter(query)
    go(page, said)
  }
  const { arrival, forget } = useArrival(query)
  if (arrival !== null) return <ComeBack arrival={arrival} joining={newJoining({ locale, source })} onDone={done} onForget={forget} />
  if (isListed) return <div class="page narrow"><Title>{say('join.listed')}</Title><Card><p>{say('join.listed_text')}</p><a class="button" href={linkTo('home')}>{say('missing.home')}</a></Card></div>
  return (
    <div class="page narrow">
      <Title lead={sent !== null ? undefined : say(isJoin ? (shop.isMailingList ? 'join.lead_list' : 'join.lead') : query.has('next') ? 'sign_in.lead_next' : 'sign_in.lead', { shop: shop.name })}>{say(sent !== null ? 'code.title' : isJoin ? (shop.isMailingList ? 'join.list_title' : 'join.title') : 'title.sign-in', { shop: shop.name })}</Title>
      <Card>
        {sent !== null
          ? <EnterCode {...sent} onDone={(signed) => done(signed, sent.joining)} onBack={() => setSent(null)} onBirthdayNeeded={() => { setSent(null); setIsJoin(true) }} />
          : isJoin
            ? <JoinForm onSent={(email, joining) => shop.isMailingList ? setIsListed(true) : setSent({ email, joining: { ...newJoining({ locale, source }), ...joining } })} />
            : <SignInForm onSent={(email) => setSent({ email, joining: newJoining({ locale, source }) })} onDone={done} />}
        {sent === null && !shop.isMailingList && <Providers />}
      </Card>
      {sent === null && (isJoin
        ? <p class="muted center">{say(shop.isMailingList ? 'join.list_already' : 'join.already')} <a href={linkTo('sign-in')}>{say('title.sign-in')}</a></p>
        : shop.isOpen && <p class="muted center">{say('sign_in.new')} <a href={linkTo('join')}>{say(shop.isMailingList ? 'guest.list_join' : 'guest.join')}</a></p>)}
    </div>
  )
}

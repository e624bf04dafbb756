import { useState } from 'preact/hooks'
import { useDesk } from './desk.ts'
import { JoinForm } from './join-form.tsx'
import { Card } from './parts.tsx'

/** The first page of a store that has a list of mails alone: what the list is, and the way onto it. */
export function ListHome() {
  const { say, shop, linkTo, isSignedIn } = useDesk()
  const [isListed, setListed] = useState(false)
  return (
    <div class="page guest">
      <section class="hero">
        <h1 id="title" tabIndex={-1}>{say('guest.list_title', { shop: shop.name })}</h1>
        <p>{say(isSignedIn ? 'guest.on_list' : shop.isOpen ? 'guest.list_text' : 'guest.list_closed')}</p>
        {isSignedIn && <p class="hero-actions"><a class="button light" href={linkTo('profile')}>{say('guest.my_mails')}</a></p>}
      </section>
      {!isSignedIn && shop.isOpen && (isListed
        ? <Card title={say('join.listed')}><p role="status">{say('join.listed_text')}</p></Card>
        : <Card title={say('join.list_title', { shop: shop.name })}><JoinForm onSent={() => setListed(true)} /></Card>)}
      {!isSignedIn && !isListed && <p class="muted center">{say('join.list_already')} <a href={linkTo('sign-in')}>{say('guest.sign_in')}</a></p>}
    </div>
  )
}

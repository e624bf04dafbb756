import { isolated } from '#member/kit/isolate'
import type { Desk } from './desk.ts'
import { useAnswer } from './use-desk.ts'

/** How many rules are told before somebody joins. */
const MOST_RULES = 4

/** Why to join, in the sentences of the program itself; of a list of mails alone what the list is, as long as one can come onto it, and nothing of points. */
export function GuestPanel({ desk }: { desk: Desk }) {
  const guide = useAnswer(desk, (one) => one.guide())
  const { say, shop, place, session, locale } = desk
  const waiting = session.waiting()
  return (
    <>
      <p style={{ margin: 0 }}>{say(waiting !== null ? 'guest.birthday' : shop.isMailingList ? (shop.isOpen ? 'guest.list' : 'guest.list_closed') : shop.isOpen ? 'guest.hello' : 'guest.closed')}</p>
      {guide !== null && !shop.isMailingList && (
        <ul>{guide.earn.slice(0, MOST_RULES).map((line) => <li key={line.id} class="rule"><bdi>{line.name}</bdi><span class="muted">{isolated(line.text, locale)}</span></li>)}</ul>
      )}
      <div class="actions">
        {(shop.isOpen || waiting !== null) && <a class="button" href={waiting === null ? `${place.centre}join` : `${place.centre}#handover=${waiting}`}>{say(shop.isMailingList && waiting === null ? 'guest.list_join' : 'guest.join')}</a>}
        <a class="button quiet" href={`${place.centre}sign-in`}>{say('guest.sign_in')}</a>
        {!shop.isMailingList && <a href={`${place.centre}guide`}>{say('guest.how')}</a>}
      </div>
    </>
  )
}

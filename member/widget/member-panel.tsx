import type { Member } from '#member/kit/shapes'
import { unitOf } from '#member/kit/unit'
import type { Desk } from './desk.ts'
import { LastOrder } from './last-order.tsx'
import { ProgressBar } from './progress.tsx'
import { useAnswer } from './use-desk.ts'

/** How many rewards are shown; the member centre has all of them. */
const MOST_REWARDS = 3

type Rewards = { rewards: readonly { reward: string; name: string; points: number | null; isAffordable: boolean; missing: number }[] }

/** What a member has: points, the way to the next level, and what the points buy. */
export function MemberPanel({ desk, member }: { desk: Desk; member: Member }) {
  const { say, format, place } = desk
  const guide = useAnswer(desk, (one) => one.guide())
  const unit = unitOf(guide, member.mainUnit)
  // Whoever has just signed out is still here for a moment, and is nobody's member.
  const rewards = useAnswer(desk, async (one) => (one.session.token() === null ? null : one.ask<Rewards>('/rewards?member=me')), [member])
  const { available = 0, pending = 0 } = member.units[member.mainUnit] ?? {}
  const shown = (rewards?.rewards ?? []).filter((one) => one.points !== null).slice(0, MOST_REWARDS)
  return (
    <>
      <div>
        <div class="muted">{unit?.kind === 'store_credit' ? unit.name : say('member.points')}</div>
        <div class="big">{format.bare(available, unit)}</div>
        {pending > 0 && unit !== null && <div class="muted">{format.told('member.pending', unit, { points: pending })}</div>}
      </div>
      <ProgressBar desk={desk} />
      {shown.length > 0 && (
        <div>
          <div class="muted">{say('member.rewards')}</div>
          <ul>{shown.map((one) => (
            <li key={one.reward}>
              <bdi>{one.name}</bdi>
              <span class="muted">{one.isAffordable ? format.unit(one.points ?? 0, unit) : format.told('member.missing', unit, { points: one.missing })}</span>
            </li>
          ))}</ul>
        </div>
      )}
      <LastOrder desk={desk} />
      <a class="button" href={place.centre} onClick={(event) => void goOn(event, desk)}>{say('member.centre')}</a>
    </>
  )
}

/** The same of a store that has a list of mails alone, and shows no points to anybody. */
export function ListPanel({ desk }: { desk: Desk }) {
  const { say, place } = desk
  return (
    <>
      <p style={{ margin: 0 }}>{say('guest.list')}</p>
      <a class="button" href={place.centre} onClick={(event) => void goOn(event, desk)}>{say('guest.list_mails')}</a>
    </>
  )
}

/** The centre knows cookies alone: whoever is signed in here goes there with a ticket. Without one they come as they are. */
async function goOn(event: MouseEvent, { ask, place }: Desk): Promise<void> {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const ticket = await ask<{ ticket: string }>('/sessions/current/tickets', { method: 'POST', body: {} }).then((found) => `#ticket=${found.ticket}`, () => '')
  window.location.assign(`${place.centre}${ticket}`)
}

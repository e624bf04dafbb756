import { formatInteger } from '#engine/money'
import type { Member } from '#member/kit/shapes'
import type { Desk } from './desk.ts'
import { LastOrder } from './last-order.tsx'
import { ProgressBar } from './progress.tsx'
import { useAnswer } from './use-desk.ts'

/** How many rewards are shown; the member centre has all of them. */
const MOST_REWARDS = 3

type Rewards = { rewards: readonly { reward: string; name: string; points: number | null; isAffordable: boolean; missing: number }[] }

/** What a member has: points, the way to the next level, and what the points buy. */
export function MemberPanel({ desk, member }: { desk: Desk; member: Member }) {
  const { say, locale, place } = desk
  // Whoever has just signed out is still here for a moment, and is nobody's member.
  const rewards = useAnswer(desk, async (one) => (one.session.token() === null ? null : one.ask<Rewards>('/rewards?member=me')), [member])
  const { available = 0, pending = 0 } = member.units[member.mainUnit] ?? {}
  const shown = (rewards?.rewards ?? []).filter((one) => one.points !== null).slice(0, MOST_REWARDS)
  return (
    <>
      <div>
        <div class="muted">{say('member.points')}</div>
        <div class="big">{formatInteger(available, locale)}</div>
        {pending > 0 && <div class="muted">{say('member.pending', { points: formatInteger(pending, locale) })}</div>}
      </div>
      <ProgressBar desk={desk} />
      {shown.length > 0 && (
        <div>
          <div class="muted">{say('member.rewards')}</div>
          <ul>{shown.map((one) => (
            <li key={one.reward}>
              <span>{one.name}</span>
              <span class="muted">{one.isAffordable ? say('member.reward', { points: one.points ?? 0 }) : say('member.missing', { points: one.missing })}</span>
            </li>
          ))}</ul>
        </div>
      )}
      <LastOrder desk={desk} />
      <a class="button" href={place.centre}>{say('member.centre')}</a>
    </>
  )
}

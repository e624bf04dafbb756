import { useState } from 'preact/hooks'
import type { UnitSeen } from '#member/kit/unit'
import { CodeBox } from './code-box.tsx'
import { useDesk } from './desk.ts'
import { Action, Asked, Card, Empty, Problem, Sentence, Title } from './parts.tsx'
import { Sheet } from './sheet.tsx'
import type { Coupon, Coupons, Member, Redemption, Redemptions, Rewards } from './shapes.ts'
import { useAnswer, useDoing } from './use-answer.ts'
import { useProgram, useUnits } from './use-program.ts'

/** What can be taken back although it was given at once: as long as nobody has used it, which the server knows. */
const TAKEN_BACK: ReadonlySet<string> = new Set(['coupon', 'entitlement', 'store_credit'])

/** Codes that can be used now, and everything that was ever redeemed. */
export function CouponsPage() {
  const { say } = useDesk()
  return (
    <div class="page">
      <Title lead={say('coupons.lead')}>{say('title.coupons')}</Title>
      <Card title={say('coupons.usable')}><Asked<Coupons> path="/coupons?member=me&status=issued&limit=200" list="coupons" of={say('wait.coupons')}>{({ coupons }) => <CouponList coupons={coupons} />}</Asked></Card>
      <Card title={say('coupons.redeemed')}><Asked<Redemptions> path="/members/me/redemptions?limit=200" list="redemptions" of={say('wait.redemptions')}>{({ redemptions }) => <RedemptionList redemptions={redemptions} />}</Asked></Card>
    </div>
  )
}

function CouponList({ coupons }: { coupons: readonly Coupon[] }) {
  const { say, format } = useDesk()
  const { value: program } = useProgram()
  const { value: member } = useAnswer<Member>('/members/me')
  // The store's own time counts: a sandbox has another one than the device.
  const usable = coupons.filter(({ until }) => until === null || member === null || until > member.at)
  if (usable.length === 0) return <Empty icon="coupon" title={say('coupons.none')} text={say('coupons.none_text')} page="rewards" action={say('title.rewards')} />
  return (
    <ul class="coupons">
      {usable.map(({ code, discount, name, from, until }) => {
        const offer = program?.offers.find(({ id }) => id === discount)
        return (
          <li key={code} class="coupon">
            <strong><bdi>{name}</bdi></strong>
            {offer !== undefined && <span class="muted"><Sentence>{offer.text}</Sentence></span>}
            <CodeBox code={code} />
            {from !== null && member !== null && from > member.at && <span class="pill">{say('lot.begins', { date: format.time(from) })}</span>}
            <small class="muted">{until === null ? say('coupon.no_end') : member !== null && format.ends(until, member.zone)}</small>
          </li>
        )
      })}
    </ul>
  )
}

function RedemptionList({ redemptions }: { redemptions: readonly Redemption[] }) {
  const { say, format } = useDesk()
  const [chosen, setChosen] = useState<Redemption | null>(null)
  const { value: rewards } = useAnswer<Rewards>('/rewards?member=me')
  const unit = useUnits()(rewards?.unit ?? null)
  const nameOf = (reward: string): string => rewardName(rewards, reward) ?? reward
  if (redemptions.length === 0) return <Empty icon="rewards" title={say('coupons.no_redemptions')} text={say('coupons.no_redemptions_text')} page="rewards" action={say('title.rewards')} />
  const newest = [...redemptions].sort((a, b) => b.redeemedAt.localeCompare(a.redeemedAt))
  return (
    <>
      <ul class="rows">
        {newest.map((one) => (
          <li key={one.redemption} class="redemption">
            <div class="row"><span><strong><bdi>{nameOf(one.reward)}</bdi></strong> <small class="muted">{format.date(one.redeemedAt)}</small></span><span class="nowrap">{format.unit(one.points, unit)}</span></div>
            <div class="row"><span class="pill">{say(`redemption.${one.status}`)}</span>
              {canCancel(one) && <button type="button" class="link" onClick={() => setChosen(one)}>{say('redemption.cancel')}</button>}</div>
            {one.code !== null && one.status !== 'cancelled' && <CodeBox code={one.code} />}
          </li>
        ))}
      </ul>
      {chosen !== null && <CancelSheet redemption={chosen} unit={unit} name={nameOf(chosen.reward)} onClose={() => setChosen(null)} />}
    </>
  )
}

/** The name of a reward as long as the program has it. */
function rewardName(rewards: Rewards | null, reward: string): string | undefined {
  return rewards?.rewards.find((one) => one.reward === reward)?.name
}

/** What was redeemed can be given back while nobody has used or sent it; a partner's code only by staff, who ask the partner. */
function canCancel({ status, gives: { kind }, code }: Redemption): boolean {
  if (kind === 'voucher' || status === 'cancelled') return false
  return status === 'open' || (TAKEN_BACK.has(kind) && (kind === 'coupon' || code === null))
}

function CancelSheet({ redemption: { redemption, points, code }, unit, name, onClose }: { redemption: Redemption; unit: UnitSeen; name: string; onClose: () => void }) {
  const { say, format, ask, answers, notify } = useDesk()
  const cancel = useDoing(async () => {
    await ask(`/members/me/redemptions/${encodeURIComponent(redemption)}/cancellations`, { method: 'POST', body: {} })
    answers.renew()
    notify(format.told('redemption.cancelled_note', unit, { n: points }))
    onClose()
  })
  return (
    <Sheet title={say('redemption.cancel_title', { name })} onClose={onClose}>
      <p>{say('redemption.cancel_text', { points: format.unit(points, unit), hasCode: code === null ? 'no' : 'yes' })}</p>
      <Problem problem={cancel.problem} />
      <div class="actions">
        <Action isBusy={cancel.isBusy} busy={say('wait.doing')} onClick={() => void cancel.run()}>{say('redemption.cancel')}</Action>
        <button type="button" class="button quiet" onClick={onClose}>{say('redemption.keep')}</button>
      </div>
    </Sheet>
  )
}

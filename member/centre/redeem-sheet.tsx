import { useState } from 'preact/hooks'
import type { UnitSeen } from '#member/kit/unit'
import { CodeBox } from './code-box.tsx'
import { useDesk } from './desk.ts'
import { Icon } from './icons.tsx'
import { newName } from './new-name.ts'
import { Action, Problem, Sentence } from './parts.tsx'
import { Sheet } from './sheet.tsx'
import type { Member, Program, Redemption, Reward } from './shapes.ts'
import { ProvedDoing } from './step-up.tsx'
import { useAnswer } from './use-answer.ts'
import { useProgram } from './use-program.ts'

/** `unit`: of the points that buy it; `of`: a company whose points are used, by its address. */
type RedeemProps = { reward: Reward; unit: UnitSeen; available: number; of?: string | undefined; onClose: () => void }

/** Asks before points are spent, says what will happen, and shows what came of it. A touch too many buys nothing twice: the request has a name. */
export function RedeemSheet({ reward, unit, available, of, onClose }: RedeemProps) {
  const { say } = useDesk()
  const [had, setHad] = useState<Redemption | null>(null)
  return (
    <Sheet title={had === null ? reward.name : say('redeem.done')} onClose={onClose}>
      {had === null ? <Question reward={reward} unit={unit} available={available} of={of} onClose={onClose} onHad={setHad} /> : <Had reward={reward} had={had} isOwn={of === undefined} onClose={onClose} />}
    </Sheet>
  )
}

function Question({ reward, unit, available, of, onClose, onHad }: RedeemProps & { onHad: (had: Redemption) => void }) {
  const { say, format, ask, answers } = useDesk()
  const { value: program } = useProgram()
  const [id] = useState(newName)
  const points = reward.points ?? 0
  const redeem = async (): Promise<void> => {
    onHad(await ask<Redemption>(`${of ?? '/members/me'}/redemptions`, { method: 'POST', body: { id, reward: reward.reward } }))
    answers.renew()
  }
  if (reward.why !== null) {
    return <><p>{reward.isAffordable ? <Sentence>{reward.why.sentence}</Sentence> : format.told('redeem.missing', unit, { missing: reward.missing, points })}</p><div class="actions"><button type="button" class="button" onClick={onClose}>{say('close')}</button></div></>
  }
  return (
    <ProvedDoing act={redeem}>
      {({ isBusy, problem, run }) => (
        <>
          {reward.description !== null && <p><bdi>{reward.description}</bdi></p>}
          <dl class="sum">
            <div><dt>{say('redeem.costs')}</dt><dd>{format.unit(points, unit)}</dd></div>
            <div><dt>{say(of === undefined ? 'redeem.left' : 'company.left')}</dt><dd>{format.unit(available - points, unit)}</dd></div>
          </dl>
          <p class="muted">{program === null ? '' : say(`redeem.will.${isOnCode(reward, program) ? 'credit_code' : reward.gives.kind}`, { to: reward.gives.to ?? '' })}</p>
          <Problem problem={problem} />
          <div class="actions">
            <Action isBusy={isBusy} busy={say('redeem.busy')} onClick={() => void run()}>{format.told('redeem.confirm', unit, { n: points })}</Action>
            <button type="button" class="button quiet" onClick={onClose}>{say('cancel')}</button>
          </div>
        </>
      )}
    </ProvedDoing>
  )
}

/** Store credit of a program that has no unit of it in that currency is an amount on a code, as of a gift card. */
function isOnCode({ gives: { kind, currency } }: Reward, { units }: Program): boolean {
  return kind === 'store_credit' && !units.some((unit) => unit.kind === 'store_credit' && unit.currency === currency)
}

/** What was had: its code, and until when it can be used; or what happens next. */
function Had({ reward, had, isOwn, onClose }: { reward: Reward; had: Redemption; isOwn: boolean; onClose: () => void }) {
  const { say, format, linkTo } = useDesk()
  const { value: member } = useAnswer<Member>('/members/me')
  return (
    <div class="had" role="status">
      <p class="had-name"><Icon name="check" /> <strong><bdi>{reward.name}</bdi></strong></p>
      {had.code !== null && <CodeBox code={had.code} />}
      <p class="muted">{had.code === null ? say(`redeem.next.${reward.gives.kind}`, { to: reward.gives.to ?? '' }) : say(had.status === 'open' ? 'redeem.code_later' : 'redeem.use_code')} {had.validUntil !== null && member !== null && format.ends(had.validUntil, member.zone)}</p>
      <div class="actions">
        <button type="button" class="button" onClick={onClose}>{say('done')}</button>
        {isOwn && <a class="button quiet" href={linkTo('coupons')}>{say('redeem.see_all')}</a>}
      </div>
    </div>
  )
}

import { useState } from 'preact/hooks'
import { CodeBox } from './code-box.tsx'
import { useDesk } from './desk.ts'
import { Asked, Card, Sentence } from './parts.tsx'
import { RedeemSheet } from './redeem-sheet.tsx'
import type { Redemption, Redemptions, Rewards } from './shapes.ts'
import { useUnits } from './use-program.ts'

/** What the points of a company buy, for its owner to redeem and its finance to see; and what was redeemed. `of`: the company's address. */
export function CompanyRewards({ of, isOwner }: { of: string; isOwner: boolean }) {
  const { say } = useDesk()
  return (
    <>
      <Card title={say('company.rewards')}><Asked<Rewards> path={`${of}/rewards`} of={say('wait.rewards')} lines={4}>{(list) => <RewardRows list={list} of={of} isOwner={isOwner} />}</Asked></Card>
      <Card title={say('company.redeemed')}><Asked<Redemptions> path={`${of}/redemptions?limit=200`} list="redemptions" of={say('wait.redemptions')}>{({ redemptions }) => <Redeemed of={of} redemptions={redemptions} />}</Asked></Card>
    </>
  )
}

function RewardRows({ list: { rewards, available, unit: id }, of, isOwner }: { list: Rewards; of: string; isOwner: boolean }) {
  const { say, format } = useDesk()
  const unit = useUnits()(id)
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = rewards.filter(({ points }) => points !== null)
  const open = shown.find(({ reward }) => reward === chosen)
  if (shown.length === 0) return <p class="muted">{say('rewards.none')}</p>
  return (
    <>
      <p>{say('company.have')} <strong>{format.unit(available, unit)}</strong>{!isOwner && <small class="muted block">{say('company.owner_only')}</small>}</p>
      <ul class="rows">
        {shown.map(({ reward, name, points, isAffordable, missing, why }) => (
          <li key={reward} class="row">
            <span><strong><bdi>{name}</bdi></strong><small class="muted block">{why === null || !isAffordable ? format.unit(points ?? 0, unit) : <Sentence>{why.sentence}</Sentence>}</small></span>
            {why === null && isOwner ? <button type="button" class="button quiet small" aria-label={`${say('rewards.redeem')}: ${name}`} onClick={() => setChosen(reward)}>{say('rewards.redeem')}</button> : !isAffordable && <span class="muted">{format.told('rewards.missing', unit, { n: missing })}</span>}
          </li>
        ))}
      </ul>
      {open !== undefined && <RedeemSheet reward={open} unit={unit} available={available} of={of} onClose={() => setChosen(null)} />}
    </>
  )
}

function Redeemed({ of, redemptions }: { of: string; redemptions: readonly Redemption[] }) {
  const { say } = useDesk()
  if (redemptions.length === 0) return <p class="muted">{say('company.none_redeemed')}</p>
  const newest = [...redemptions].sort((a, b) => b.redeemedAt.localeCompare(a.redeemedAt))
  return <Asked<Rewards> path={`${of}/rewards`} of={say('wait.rewards')}>{({ rewards, unit }) => <ul class="rows">{newest.map((one) => <Row key={one.redemption} one={one} unit={unit} name={rewards.find(({ reward }) => reward === one.reward)?.name ?? one.reward} />)}</ul>}</Asked>
}

function Row({ one: { redeemedAt, points, status, code }, unit, name }: { one: Redemption; unit: string; name: string }) {
  const { say, format } = useDesk()
  const unitOf = useUnits()
  return (
    <li class="redemption">
      <div class="row"><span><strong><bdi>{name}</bdi></strong> <small class="muted">{format.date(redeemedAt)}</small></span><span class="nowrap">{format.unit(points, unitOf(unit))}</span></div>
      <span class="pill">{say(`redemption.${status}`)}</span>
      {code !== null && status !== 'cancelled' && <CodeBox code={code} />}
    </li>
  )
}

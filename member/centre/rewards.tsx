import { useState } from 'preact/hooks'
import type { UnitSeen } from '#member/kit/unit'
import { BalanceWhy } from './balance-why.tsx'
import { useDesk } from './desk.ts'
import { Icon } from './icons.tsx'
import { Asked, Empty, Sentence, Title } from './parts.tsx'
import { RedeemSheet } from './redeem-sheet.tsx'
import type { Reward, Rewards } from './shapes.ts'
import { useUnits } from './use-program.ts'

/** What points buy, each with what it costs now, and why it cannot be had where it cannot. */
export function RewardsPage({ query }: { query: URLSearchParams }) {
  const { say, linkTo } = useDesk()
  return (
    <div class="page">
      <Title lead={say('rewards.lead')}>{say('title.rewards')}</Title>
      <p><a class="button quiet" href={linkTo('coupons')}><Icon name="coupon" /> {say('title.coupons')}</a></p>
      <Asked<Rewards> path="/rewards?member=me" of={say('wait.rewards')} lines={8}>{(list) => <RewardList list={list} first={query.get('reward')} />}</Asked>
    </div>
  )
}

function RewardList({ list, first }: { list: Rewards; first: string | null }) {
  const { say, format } = useDesk()
  const unit = useUnits()(list.unit)
  const [chosen, setChosen] = useState(first)
  const rewards = list.rewards.filter(({ points }) => points !== null)
  const open = rewards.find(({ reward }) => reward === chosen)
  if (rewards.length === 0) return <Empty icon="rewards" title={say('rewards.none')} text={say('rewards.none_text')} page="earn" action={say('title.earn')} />
  return (
    <>
      <p class="balance-line">{say('rewards.you_have')} <strong>{format.unit(list.available, unit)}</strong> <BalanceWhy unit={list.unit} /></p>
      <ul class="cards">{rewards.map((one) => <li key={one.reward}><RewardCard reward={one} unit={unit} onOpen={() => setChosen(one.reward)} /></li>)}</ul>
      {open !== undefined && <RedeemSheet reward={open} unit={unit} available={list.available} onClose={() => setChosen(null)} />}
    </>
  )
}

function RewardCard({ reward: { name, description, points, isAffordable, missing, why, stock, gives }, unit, onOpen }: { reward: Reward; unit: UnitSeen; onOpen: () => void }) {
  const { say, format } = useDesk()
  return (
    <article class="card reward">
      <span class="reward-kind">{say(`gives.${gives.kind}`)}</span>
      <h2><bdi>{name}</bdi></h2>
      {description !== null && <p class="muted"><bdi>{description}</bdi></p>}
      <p class="reward-price"><strong>{format.unit(points ?? 0, unit)}</strong>{stock !== null && <span class="muted">{say('rewards.stock', { n: stock })}</span>}</p>
      {why === null ? <button type="button" class="button" onClick={onOpen}>{say('rewards.redeem')}</button> : (
        <>
          <button type="button" class="button quiet" onClick={onOpen}>{isAffordable ? say('rewards.look') : format.told('rewards.missing', unit, { n: missing })}</button>
          {isAffordable && <small class="muted"><Sentence>{why.sentence}</Sentence></small>}
        </>
      )}
    </article>
  )
}

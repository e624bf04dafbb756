import { unitOf } from '#member/kit/unit'
import { BalanceWhy } from './balance-why.tsx'
import { useDesk } from './desk.ts'
import { History } from './history-list.tsx'
import { Icon } from './icons.tsx'
import { LotList } from './lot-list.tsx'
import { Asked, Card, Title } from './parts.tsx'
import type { Lots, Member } from './shapes.ts'
import { useProgram } from './use-program.ts'

/** What a member has of each unit, what ends when, and everything that ever came and went, each with its why. */
export function PointsPage() {
  const { say, linkTo } = useDesk()
  return (
    <div class="page">
      <Title>{say('title.points')}</Title>
      <Asked<Member> path="/members/me" of={say('wait.member')}>{(member) => <Units member={member} />}</Asked>
      <nav class="ways" aria-label={say('home.more')}>
        <a href={linkTo('earn')}><Icon name="earn" /><span>{say('title.earn')}</span></a>
        <a href={linkTo('orders')}><Icon name="orders" /><span>{say('title.orders')}</span></a>
      </nav>
      <Card title={say('lot.title')}>
        <Asked<Lots> path="/members/me/lots" of={say('wait.lots')} lines={4}>{({ lots }) => <LotList lots={lots} />}</Asked>
      </Card>
      <Card title={say('history.title')}><History /></Card>
    </div>
  )
}

/** Each unit: what can be used, what is on its way, what is owed; and the rules that it is under. */
function Units({ member: { units, mainUnit } }: { member: Member }) {
  const { say, format } = useDesk()
  const { value: program } = useProgram()
  const named = Object.entries(units).sort(([a], [b]) => Number(b === mainUnit) - Number(a === mainUnit))
  return (
    <div class="cards">
      {named.map(([unit, { available, pending, reserved, debt }]) => {
        const told = unitOf(program, unit)
        const shown = (n: number): string => format.bare(n, told)
        return (
          <section key={unit} class="card unit">
            <h2>{told?.name ?? (unit === mainUnit ? say('title.points') : unit)}</h2>
            <p class="big">{shown(available)} <BalanceWhy unit={unit} notes={told?.notes ?? []} /></p>
            <p class="muted">{say(told?.kind === 'qualifying' ? 'unit.qualifying' : 'unit.available')}</p>
            <dl class="sum">
              {pending > 0 && <div><dt>{say('home.pending')}</dt><dd>{shown(pending)}</dd></div>}
              {reserved > 0 && <div><dt>{say('unit.reserved')}</dt><dd>{shown(reserved)}</dd></div>}
              {debt > 0 && <div><dt>{say('home.debt')}</dt><dd>{shown(debt)}</dd></div>}
            </dl>
          </section>
        )
      })}
    </div>
  )
}

import { useState } from 'preact/hooks'
import type { UnitSeen } from '#member/kit/unit'
import { CompanyRewards } from './company-rewards.tsx'
import { useDesk } from './desk.ts'
import { sharesOf } from './history.ts'
import { Asked, Card, Empty, Shown, Title } from './parts.tsx'
import type { Member, Profile, Statement } from './shapes.ts'
import { usePostings } from './use-postings.ts'
import { useUnits } from './use-program.ts'

/** For whom a member buys, and what that company had, got and used in a month. */
export function CompanyPage() {
  const { say } = useDesk()
  return (
    <div class="page">
      <Title lead={say('company.lead')}>{say('title.company')}</Title>
      <Asked<Profile> path="/members/me/profile" of={say('wait.company')}>
        {({ companies }) => (companies.length === 0 ? <Empty icon="company" title={say('company.none')} text={say('company.none_text')} /> : <>{companies.map((one) => <Company key={one.company} {...one} />)}</>)}
      </Asked>
    </div>
  )
}

/** One of the companies, by its name: its statement and what its points buy for its owner and its finance, the own shares for whoever buys. */
function Company({ company, role, name }: Profile['companies'][number]) {
  const { say } = useDesk()
  return (
    <>
      {name !== null && <h2><bdi>{name}</bdi></h2>}
      {role === 'buyer'
        ? <Card title={say('company.role.buyer')}><p class="muted">{say('company.not_yours')}</p><Shares company={company} /></Card>
        : <Asked<Member> path="/members/me" of={say('wait.company')}>{({ at }) => <><CompanyStatement company={company} role={role} at={at} /><CompanyRewards of={`/members/me/companies/${encodeURIComponent(company)}`} isOwner={role === 'owner'} /></>}</Asked>}
    </>
  )
}

/** What a buyer was given of what the company earned, of each unit. */
function Shares({ company }: { company: string }) {
  const { say, format } = useDesk()
  const unitOf = useUnits()
  return (
    <Shown answer={usePostings()} of={say('wait.history')}>
      {({ postings }) => <>{sharesOf(postings, company).map(({ unit, points }) => <p key={unit}>{say('company.shares', { points: format.unit(points, unitOf(unit)) })}</p>)}</>}
    </Shown>
  )
}

/** Month by month, by the store's own time: a sandbox has another one than the device. Months and the days in them are those of UTC. */
function CompanyStatement({ company, role, at }: { company: string; role: string; at: string }) {
  const { say, locale } = useDesk()
  const [back, setBack] = useState(0)
  const now = new Date(at)
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1))
  const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back + 1, 1))
  const month = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(from)
  const until = back === 0 ? '' : `&to=${to.toISOString()}`
  return (
    <Card title={month} action={<span class="pill">{say(`company.role.${role}`)}</span>}>
      <div class="actions inline">
        <button type="button" class="button quiet small" onClick={() => setBack(back + 1)}>{say('company.before')}</button>
        <button type="button" class="button quiet small" disabled={back === 0} onClick={() => setBack(back - 1)}>{say('company.after')}</button>
      </div>
      <Asked<Statement> key={back} path={`/members/me/companies/${encodeURIComponent(company)}/statement?from=${from.toISOString()}${until}`} of={say('wait.statement')} lines={6}>
        {({ units }) => (units.length === 0 ? <p class="muted">{say('company.nothing')}</p> : <>{units.map((unit) => <UnitLines key={unit.unit} unit={unit} />)}</>)}
      </Asked>
    </Card>
  )
}

type UnitStatement = Statement['units'][number]

function UnitLines({ unit: { unit, opening, closing, pending, lines } }: { unit: UnitStatement }) {
  const { say, format } = useDesk()
  const seen = useUnits()(unit)
  return (
    <div class="table-frame" role="region" tabIndex={0} aria-label={say('company.statement')}>
      <table class="statement" role="table">
        <caption><bdi>{seen?.name ?? unit}</bdi></caption>
        <thead role="rowgroup"><tr role="row">{[say('company.what'), say('company.when'), say('company.order'), say('company.buyer')].map((each) => <th key={each} role="columnheader" scope="col">{each}</th>)}<th role="columnheader" scope="col" class="number">{say('company.points')}</th></tr></thead>
        <tbody role="rowgroup">
          <BalanceRow name={say('company.opening')} points={format.bare(opening, seen)} />
          {lines.map((line, place) => <LineRow key={place} line={line} seen={seen} />)}
        </tbody>
        <tfoot role="rowgroup"><BalanceRow name={say('company.closing')} points={format.bare(closing, seen)} />{pending > 0 && <BalanceRow name={say('company.pending')} points={format.bare(pending, seen)} />}</tfoot>
      </table>
    </div>
  )
}

/** What a unit begins or ends with. On a narrow screen rows are no table any more, so that what they are is said to screen readers. */
function BalanceRow({ name, points }: { name: string; points: string }) {
  return <tr role="row"><th role="rowheader" scope="row" colSpan={4}>{name}</th><td role="cell" class="number">{points}</td></tr>
}

function LineRow({ line: { what, orderId, buyer, at, points }, seen }: { line: UnitStatement['lines'][number]; seen: UnitSeen }) {
  const { say, format } = useDesk()
  return (
    <tr role="row">
      <td role="cell">{say(`statement.${what}`)}</td>
      <td role="cell" class="nowrap">{format.dayOf(at, 'UTC')}</td>
      <td role="cell" data-of={orderId === null ? undefined : say('company.order')}>{orderId === null ? '–' : <bdi>{orderId}</bdi>}</td>
      <td role="cell">{buyer === null ? '–' : <bdi>{buyer.name ?? buyer.externalIds[0] ?? '–'}</bdi>}</td>
      <td role="cell" class="number">{format.signed(points, seen)}</td>
    </tr>
  )
}

import { useState } from 'preact/hooks'
import { CompanyRewards } from './company-rewards.tsx'
import { useDesk } from './desk.ts'
import { Asked, Card, Empty, Title } from './parts.tsx'
import type { Member, Profile, Statement } from './shapes.ts'
import { useUnits } from './use-program.ts'

/** For whom a member buys, and what that company had, got and used in a month. */
export function CompanyPage() {
  const { say } = useDesk()
  return (
    <div class="page">
      <Title lead={say('company.lead')}>{say('title.company')}</Title>
      <Asked<Profile> path="/members/me/profile" of={say('wait.company')}>
        {({ companies }) => (companies.length === 0 ? <Empty icon="company" title={say('company.none')} text={say('company.none_text')} /> : <>{companies.map(({ company, role }) => role === 'buyer' ? <Empty key={company} icon="company" title={say('company.role.buyer')} text={say('company.not_yours')} /> : <Asked<Member> key={company} path="/members/me" of={say('wait.company')}>{({ at }) => <><CompanyStatement company={company} role={role} at={at} /><CompanyRewards of={`/members/me/companies/${encodeURIComponent(company)}`} isOwner={role === 'owner'} /></>}</Asked>)}</>)}
      </Asked>
    </div>
  )
}

/** Month by month, by the store's own time: a sandbox has another one than the device. */
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

function UnitLines({ unit: { unit, opening, closing, lines } }: { unit: Statement['units'][number] }) {
  const { say, format } = useDesk()
  const seen = useUnits()(unit)
  return (
    <div class="table-frame" role="region" tabIndex={0} aria-label={say('company.statement')}>
      <table>
        <caption>{seen?.name ?? unit}</caption>
        <thead><tr><th scope="col">{say('company.what')}</th><th scope="col">{say('company.order')}</th><th scope="col">{say('company.buyer')}</th><th scope="col" class="number">{say('company.points')}</th></tr></thead>
        <tbody>
          <tr><th scope="row" colSpan={3}>{say('company.opening')}</th><td class="number">{format.bare(opening, seen)}</td></tr>
          {lines.map(({ what, orderId, buyer, points }, place) => (
            <tr key={place}><td>{say(`statement.${what}`)}</td><td>{orderId ?? '–'}</td><td>{buyer === null ? '–' : (buyer.externalIds[0] ?? '–')}</td><td class="number">{format.signed(points, seen)}</td></tr>
          ))}
        </tbody>
        <tfoot><tr><th scope="row" colSpan={3}>{say('company.closing')}</th><td class="number">{format.bare(closing, seen)}</td></tr></tfoot>
      </table>
    </div>
  )
}

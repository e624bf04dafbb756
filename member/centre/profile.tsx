import { useRef } from 'preact/hooks'
import { ConsentCard } from './consents.tsx'
import { useDesk } from './desk.ts'
import { Icon, type IconName } from './icons.tsx'
import { Action, Asked, Card, Problem, Title } from './parts.tsx'
import type { Page } from './route.ts'
import type { Profile } from './shapes.ts'
import { useDoing } from './use-answer.ts'
import { useLeaveGuard } from './use-leave-guard.ts'

/** Who a member is, what they may be written, and the ways to all that is theirs. */
export function ProfilePage() {
  const { say, shop } = useDesk()
  return (
    <div class="page">
      <Title>{say('title.profile')}</Title>
      <Asked<Profile> path="/members/me/profile" of={say('wait.profile')} lines={5}>
        {(profile) => <><ProfileForm key={profile.memberId} profile={profile} />{!shop.isMailingList && <Ways profile={profile} />}</>}
      </Asked>
      <ConsentCard />
      <AccountWay />
    </div>
  )
}

function ProfileForm({ profile }: { profile: Profile }) {
  const { say, ask, answers, notify } = useDesk()
  const form = useRef<HTMLFormElement>(null)
  const save = useDoing(async () => {
    if (form.current === null) return
    const changed = changedIn(new FormData(form.current), profile)
    if (Object.keys(changed).length > 0) await ask('/members/me/profile', { method: 'PATCH', body: changed })
    answers.renew()
    notify(say('profile.saved'))
  })
  useLeaveGuard(() => form.current !== null && Object.keys(changedIn(new FormData(form.current), profile)).length > 0)
  const hasYear = profile.birthday === null || profile.birthday.length > 5
  return (
    <Card title={say('profile.about')}>
      <form ref={form} class="form" onSubmit={(event) => { event.preventDefault(); void save.run() }}>
        <label>{say('field.name')}<input name="name" autoComplete="name" maxLength={200} defaultValue={profile.name ?? ''} /></label>
        <label>{say('field.birthday')} <small class="muted">{say('join.why_birthday')}</small>
          {hasYear ? <input type="date" name="birthday" autoComplete="bday" min="1900-01-01" max={new Date().toISOString().slice(0, 10)} defaultValue={profile.birthday ?? ''} /> : <output>{monthDay(profile.birthday ?? '', useDesk().locale)}</output>}
        </label>
        <p class="said"><span>{say('field.email')}</span><span dir="ltr">{profile.email ?? '–'}</span></p>
        {profile.phone !== null && <p class="said"><span>{say('field.phone')}</span><span dir="ltr">{profile.phone}</span></p>}
        <Problem problem={save.problem} />
        <Action type="submit" isBusy={save.isBusy} busy={say('wait.saving')}>{say('profile.save')}</Action>
      </form>
    </Card>
  )
}

/** What a form says that is not known yet. */
export function changedIn(said: FormData, profile: Pick<Profile, 'name' | 'birthday'>): Partial<Pick<Profile, 'name' | 'birthday'>> {
  return Object.fromEntries((['name', 'birthday'] as const).flatMap((field) => {
    const value = String(said.get(field) ?? '').trim() || null
    return !said.has(field) || value === profile[field] ? [] : [[field, value]]
  }))
}

/** A birthday that was told without its year, such as "07-14", in words. */
function monthDay(birthday: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(new Date(`2024-${birthday}T00:00:00Z`))
}

function Ways({ profile }: { profile: Profile }) {
  const { say, linkTo } = useDesk()
  const ways: readonly (readonly [Page, IconName])[] = [['orders', 'orders'], ['coupons', 'coupon'], ['levels', 'levels'], ...(profile.companies.length > 0 ? [['company', 'company'] as const] : [])]
  return <nav class="ways" aria-label={say('home.more')}>{ways.map(([page, icon]) => <a key={page} href={linkTo(page)}><Icon name={icon} /><span>{say(`title.${page}`)}</span></a>)}</nav>
}

function AccountWay() {
  const { say, linkTo, ask, onSigned, go } = useDesk()
  const leave = useDoing(async () => {
    await ask('/sessions/current', { method: 'DELETE' })
    onSigned(null)
    go('home')
  })
  return (
    <Card>
      <ul class="rows">
        <li><a class="row" href={linkTo('addresses')}><span><Icon name="home" /> {say('title.addresses')}</span><Icon name="next" /></a></li>
        <li><a class="row" href={linkTo('account')}><span><Icon name="account" /> {say('title.account')}</span><Icon name="next" /></a></li>
      </ul>
      <Problem problem={leave.problem} />
      <Action kind="quiet" isBusy={leave.isBusy} busy={say('wait.doing')} onClick={() => void leave.run()}>{say('account.sign_out')}</Action>
    </Card>
  )
}

import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useDesk } from './desk.ts'
import { Icon, type IconName } from './icons.tsx'
import { LevelCard } from './level-card.tsx'
import { NextLevels } from './next-level.tsx'
import { Asked, Card, Shown } from './parts.tsx'
import type { Page } from './route.ts'
import type { Lots, Member, MemberManager, Profile, Progress, Rewards } from './shapes.ts'
import { deviceStorage } from './storage.ts'
import { both, useAnswer } from './use-answer.ts'
import { useProgram, useUnits } from './use-program.ts'

/** How many rewards are shown at home; all of them have a page. */
const MOST_REWARDS = 3

/** What a member has, where they stand, and what is next. */
export function MemberHome() {
  const { say } = useDesk()
  const member = useAnswer<Member>('/members/me')
  const program = useProgram()
  const progress = useAnswer<Progress>('/members/me/progress')
  const profile = useAnswer<Profile>('/members/me/profile')
  return (
    <div class="page home">
      {member.value !== null || member.problem === null
        ? <><LevelCard member={member.value} program={program.value} progress={progress.value} name={profile.value?.givenName ?? profile.value?.name ?? null} /><Waiting member={member.value} /></>
        : <Shown answer={member} of={say('wait.member')}>{() => null}</Shown>}
      <Shown answer={both(program, progress)} of={say('wait.progress')} lines={5} card={say('home.next')}>{([one, ahead]) => <NextLevels program={one} progress={ahead} now={{ at: member.value?.at ?? '', zone: member.value?.zone ?? 'UTC' }} />}</Shown>
      <TopRewards />
      <Ways profile={profile.value} />
      <Contact />
      <FirstVisit />
    </div>
  )
}

/** Points that are on their way, and those that end next. */
function Waiting({ member }: { member: Member | null }) {
  const { say, format } = useDesk()
  const { units, mainUnit }: Pick<Member, 'units' | 'mainUnit'> = member ?? { units: {}, mainUnit: '' }
  const { value } = useAnswer<Lots>('/members/me/lots')
  const unit = useUnits()(member?.mainUnit ?? null)
  const pending = units[mainUnit]?.pending ?? 0
  const debt = units[mainUnit]?.debt ?? 0
  const ending = (value?.lots ?? []).filter((lot) => lot.unit === mainUnit && !lot.isPending && lot.left > 0 && lot.expiresOn !== null).sort((a, b) => String(a.expiresOn).localeCompare(String(b.expiresOn)))
  const first = ending[0]?.expiresOn ?? null
  const points = ending.filter(({ expiresOn }) => expiresOn === first).reduce((sum, { left }) => sum + left, 0)
  return (
    <div class="facts">
      <Fact icon="clock" label={say('home.pending')} value={format.unit(pending, unit)} note={member === null ? say('wait.member') : pending === 0 ? say('home.no_pending') : say('home.pending_note')} />
      <Fact icon="warn" label={say('home.expiring')} value={format.unit(points, value === null ? null : unit)} note={value === null || member === null ? say('wait.lots') : first === null ? say('home.no_expiring') : say('home.expiring_on', { date: format.day(first) })} />
      {debt > 0 && <Fact icon="warn" label={say('home.debt')} value={format.unit(debt, unit)} note={say('home.debt_note')} />}
    </div>
  )
}

function Fact({ icon, label, value, note }: { icon: IconName; label: string; value: string; note: string }) {
  const { linkTo } = useDesk()
  return <a class="fact" href={linkTo('points')}><Icon name={icon} /><span class="fact-label">{label}</span><strong>{value}</strong><small>{note}</small></a>
}

function TopRewards() {
  const { say, format, linkTo } = useDesk()
  const unitOf = useUnits()
  return (
    <Card title={say('home.rewards')} action={<a href={linkTo('rewards')}>{say('home.all')}</a>}>
      <Asked<Rewards> path="/rewards?member=me" of={say('wait.rewards')}>
        {({ rewards, unit: id }) => {
          const unit = unitOf(id)
          const shown = rewards.filter(({ points }) => points !== null).slice(0, MOST_REWARDS)
          if (shown.length === 0) return <p class="muted">{say('rewards.none')}</p>
          return <ul class="rows">{shown.map((one) => (
            <li key={one.reward}><a class="row" href={linkTo('rewards', { reward: one.reward })}>
              <span><bdi>{one.name}</bdi></span><span class={one.isAffordable ? 'pill good' : 'muted'}>{one.isAffordable ? format.unit(one.points ?? 0, unit) : format.told('rewards.missing', unit, { n: one.missing })}</span>
            </a></li>
          ))}</ul>
        }}
      </Asked>
    </Card>
  )
}

/** Where else one can go from here. */
function Ways({ profile }: { profile: Profile | null }) {
  const { say, linkTo } = useDesk()
  const ways: readonly (readonly [Page, IconName])[] = [['coupons', 'coupon'], ['levels', 'levels'], ['earn', 'earn'], ['orders', 'orders'], ...((profile?.companies.length ?? 0) > 0 ? [['company', 'company'] as const] : [])]
  return (
    <nav class="ways" aria-label={say('home.more')}>
      {ways.map(([page, icon]) => <a key={page} href={linkTo(page)}><Icon name={icon} /><span>{say(`title.${page}`)}</span></a>)}
    </nav>
  )
}

/** Who of the shop looks after the member, where somebody does. */
function Contact() {
  const { say } = useDesk()
  const manager = useAnswer<MemberManager>('/members/me/manager').value?.manager ?? null
  if (manager === null) return null
  return (
    <Card title={say('contact.title')}>
      <p class="row"><span><bdi>{manager.name}</bdi><small class="muted block">{say('contact.text')}</small></span><a href={`mailto:${manager.email}`} dir="ltr">{manager.email}</a></p>
    </Card>
  )
}

/** A tour on the first visit of a device, and the welcome of whoever has just joined. It comes on its own, as most visits are others. */
function FirstVisit() {
  const { isLooking, welcome, place } = useDesk()
  const [isNew] = useState(() => !isLooking && deviceStorage()?.getItem(`rockpool:toured:${place.handle}`) !== 'yes')
  const [view, setView] = useState<{ Tour: ComponentType } | null>(null)
  const isWanted = isNew || welcome !== null
  useEffect(() => {
    // Without it nothing is missing that the page does not say itself.
    if (isWanted) import('./tour.tsx').then(({ Tour }) => setView({ Tour }), () => {})
  }, [isWanted])
  return view === null ? null : <view.Tour />
}

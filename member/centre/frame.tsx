import type { ComponentType } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useDesk, type Desk } from './desk.ts'
import { HomePage } from './home.tsx'
import { Icon, type IconName } from './icons.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { Notice, Skeleton, Unreached } from './parts.tsx'
import { pieceOf } from './piece.ts'
import type { Page, Route } from './route.ts'
import { useProgram } from './use-program.ts'

type View = ComponentType<{ query: URLSearchParams }>

/** Pages beside home come when they are opened. */
const VIEWS: Readonly<Record<Exclude<Page, 'home'>, () => Promise<View>>> = {
  'sign-in': () => import('./sign-in.tsx').then(({ SignInPage }) => SignInPage),
  join: () => import('./sign-in.tsx').then(({ JoinPage }) => JoinPage),
  points: () => import('./points.tsx').then(({ PointsPage }) => PointsPage),
  earn: () => import('./earn.tsx').then(({ EarnPage }) => EarnPage),
  rewards: () => import('./rewards.tsx').then(({ RewardsPage }) => RewardsPage),
  coupons: () => import('./coupons.tsx').then(({ CouponsPage }) => CouponsPage),
  levels: () => import('./levels.tsx').then(({ LevelsPage }) => LevelsPage),
  orders: () => import('./orders.tsx').then(({ OrdersPage }) => OrdersPage),
  company: () => import('./company.tsx').then(({ CompanyPage }) => CompanyPage),
  profile: () => import('./profile.tsx').then(({ ProfilePage }) => ProfilePage),
  addresses: () => import('./addresses.tsx').then(({ AddressesPage }) => AddressesPage),
  account: () => import('./account.tsx').then(({ AccountPage }) => AccountPage),
  confirm: () => import('./confirm.tsx').then(({ ConfirmPage }) => ConfirmPage),
  guide: () => import('./guide.tsx').then(({ GuidePage }) => GuidePage),
}

/** Why nothing is earned for now. */
function PausedNote() {
  const { say } = useDesk()
  if (useProgram().value?.isPaused !== true) return null
  return <div class="notice paused" role="status"><Icon name="warn" /><div><strong>{say('paused.title')}</strong><p>{say('paused.text')}</p></div></div>
}

type Tab = { page: Page; icon: IconName; also?: readonly Page[] }
const MEMBER_TABS: readonly Tab[] = [
  { page: 'home', icon: 'home', also: ['levels'] }, { page: 'points', icon: 'points', also: ['orders', 'earn'] }, { page: 'rewards', icon: 'rewards', also: ['coupons'] },
  { page: 'guide', icon: 'guide' }, { page: 'profile', icon: 'me', also: ['addresses', 'account', 'company'] },
]
const GUEST_TABS: readonly Tab[] = [{ page: 'home', icon: 'home' }, { page: 'guide', icon: 'guide' }, { page: 'sign-in', icon: 'me', also: ['join'] }]
/** A store that has a list of mails alone shows no points, to nobody. */
const LIST_TABS: readonly Tab[] = [{ page: 'home', icon: 'home' }, { page: 'profile', icon: 'me', also: ['addresses', 'account'] }]
const LIST_GUEST_TABS: readonly Tab[] = [{ page: 'home', icon: 'home', also: ['join'] }, { page: 'sign-in', icon: 'me' }]

/** What is around every page: the shop, where one can go, and the page itself. */
export function Frame({ route }: { route: Route }) {
  const desk = useDesk()
  const { shop, say, linkTo } = desk
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus() }}>{say('nav.skip')}</a>
      <header class="top">
        <a class="brand" href={linkTo('home')}>{shop.theme.logoUrl === null ? <strong>{shop.name}</strong> : <img src={shop.theme.logoUrl} alt={shop.name} height="28" />}</a>
        <Tabs route={route} desk={desk} />
        <div class="top-end">
          {shop.links.shop !== null && <a class="to-shop" href={shop.links.shop}>{say('nav.shop')}</a>}
          <LanguageChoice />
        </div>
      </header>
      <main id="main" tabIndex={-1} data-page={route.page}>{!shop.isMailingList && <PausedNote />}<Body route={route} /></main>
      <footer class="foot">
        {shop.links.terms !== null && <a href={shop.links.terms}>{say('nav.terms')}</a>}
        {shop.links.privacy !== null && <a href={shop.links.privacy}>{say('nav.privacy')}</a>}
      </footer>
    </>
  )
}

function Tabs({ route, desk: { say, linkTo, isSignedIn, shop } }: { route: Route; desk: Desk }) {
  const [ofMembers, ofGuests] = shop.isMailingList ? [LIST_TABS, LIST_GUEST_TABS] : [MEMBER_TABS, GUEST_TABS]
  const tabs = isSignedIn ? ofMembers : ofGuests
  const isHere = ({ page, also = [] }: Tab): boolean => route.page === page || (route.page !== 'missing' && also.includes(route.page))
  return (
    <nav class="tabs" aria-label={say('nav.label')}>
      {tabs.map((tab) => (
        <a key={tab.page} href={linkTo(tab.page)} aria-current={isHere(tab) ? 'page' : undefined}><Icon name={tab.icon} /><span>{say(`nav.${tab.page}`)}</span></a>
      ))}
    </nav>
  )
}

/** The page that the address names. After a change of page the heading has the focus, so that whoever hears the page knows where they are. */
function Body({ route: { page, query } }: { route: Route }) {
  const { say, shop, linkTo } = useDesk()
  const View = useView(page)
  const isFirst = useRef(true)
  useEffect(() => {
    document.title = `${page === 'home' ? '' : `${say(page === 'missing' ? 'missing.title' : `title.${page}`)} · `}${shop.name}`
    if (View === null && page !== 'missing') return
    if (!isFirst.current) document.getElementById('title')?.focus({ preventScroll: true })
    isFirst.current = false
  }, [page, View, say])
  if (View === 'failed') return <Unreached />
  if (page === 'missing') return <Notice title={say('missing.title')} text={say('missing.text')} action={<a class="button quiet" href={linkTo('home')}>{say('missing.home')}</a>} />
  if (View === null) return <Skeleton lines={6} of={say('wait.page')} />
  return <View key={page} query={query} />
}

function useView(page: Route['page']): View | 'failed' | null {
  const [views, setViews] = useState<Partial<Record<Page, View | 'failed'>>>({ home: HomePage })
  const isThere = page === 'missing' || views[page] !== undefined
  useEffect(() => {
    if (page === 'missing' || page === 'home' || isThere) return
    const keep = (view: View | 'failed'): void => setViews((known) => ({ ...known, [page]: view }))
    pieceOf(page, VIEWS[page]).then(keep, () => keep('failed'))
  }, [page, isThere])
  return page === 'missing' ? null : (views[page] ?? null)
}

import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { readRosterSearch } from '#console/roster/roster-search.ts'
import { readMe } from '#console/session/me.ts'
import { ME, queries } from '#console/session/queries.ts'
import { parseSearch, stringifySearch, texts } from './address.ts'
import { Broken, Nowhere, NowhereAlone } from './broken.tsx'
import { Offline } from './offline.tsx'
import { StoreFrame } from './store-frame.tsx'

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

const root = createRootRoute({ component: () => <><Offline /><Outlet /></>, errorComponent: Broken, notFoundComponent: NowhereAlone })
const known = () => queries.ensureQueryData({ queryKey: ME, queryFn: readMe })

const outside = [
  createRoute({
    getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('#console/session/no-store.tsx'), 'NoStore'),
    beforeLoad: async () => {
      const me = await known()
      if (me === null) throw redirect({ to: '/sign-in' })
      const first = me.seats[0]
      if (first !== undefined) throw redirect({ to: '/$store', params: { store: first.store.id } })
    },
  }),
  createRoute({
    getParentRoute: () => root, path: '/new-store', component: lazyRouteComponent(() => import('#console/stores/first-store.tsx'), 'FirstStore'),
    beforeLoad: async () => {
      const me = await known()
      if (me === null) throw redirect({ to: '/sign-in', search: { to: '/new-store' } })
      if (me.staff.needsSecondFactor && !me.staff.hasSecondFactor) throw redirect({ to: '/' })
    },
  }),
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: lazyRouteComponent(() => import('#console/session/sign-in.tsx'), 'SignIn'), validateSearch: (search): { to?: string } => texts(search, ['to']) }),
  createRoute({ getParentRoute: () => root, path: '/setup', component: lazyRouteComponent(() => import('#console/session/by-link.tsx'), 'SetUp') }),
  createRoute({ getParentRoute: () => root, path: '/invitation', component: lazyRouteComponent(() => import('#console/session/by-link.tsx'), 'AcceptInvitation') }),
  createRoute({ getParentRoute: () => root, path: '/password', component: lazyRouteComponent(() => import('#console/session/by-link.tsx'), 'SetPassword') }),
] as const

const store = createRoute({
  getParentRoute: () => root, path: '/$store', component: StoreFrame, notFoundComponent: Nowhere,
  beforeLoad: async ({ location }) => {
    if (await known() === null) throw redirect({ to: '/sign-in', search: { to: location.href } })
  },
})
const getParentRoute = () => store

const inside = [
  createRoute({ getParentRoute, path: '/', component: lazyRouteComponent(() => import('#console/start/start.tsx'), 'Start'), validateSearch: (search): { period?: string } => texts(search, ['period']) }),
  createRoute({ getParentRoute, path: '/members', component: lazyRouteComponent(() => import('#console/roster/members.tsx'), 'Members'), validateSearch: readRosterSearch }),
  createRoute({ getParentRoute, path: '/members/$member', component: lazyRouteComponent(() => import('#console/members/member.tsx'), 'MemberView'), validateSearch: (search): { kind?: string } => texts(search, ['kind']) }),
  createRoute({ getParentRoute, path: '/orders', component: lazyRouteComponent(() => import('#console/orders/orders.tsx'), 'Orders') }),
  createRoute({ getParentRoute, path: '/orders/$order', component: lazyRouteComponent(() => import('#console/orders/order.tsx'), 'OrderView') }),
  createRoute({ getParentRoute, path: '/feed', component: lazyRouteComponent(() => import('#console/feed/feed.tsx'), 'Feed'), validateSearch: (search): { part?: string; about?: string; member?: string; from?: string; to?: string; waits?: string } => texts(search, ['part', 'about', 'member', 'from', 'to', 'waits']) }),
  createRoute({ getParentRoute, path: '/imports', component: lazyRouteComponent(() => import('#console/imports/imports.tsx'), 'Imports') }),
  createRoute({ getParentRoute, path: '/imports/$import', component: lazyRouteComponent(() => import('#console/imports/import.tsx'), 'ImportView') }),
  createRoute({ getParentRoute, path: '/jobs', component: lazyRouteComponent(() => import('#console/jobs/jobs.tsx'), 'Jobs') }),
  createRoute({ getParentRoute, path: '/approvals', component: lazyRouteComponent(() => import('#console/approvals/approvals.tsx'), 'Approvals') }),
  createRoute({ getParentRoute, path: '/program', component: lazyRouteComponent(() => import('#console/program/programs.tsx'), 'Programs'), validateSearch: (search): { begin?: string } => texts(search, ['begin']) }),
  createRoute({ getParentRoute, path: '/program/drafts/$draft', component: lazyRouteComponent(() => import('#console/program/draft.tsx'), 'DraftView'), validateSearch: (search): { view?: string; part?: string } => texts(search, ['view', 'part']) }),
  createRoute({ getParentRoute, path: '/program/versions/$version', component: lazyRouteComponent(() => import('#console/program/version.tsx'), 'VersionView') }),
  createRoute({ getParentRoute, path: '/program/diff', component: lazyRouteComponent(() => import('#console/program/diff.tsx'), 'DiffView'), validateSearch: (search): { from?: string; to?: string } => texts(search, ['from', 'to']) }),
  createRoute({ getParentRoute, path: '/program/backtests', component: lazyRouteComponent(() => import('#console/backtests/backtests.tsx'), 'Backtests') }),
  createRoute({ getParentRoute, path: '/program/backtests/$backtest', component: lazyRouteComponent(() => import('#console/backtests/backtest.tsx'), 'BacktestView'), validateSearch: (search): { from?: string; to?: string } => texts(search, ['from', 'to']) }),
  createRoute({ getParentRoute, path: '/rewards', component: lazyRouteComponent(() => import('#console/rewards/rewards.tsx'), 'Rewards'), validateSearch: (search): { status?: string; market?: string } => texts(search, ['status', 'market']) }),
  createRoute({ getParentRoute, path: '/rewards/vouchers/$list', component: lazyRouteComponent(() => import('#console/rewards/vouchers.tsx'), 'Vouchers') }),
  createRoute({ getParentRoute, path: '/coupons', component: lazyRouteComponent(() => import('#console/coupons/coupons.tsx'), 'Coupons'), validateSearch: (search): { discount?: string; status?: string; batch?: string } => texts(search, ['discount', 'status', 'batch']) }),
  createRoute({ getParentRoute, path: '/coupons/batches', component: lazyRouteComponent(() => import('#console/coupons/batches.tsx'), 'Batches') }),
  createRoute({ getParentRoute, path: '/coupons/batches/$batch', component: lazyRouteComponent(() => import('#console/coupons/batch.tsx'), 'Batch') }),
  createRoute({ getParentRoute, path: '/companies', component: lazyRouteComponent(() => import('#console/companies/companies.tsx'), 'Companies') }),
  createRoute({ getParentRoute, path: '/companies/$company', component: lazyRouteComponent(() => import('#console/companies/company.tsx'), 'Company') }),
  createRoute({ getParentRoute, path: '/catalogue', component: lazyRouteComponent(() => import('#console/catalogue/catalogue.tsx'), 'Catalogue'), validateSearch: (search): { part?: string } => texts(search, ['part']) }),
  createRoute({ getParentRoute, path: '/catalogue/import', component: lazyRouteComponent(() => import('#console/catalogue/import.tsx'), 'ImportCatalogue'), validateSearch: (search): { of?: string } => texts(search, ['of']) }),
  createRoute({ getParentRoute, path: '/catalogue/products/$sku', component: lazyRouteComponent(() => import('#console/catalogue/product.tsx'), 'ProductView'), validateSearch: (search): { market?: string } => texts(search, ['market']) }),
  createRoute({ getParentRoute, path: '/catalogue/lists/$list', component: lazyRouteComponent(() => import('#console/catalogue/price-list.tsx'), 'PriceListView'), validateSearch: (search): { market?: string } => texts(search, ['market']) }),
  createRoute({ getParentRoute, path: '/settings/shop', component: lazyRouteComponent(() => import('#console/shop/shop.tsx'), 'Shop'), validateSearch: (search): { part?: string } => texts(search, ['part']) }),
  createRoute({ getParentRoute, path: '/settings/markets', component: lazyRouteComponent(() => import('#console/settings/markets.tsx'), 'Markets') }),
  createRoute({ getParentRoute, path: '/settings/mail', component: lazyRouteComponent(() => import('#console/mail/mail.tsx'), 'Mail') }),
  createRoute({ getParentRoute, path: '/settings/mail/$mail', component: lazyRouteComponent(() => import('#console/mail/one-mail.tsx'), 'OneMail') }),
  createRoute({ getParentRoute, path: '/settings/messages', component: lazyRouteComponent(() => import('#console/messages/messages.tsx'), 'Messages') }),
  createRoute({ getParentRoute, path: '/settings/messages/$kind', component: lazyRouteComponent(() => import('#console/messages/one-message.tsx'), 'OneMessage'), validateSearch: (search): { language?: string } => texts(search, ['language']) }),
  createRoute({ getParentRoute, path: '/settings/stores', component: lazyRouteComponent(() => import('#console/stores/stores.tsx'), 'Stores') }),
  createRoute({ getParentRoute, path: '/settings/stores/new', component: lazyRouteComponent(() => import('#console/stores/make-store.tsx'), 'MakeStore') }),
  createRoute({ getParentRoute, path: '/settings/staff', component: lazyRouteComponent(() => import('#console/settings/staff.tsx'), 'Staff') }),
  createRoute({ getParentRoute, path: '/settings/roles', component: lazyRouteComponent(() => import('#console/settings/roles.tsx'), 'Roles') }),
  createRoute({ getParentRoute, path: '/settings/keys', component: lazyRouteComponent(() => import('#console/settings/keys.tsx'), 'Keys') }),
  createRoute({ getParentRoute, path: '/settings/audit', component: lazyRouteComponent(() => import('#console/settings/audit.tsx'), 'Audit'), validateSearch: (search): { actor?: string; deed?: string; about?: string; from?: string; to?: string } => texts(search, ['actor', 'deed', 'about', 'from', 'to']) }),
  createRoute({ getParentRoute, path: '/settings/account', component: lazyRouteComponent(() => import('#console/settings/account.tsx'), 'Account') }),
] as const

/** Every address of the console. Each screen is fetched when somebody first goes there. */
export const router = createRouter({ routeTree: root.addChildren([...outside, store.addChildren(inside)]), basepath: '/console', parseSearch, stringifySearch, scrollRestoration: true, defaultPreload: 'intent', defaultErrorComponent: Broken, defaultNotFoundComponent: NowhereAlone })

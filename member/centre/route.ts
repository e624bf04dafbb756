/** Every page of the centre, by the last part of its address; `home` has none. */
export const PAGES = ['home', 'sign-in', 'join', 'points', 'earn', 'rewards', 'coupons', 'levels', 'orders', 'company', 'profile', 'addresses', 'account', 'guide', 'confirm'] as const
export type Page = (typeof PAGES)[number]

/** What guests may read; whoever opens another page signs in first. */
const FOR_ANYBODY: ReadonlySet<Page> = new Set(['home', 'sign-in', 'join', 'guide', 'confirm'])

/** What tells of points or of what earned them, which a store with a list of mails alone has not begun with. */
const OF_THE_PROGRAM: ReadonlySet<Page> = new Set(['points', 'earn', 'rewards', 'coupons', 'levels', 'orders', 'company', 'guide'])

/** A page and what its address says besides. `missing`: there is no such page. */
export type Route = { page: Page | 'missing'; query: URLSearchParams }

/** Where the console shows the centre as it will look, behind the address of the shop. */
const PREVIEW = 'preview'

export function isPreview({ pathname }: Pick<URL, 'pathname'>, base: string): boolean {
  return pathname === `${base}${PREVIEW}`
}

/** The page of an address below `base`, such as "/m/reef/". */
export function routeOf({ pathname, search }: Pick<URL, 'pathname' | 'search'>, base: string): Route {
  const name = pathname.startsWith(base) ? pathname.slice(base.length).replace(/\/$/, '') : pathname === base.slice(0, -1) ? '' : '?'
  // What is shown ahead is the home page, at an address that a frame may load again.
  const page = name === '' || isPreview({ pathname }, base) ? 'home' : PAGES.find((one) => one === name && one !== 'home')
  return { page: page ?? 'missing', query: new URLSearchParams(search) }
}

/** The address of a page below `base`. */
export function addressOf(base: string, page: Page, query: Readonly<Record<string, string>> = {}): string {
  const said = new URLSearchParams(query).toString()
  return `${base}${page === 'home' ? '' : page}${said === '' ? '' : `?${said}`}`
}

/** Whether a guest must sign in before a page. */
export function isForMembers(page: Route['page']): boolean {
  return page !== 'missing' && !FOR_ANYBODY.has(page)
}

/** Whether a page tells of the program, and of nothing else. */
export function isOfProgram(page: Route['page']): boolean {
  return page !== 'missing' && OF_THE_PROGRAM.has(page)
}

/** What the address of signing in says of the page that was meant, so that it comes afterwards as it was meant. */
export function throughSignIn({ page, query }: Route): Record<string, string> {
  return { ...Object.fromEntries(query), ...(page === 'missing' || isWayIn(page) ? {} : { next: page }) }
}

/** The page to go on with after signing in, and what its address says besides; never an address of elsewhere. */
export function pageAfter(query: URLSearchParams): { page: Page; query: Record<string, string> } {
  const { next: named, lang: _, ...rest } = Object.fromEntries(query)
  const next = PAGES.find((one) => one === named)
  return next === undefined || isWayIn(next) ? { page: 'home', query: {} } : { page: next, query: rest }
}

function isWayIn(page: Page): boolean {
  return page === 'sign-in' || page === 'join' || page === 'confirm'
}

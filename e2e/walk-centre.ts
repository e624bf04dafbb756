import { addressOf, isForMembers, PAGES, type Page } from '#member/centre/route'
import { askWith, type Ask } from './ask-demo.ts'
import type { DemoHouse } from './demo-house.ts'
import type { Looker } from './looker.ts'

/** Every page of the centre, by who sees it: guests what is open to anybody, members the rest and what is told to them in another way, and the owner of a company its page. */
export const GUEST_PAGES: readonly Page[] = PAGES.filter((page) => !isForMembers(page))
export const MEMBER_PAGES: readonly Page[] = ['home', ...PAGES.filter((page) => isForMembers(page) && page !== 'company'), 'guide']
export const BUYER_PAGES: readonly Page[] = ['home', 'company']

/** Who of the demo has most to show on the pages of members: of the highest level, with the most points. */
export function richest(ask: Ask): Promise<string> {
  return firstOf(ask, 'level=pearl&market=us')
}

/** Who of the list has the most points; it is summed up behind the demo's start. */
async function firstOf(ask: Ask, filter: string): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    const { members: [first] } = await ask(`/roster?${filter}&sort=-balance&limit=1`) as { members: { memberId: string }[] }
    if (first !== undefined) return first.memberId
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  throw new Error(`nobody in the demo's list: ${filter}`)
}

/** Who of the demo owns the company with the most points. */
export async function companyOwner(ask: Ask): Promise<string> {
  const { buyers } = await ask(`/members/${await firstOf(ask, 'kind=company')}/buyers`) as { buyers: { memberId: string; role: string }[] }
  return buyers.find(({ role }) => role === 'owner')?.memberId as string
}

/** Signs in as a member of the demo, by the code in the mailbox, and leaves the tour. */
export async function signIn({ page }: Pick<Looker, 'page'>, { demo, member }: { demo: DemoHouse; member: string }): Promise<void> {
  const ask = askWith(demo)
  const { email } = await ask(`/members/${member}/profile`) as { email: string }
  await page.goto(`${demo.centre}sign-in?lang=en`)
  await page.fill('input[type=email]', email)
  await page.click('button[type=submit]')
  await page.waitForSelector('input.code')
  await page.fill('input.code', await codeTo(ask, email))
  await page.click('button[type=submit]')
  await page.waitForSelector('.level-card .balance strong')
  await page.waitForSelector('dialog[open]')
  await page.keyboard.press('Escape')
  await page.waitForSelector('dialog[open]', { state: 'detached' })
}

async function codeTo(ask: Ask, email: string): Promise<string> {
  const { mails } = await ask('/mails') as { mails: { mail: string; to: string }[] }
  const newest = mails.find(({ to }) => to === email)
  if (newest === undefined) throw new Error(`no mail to ${email}`)
  const { text } = await ask(`/mails/${newest.mail}`) as { text: string }
  return /\b\d{6}\b/.exec(text)?.[0] as string
}

/** The way through some pages of the centre: from `first` on by links, as a shopper goes. */
export type CentreWalk = { centre: string; locale: string; pages: readonly Page[]; /** Who goes, in the names of the pages. */ who: string }

/** Pages to which no page leads: a mail does. */
const BY_MAIL: ReadonlySet<Page> = new Set(['confirm'])

/** Goes to pages in a language, the first by its address and the others by the link that a page before has to them; a page to which none leads is a fault. */
export async function walkCentre(looker: Looker, { centre, locale, pages, who }: CentreWalk): Promise<void> {
  const { page, toward, look } = looker
  const base = new URL(centre).pathname
  const addressIn = (name: Page): string => `${centre}${name === 'home' ? '' : name}?lang=${locale}`
  const lookAt = async (name: Page): Promise<void> => {
    await page.waitForSelector(`main[data-page=${name}] #title`)
    await page.waitForLoadState('networkidle')
    const spoken = await page.getAttribute('html', 'lang')
    if (spoken !== locale) looker.faults.push(`centre ${locale} ${who} /${name}: it is in ${spoken}`)
    await look(`centre ${locale} ${who} /${name === 'home' ? '' : name}`)
  }
  const seen: Page[] = []
  const left = new Set(pages)
  for (let name = pages[0]; name !== undefined; name = [...left][0]) {
    toward(`centre ${locale} ${who} on the way to /${name}`)
    const from = await pageWithLink(looker, { to: addressOf(base, name), seen, addressIn })
    if (from === null) {
      if (seen.length > 0 && !BY_MAIL.has(name)) looker.faults.push(`centre ${locale} ${who} /${name}: no link leads there`)
      await page.goto(addressIn(name))
    } else await page.locator(`a[href="${addressOf(base, name)}"]`).filter({ visible: true }).first().click()
    await lookAt(name)
    left.delete(name)
    seen.push(name)
  }
}

/** Stands on a page that shows a link, the one that is open before those that were seen. Null: none does. */
async function pageWithLink({ page }: Looker, { to, seen, addressIn }: { to: string; seen: readonly Page[]; addressIn: (page: Page) => string }): Promise<Page | null> {
  const isThere = async (): Promise<boolean> => (await page.locator(`a[href="${to}"]`).filter({ visible: true }).count()) > 0
  const last = seen.at(-1)
  if (last === undefined) return null
  if (await isThere()) return last
  for (const one of seen) {
    await page.goto(addressIn(one))
    await page.waitForSelector(`main[data-page=${one}] #title`)
    await page.waitForLoadState('networkidle')
    if (await isThere()) return one
  }
  return null
}

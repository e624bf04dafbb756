import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { Ask } from './ask-demo.ts'
import type { DemoHouse } from './demo-house.ts'
import type { Looker } from './looker.ts'

const PASSWORD = 'a boat, three lanterns'

/** Becomes the owner by the link that the demo printed. Says which store that opens. */
export async function becomeOwner({ page }: Looker, { ownerLink }: DemoHouse): Promise<string> {
  await page.goto(ownerLink)
  await page.getByLabel('Your name').fill('Olga Owner')
  await page.getByLabel('E-mail').fill('olga@example.com')
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Become the owner' }).click()
  await page.waitForURL(/\/console\/str_\w+/)
  return /str_\w+/.exec(page.url())?.[0] as string
}

/** Says in which language the console speaks to whoever is signed in, here and wherever they sign in. */
export async function speak({ page }: Looker, locale: string): Promise<void> {
  const status = await page.evaluate<number>(`localStorage.setItem('rockpool.language', '${locale}'); fetch('/api/v1/staff/me', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ locale: '${locale}' }) }).then(({ status }) => status)`)
  if (status !== 200) throw new Error(`the language could not be set: ${status}`)
}

/** Goes to every screen of a store: from link to link, one address of each route. Says which routes of the router it never came to. */
export async function walkConsole(looker: Looker, { url, storeId, name, more }: { url: string; storeId: string; name: string; /** Addresses of what there is most to see of, and to which nothing of the demo links. */ more: readonly string[] }): Promise<string[]> {
  const { page, toward, look } = looker
  const base = `/console/${storeId}`
  const left = new Set(routesOfStore())
  const waiting = [base, ...more.map((path) => `${base}${path}`), ...(await places(page, `${url}${base}`))]
  const met = new Set<string>()
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const route = [...routesOfStore()].find((one) => fits(one, new URL(path as string, url).pathname.slice(base.length) || '/'))
    if (route === undefined || met.has(route)) continue
    met.add(route)
    left.delete(route)
    toward(`${name} ${route}`)
    await page.goto(`${url}${path}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await look(`${name} ${route}`)
    waiting.push(...(await linksOf(page, base)), ...(await lookAtParts(looker, `${name} ${route}`, () => linksOf(page, base))))
  }
  return [...left]
}

/** Looks at the other parts of a screen that has some, each behind its tab; says what `find` found on them. */
async function lookAtParts({ page, toward, look }: Looker, name: string, find: () => Promise<string[]>): Promise<string[]> {
  const tabs = page.locator('main [role=tab]')
  const found: string[] = []
  for (let place = 1; place < await tabs.count(); place += 1) {
    const part = `${name} ${await tabs.nth(place).innerText()}`
    toward(part)
    await tabs.nth(place).click()
    await look(part)
    found.push(...(await find()))
  }
  return found
}

/** Goes to every screen outside a store, as somebody who is not signed in: by the links that work once, and at last as somebody who has no store. */
export async function walkOutside({ page, toward, look }: Looker, { url, name, locale, ask }: { url: string; name: string; locale: string; ask: Ask }): Promise<void> {
  const email = `${locale.toLowerCase()}@example.com`
  const { link } = await ask('/invitations', { email, name: 'Nia New', role: 'support' }) as { link: string }
  await page.goto(`${url}/console/sign-in`)
  await page.evaluate(`localStorage.setItem('rockpool.language', '${locale}')`)
  const token = new URL(link, url).hash
  for (const route of routesOutside().filter((one) => one !== '/')) {
    // A page that is left for another part of its own address is not loaded again.
    toward(`${name} ${route}`)
    await page.goto('about:blank')
    await page.goto(`${url}/console${route}${route === '/sign-in' ? '' : token}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await look(`${name} ${route}`)
  }
  await page.evaluate(`fetch('/api/v1/staff/acceptances', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: '${token.slice('#token='.length)}', name: 'Nia New', password: '${PASSWORD}' }) })`)
  const { seats } = await ask('/seats') as { seats: { seat: string; email: string }[] }
  const seat = seats.find((one) => one.email === email)?.seat as string
  await ask(`/seats/${seat}`, null)
  await page.goto(`${url}/console/`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await look(`${name} /console`)
}

async function places(page: Page, address: string): Promise<string[]> {
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  return linksOf(page, new URL(address).pathname)
}

async function linksOf(page: Page, base: string): Promise<string[]> {
  const all = await page.evaluate<string[]>(`[...document.querySelectorAll('a[href]')].map((link) => new URL(link.href).pathname)`)
  return all.filter((path) => path === base || path.startsWith(`${base}/`))
}

/** The addresses of a store, as the router names them. */
function routesOfStore(): string[] {
  const text = readFileSync('console/shell/router.tsx', 'utf8')
  return [...text.slice(text.indexOf('const inside'), text.indexOf('export const router')).matchAll(/path: '([^']+)'/g)].map(([, path]) => path as string)
}

/** The addresses outside a store, likewise. */
function routesOutside(): string[] {
  const text = readFileSync('console/shell/router.tsx', 'utf8')
  return [...text.slice(text.indexOf('const outside'), text.indexOf('const store')).matchAll(/path: '([^']+)'/g)].map(([, path]) => path as string)
}

function fits(route: string, path: string): boolean {
  return new RegExp(`^${route.replaceAll(/\$\w+/g, '[^/]+')}$`).test(path)
}

import type { DemoHouse } from './demo-house.ts'
import type { Looker } from './looker.ts'

/** Every page of the member centre that its own route table names, but those that only a link of a mail opens. */
const PAGES = ['', 'points', 'earn', 'rewards', 'coupons', 'levels', 'orders', 'company', 'profile', 'account', 'guide']

type Ask = (path: string, body?: object) => Promise<Record<string, unknown>>

/** Asks the API of the demo with the key that its screen has. @throws Error for whatever is no success */
export function askWith({ url, key }: DemoHouse): Ask {
  return async (path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, { method: body === undefined ? 'GET' : 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json() as Promise<Record<string, unknown>>
  }
}

/** Signs in as a member of the demo, by the code in the mailbox, and leaves the tour. */
export async function signIn({ page }: Looker, demo: DemoHouse): Promise<void> {
  const ask = askWith(demo)
  // Whoever has most to show: of the highest level, with the most points.
  const { members: [{ memberId: member }] } = await ask('/roster?level=pearl&market=us&sort=-balance&limit=1') as { members: [{ memberId: string }] }
  const { email } = await ask(`/members/${member}/profile`) as { email: string }
  await page.goto(`${demo.centre}sign-in?lang=en`)
  await page.fill('input[type=email]', email)
  await page.click('button[type=submit]')
  await page.waitForSelector('input.code')
  await page.fill('input.code', await codeTo(ask, email))
  await page.click('button[type=submit]')
  await page.waitForSelector('.level-card .balance')
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

/** Goes to every page in a language. */
export async function walkCentre({ page, look }: Looker, { centre, locale }: { centre: string; locale: string }): Promise<void> {
  for (const path of PAGES) {
    await page.goto(`${centre}${path}?lang=${locale}`)
    await page.waitForSelector(`main[data-page=${path === '' ? 'home' : path}] #title`)
    await look(`centre ${locale} /${path}`)
  }
}

import { generateSync } from 'otplib'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { PASSWORD, violationsOn, type ConsoleStand } from './console-stand.ts'

type Theirs = { context: BrowserContext; page: Page; press: (name: string) => Promise<void>; heading: (name: string) => Promise<void> }

/** Whoever has a role that asks for a second factor is led to one, and on to where they were going. */
export function tellOfEnrolment(stand: () => ConsoleStand): void {
  test('leads whoever was invited to a role that asks for a second factor to an app, and then to where they were going', async () => {
    const { page, context, press, heading } = await openTheirs(stand())
    let views = 0
    page.on('request', (request) => (request.url().endsWith('/invitation-views') ? (views += 1) : 0))
    const wasOver = page.getByText('This invitation is over').waitFor().then(() => true, () => false)
    await page.goto(await invite(stand(), { email: 'fei@example.com', role: 'Finance' }))
    await page.getByLabel('Your name').fill('Fei')
    await page.getByLabel('New password').fill(PASSWORD)
    await press('Accept')
    await heading('Set up your second factor')
    expect([views, await page.getByRole('navigation').count(), await page.getByText('Not allowed').count()]).toEqual([1, 0, 0])
    expect(await violationsOn(page)).toEqual([])
    await page.getByText('中文').click()
    await heading('设置两步验证')
    await page.getByText('English').click()
    await page.goto(`${stand().url}/console/${stand().store.storeId}/members?tag=vip`)
    await heading('Set up your second factor')
    await press('Set up the app')
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD)
    await press('Continue')
    const secret = await page.getByText('Or type it in:').locator('.fixed').innerText()
    await page.getByLabel('Code from the app').fill(generateSync({ secret }))
    await press('Confirm')
    await page.getByText('Your recovery codes, shown this once').waitFor()
    expect(await page.locator('ul.fixed li').count()).toBe(10)
    expect(await violationsOn(page)).toEqual([])
    await press('Go on')
    await heading('Members')
    expect(new URL(page.url()).searchParams.get('tag')).toBe('vip')
    await context.close()
    expect(await wasOver).toBe(false)
  })

  test('leads whoever works while their role comes to ask for one, and a passkey is enough, which the account page says too', async () => {
    const { page, context, press, heading } = await openTheirs(stand())
    await page.goto(await invite(stand(), { email: 'an@example.com', role: 'Analyst' }))
    await page.getByLabel('Your name').fill('An')
    await page.getByLabel('New password').fill(PASSWORD)
    await press('Accept')
    await heading('Test: start')
    await needFactor(stand(), 'Analyst')
    await page.getByRole('link', { name: 'Orders', exact: true }).click()
    await heading('Set up your second factor')
    await addPasskey({ page, press })
    await page.getByText('Your recovery codes, shown this once').waitFor()
    expect([await page.locator('ul.fixed li').count(), await page.getByRole('button', { name: 'Set up the app' }).count()]).toEqual([10, 0])
    expect(await violationsOn(page)).toEqual([])
    await press('Go on')
    await heading('Orders')
    await page.getByRole('button', { name: 'Signed in as An' }).click()
    await page.getByRole('menuitem', { name: 'My account' }).click()
    await page.getByText('You have a passkey, which is a second factor already.').waitFor()
    expect(await page.getByText('Your role asks for').count()).toBe(0)
    await context.close()
  })
}

/** One's own account, and what somebody sees who may look at a thing and not change it. */
export function tellOfTheAccount(stand: () => ConsoleStand): void {
  test('lists the sessions that there are still, once a passkey was added, changes their name, and sees what they may not change', async () => {
    const { page, context, press, heading } = await openTheirs(stand())
    await page.goto(await invite(stand(), { email: 'bo@example.com', role: 'Support' }))
    await page.getByLabel('Your name').fill('Bo')
    await page.getByLabel('New password').fill(PASSWORD)
    await press('Accept')
    await heading('Test: start')
    const other = await openTheirs(stand())
    await other.page.goto(`${stand().url}/console/sign-in`)
    await other.page.getByLabel('E-mail').fill('bo@example.com')
    await other.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await other.press('Sign in')
    await other.heading('Test: start')
    await page.goto(`${stand().url}/console/${stand().store.storeId}/settings/account`)
    const rows = page.getByRole('region', { name: 'Where you are signed in' }).locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(2)
    await addPasskey({ page, press })
    await expect.poll(() => rows.count()).toBe(1)
    expect(await rows.first().innerText()).toMatch(/^(?:Chrome|Safari), \w+/)
    await page.getByLabel('Your name').fill('Bo Li')
    await press('Save')
    await page.getByRole('button', { name: 'Signed in as Bo Li' }).waitFor()
    // Who may look at the shop and not change it is told so, and by whom it is.
    await page.goto(`${stand().url}/console/${stand().store.storeId}/settings/shop`)
    await page.getByText('You can look, but not change.').waitFor()
    const handle = page.getByLabel('Name in addresses')
    expect([await handle.isEditable(), await page.evaluate('getComputedStyle([...document.querySelectorAll("input")].find((field) => field.readOnly)).borderTopStyle'), await page.getByRole('button', { name: 'Save' }).count()]).toEqual([false, 'dashed', 0])
    expect(await violationsOn(page)).toEqual([])
    await context.close()
    await other.context.close()
  })
}

async function openTheirs(stand: ConsoleStand): Promise<Theirs> {
  const context = await (stand.page.context().browser() as NonNullable<ReturnType<BrowserContext['browser']>>).newContext({ locale: 'en', reducedMotion: 'reduce' })
  const page = await context.newPage()
  const devices = await context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  return { context, page, press: (name) => page.getByRole('button', { name, exact: true }).click(), heading: (name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor() }
}

/** The link by which somebody takes a seat: made by the owner, on their own page. */
async function invite({ page, go, button }: ConsoleStand, { email, role }: { email: string; role: string }): Promise<string> {
  await go('/settings/staff')
  await button('Invite').click()
  await page.getByRole('dialog').getByLabel('E-mail').fill(email)
  await page.getByRole('dialog').getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: role }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click()
  return page.getByText('/console/invitation#token=').innerText()
}

async function needFactor({ page, go, button }: ConsoleStand, role: string): Promise<void> {
  await go('/settings/roles')
  await button(`Change the role ${role}`).click()
  await page.getByRole('dialog').getByLabel('Asks for a second factor').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function addPasskey({ page, press }: Pick<Theirs, 'page' | 'press'>): Promise<void> {
  await press('Add a passkey')
  await page.getByLabel('What is this device?').fill('Laptop')
  await page.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click()
}

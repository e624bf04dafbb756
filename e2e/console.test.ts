import { readFile } from 'node:fs/promises'
import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { PLAIN, type OpenedStore, type TestServer } from '#server/app/testing'
import { openConsole, PASSWORD, violationsOn, visitOf, type ConsoleStand } from './console-stand.ts'
import { tellOfApprovals } from './approval-stories.ts'
import { tellOfEnrolment, tellOfTheAccount } from './enrol-stories.ts'
import { fillFirst } from './fill-store.ts'
import { tellOfMembers, tellOfMerging, tellOfWhy } from './member-stories.ts'
import { tellOfService, WAITING } from './service-stories.ts'

const BROWSER = inject('chromium')

let stand: ConsoleStand
let server: TestServer
let store: OpenedStore
let page: Page

beforeAll(async () => {
  if (BROWSER === '') return
  stand = await openConsole(fillFirst, { document: { ...PLAIN, earn: [...PLAIN.earn, ...WAITING] } })
  ;({ server, store, page } = stand)
})

afterAll(() => stand?.close())

const visit = visitOf(() => stand)
const { go, heading, button, violations } = visit

describe.skipIf(BROWSER === '')(`the console, to those who work there and for members${inject('noChromium')}`, () => {
  test('opens to the owner by the link of the terminal', async () => {
    await stand.becomeOwner(async () => expect(await violations()).toEqual([]))
    expect(new URL(page.url()).pathname).toBe(`/console/${store.storeId}`)
  })

  test('sets up a second factor, and asks for it when one signs in again', async () => {
    await go('/settings/account')
    await button('Set up the app').click()
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD)
    await button('Continue').click()
    const secret = await page.getByText('Or type it in:').locator('.fixed').innerText()
    const code = () => generateSync({ secret })
    await page.getByLabel('Code from the app').fill(code())
    await button('Confirm').click()
    await page.getByText('Your recovery codes, shown this once').waitFor()
    const recovery = await page.locator('ul.fixed li').first().innerText()
    await page.getByRole('button', { name: 'Signed in as Olga Owner' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByLabel('E-mail').fill('olga@example.com')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    expect(await violations()).toEqual([])
    await button('Sign in').click()
    await button('Use a recovery code').click()
    await page.getByLabel('Recovery code').fill(recovery)
    await button('Continue').click()
    await heading('Test: start').waitFor()
  })

  test('invites a colleague, who sees by whom and to what before they have a password, and helps them when they lost one', async () => {
    await go('/settings/staff')
    await button('Invite').click()
    await page.getByRole('dialog').getByLabel('E-mail').fill('mei@example.com')
    await page.getByRole('dialog').getByRole('combobox', { name: 'Role' }).click()
    await page.getByRole('option', { name: 'Support' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click()
    const link = await page.getByText('/console/invitation#token=').innerText()
    const context = await stand.page.context().browser()!.newContext({ locale: 'en', reducedMotion: 'reduce' })
    const theirs = await context.newPage()
    await theirs.goto(link)
    await theirs.getByText('Olga Owner invites you to Test').waitFor()
    await theirs.getByText('You will work there as: Support.').waitFor()
    await theirs.getByLabel('Your name').fill('Lin Mei')
    await theirs.getByLabel('New password').fill(PASSWORD)
    await theirs.getByRole('button', { name: 'Accept' }).click()
    await theirs.getByRole('heading', { level: 1, name: 'Test: start' }).waitFor()
    const again = await context.newPage()
    await again.goto(link)
    await again.getByText('This invitation was accepted already.').waitFor()
    await context.close()

    await go('/settings/staff')
    await button('Help or remove Lin Mei').click()
    await page.getByRole('menuitem', { name: 'Send a password link' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send a password link' }).click()
    await page.getByText('The mails of this store do not go out yet').waitFor()
    expect(await violations()).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Make a password link' }).click()
    await page.getByRole('dialog', { name: 'Make a link for a new password' }).getByRole('button', { name: 'Make a password link' }).click()
    await page.getByText('/console/password#token=').waitFor()
  })

  test('makes a role that may nothing yet, renames it, and sets of another that it asks for a second factor', async () => {
    await go('/settings/roles')
    await button('New role').click()
    await page.getByRole('dialog').getByLabel('Name').fill('Fair')
    await page.getByRole('dialog').getByRole('button', { name: 'New role' }).click()
    await button('Change the role Fair').click()
    await page.getByRole('dialog').getByLabel('Name').fill('Trade fair')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await button('Change the role Trade fair').waitFor()
    await button('Change the role Finance').click()
    await page.getByRole('dialog').getByLabel('Asks for a second factor').check()
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByText('second factor', { exact: true }).waitFor()
    expect(await violations()).toEqual([])
  })

  tellOfEnrolment(() => stand)
  tellOfTheAccount(() => stand)

  test('asks whoever has a passkey and no app for the passkey after the password, or for a recovery code, and takes it away by the password', async () => {
    const context = await page.context().browser()!.newContext({ locale: 'en', reducedMotion: 'reduce' })
    const theirs = await context.newPage()
    const press = (name: string) => theirs.getByRole('button', { name, exact: true }).click()
    const enter = async () => {
      await theirs.getByLabel('E-mail').fill('mei@example.com')
      await theirs.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await press('Sign in')
    }
    const devices = await context.newCDPSession(theirs)
    await devices.send('WebAuthn.enable')
    await devices.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
    await theirs.goto(`${stand.url}/console/${store.storeId}/settings/account`)
    await enter()
    await press('Add a passkey')
    // Where they were going, with the console's own part of the address.
    expect(new URL(theirs.url()).pathname).toBe(`/console/${store.storeId}/settings/account`)
    await theirs.getByLabel('What is this device?').fill('Laptop')
    await theirs.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click()
    await theirs.getByRole('button', { name: 'Remove the passkey Laptop' }).waitFor()
    const leave = async () => {
      await press('Signed in as Lin Mei')
      await theirs.getByRole('menuitem', { name: 'Sign out' }).click()
    }
    const account = () => theirs.goto(`${stand.url}/console/${store.storeId}/settings/account`)
    const shown = async () => {
      await theirs.getByText('Your recovery codes, shown this once').waitFor()
      return theirs.locator('ul.fixed li').first().innerText()
    }
    const first = await shown()
    await press('New recovery codes')
    await theirs.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD)
    await theirs.getByRole('dialog').getByRole('button', { name: 'Continue' }).click()
    await theirs.getByRole('dialog').waitFor({ state: 'detached' })
    const code = await shown()
    await leave()
    await enter()
    await press('Use a recovery code')
    await theirs.getByLabel('Recovery code').fill(first)
    await press('Continue')
    await theirs.getByText('The code is not right').waitFor()
    expect(await violationsOn(theirs)).toEqual([])
    await theirs.getByLabel('Recovery code').fill(code)
    await press('Continue')
    await theirs.getByRole('heading', { level: 1, name: 'Test: start' }).waitFor()
    await leave()
    await enter()
    await theirs.getByText('Confirm with your passkey').waitFor()
    expect(await theirs.getByText('Lost the device of your passkey?').count()).toBe(0)
    await press('Sign in with a passkey')
    await theirs.getByRole('heading', { level: 1, name: 'Test: start' }).waitFor()
    await account()
    await press('Remove the passkey Laptop')
    await theirs.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD)
    await theirs.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await theirs.getByRole('button', { name: 'Remove the passkey Laptop' }).waitFor({ state: 'detached' })
    await context.close()
  })

  test('finds a member, shows what an adjustment does, and does it once, for a reason', async () => {
    await go('/members')
    await page.getByLabel('Find a member').fill('ada')
    await button('Find').click()
    await page.getByRole('link', { name: 'ada' }).click()
    await heading('ada').waitFor()
    await page.getByText('120', { exact: true }).waitFor()
    await button('Adjust points').click()
    await page.getByLabel('How many').fill('30')
    await page.getByText('Available: 120 → 150').waitFor()
    await page.getByLabel('Reason').fill('A late parcel')
    await button('Adjust').click()
    await page.getByText('Done: 150 points can be used now.').waitFor()
    const { body } = await server.ask('GET', '/api/v1/members/ada/postings', { key: store.key })
    expect((body['postings'] as { reason: string; points: number }[]).filter((posting) => posting.reason === 'adjust').map(({ points }) => points)).toEqual([30])
  })

  test('explains a number in sentences, and the back button leads to where one was', async () => {
    await page.getByRole('button', { name: 'Why: Why this balance: points' }).click()
    await page.getByText(/A late parcel/).first().waitFor()
    await page.keyboard.press('Escape')
    await page.goBack()
    await heading('Members').waitFor()
    await page.goForward()
    await heading('ada').waitFor()
  })

  tellOfApprovals(visit, async (member) => (await server.ask('GET', `/api/v1/members/${member}`, { key: store.key })).body['units'])

  tellOfMerging(visit)
  tellOfMembers(visit, async (member) => (await server.ask('GET', `/api/v1/coupons?member=${member}`, { key: store.key })).body['coupons'])

  test('counts what happened in the period of the address, as charts, as tables and as files', async () => {
    await go('?period=year')
    await page.getByText('Points issued').first().waitFor()
    await page.getByText('Year', { exact: true }).waitFor()
    await button('Points as a table').click()
    await page.getByRole('region', { name: 'Points' }).getByRole('cell', { name: '190' }).waitFor()
    const [csv] = await Promise.all([page.waitForEvent('download'), button('Save as CSV').click()])
    expect(await readFile(await csv.path(), 'utf8')).toMatch(/^\uFEFF?From,Through,New members,/)
    const [png] = await Promise.all([page.waitForEvent('download'), button('Save Orders as PNG').click()])
    expect((await readFile(await png.path())).subarray(1, 4).toString()).toBe('PNG')
    await page.getByText('Week', { exact: true }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('period')).toBe('week')
  })

  test('lists members by what they have, keeps the list as a view, and tags whoever is marked', async () => {
    const balances = async () => ((await server.ask('GET', '/api/v1/roster?sort=-balance', { key: store.key })).body['members'] as { balance: number }[]).map(({ balance }) => balance)
    await expect.poll(balances).toEqual([150, 40])
    await go('/members?tag=makes-no-sense&columns=none')
    await page.getByText('2 members', { exact: true }).waitFor()
    await button('Filter').click()
    await page.getByLabel('Balance from').fill('100')
    expect(await violations()).toEqual([])
    await button('Show them').click()
    await page.getByText('1 member', { exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.get('balanceFrom')).toBe('100')
    await button('Views').click()
    await page.getByRole('menuitem', { name: 'Save as a new view…' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Well off')
    await button('Save').click()
    await button('Well off').waitFor()
    await page.getByLabel('Mark ada').check()
    await button('Do to all of them').click()
    await page.getByRole('menuitem', { name: 'Add tags' }).click()
    await page.getByRole('dialog').getByLabel('Tags').fill('regular')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('1 member', { exact: true }).waitFor()
    expect(await violations()).toEqual([])
    await button('Begin').click()
    await heading('Jobs').waitFor()
    await page.getByText('1 of 1').waitFor()
    expect((await server.ask('GET', '/api/v1/members/ada/profile', { key: store.key })).body['tags']).toEqual(['regular'])
  })

  test('shows whole who somebody is for a reason only, freezes and restores them, and erases somebody whose id was typed', async () => {
    await server.ask('PATCH', '/api/v1/members/ada/profile', { key: store.key, body: { email: 'ada@example.com' } })
    await go('/members/ada')
    await page.getByText('a•••@example.com').waitFor()
    await button('Show whole').click()
    await page.getByLabel('Reason').fill('A call about a parcel')
    await button('Show').click()
    await page.getByText('ada@example.com', { exact: true }).waitFor()
    await button('More').click()
    await page.getByRole('menuitem', { name: 'Freeze…' }).click()
    await page.getByLabel('Reason').fill('A card of somebody else')
    await button('Freeze').click()
    await page.getByText(/: A card of somebody else$/).waitFor()
    expect(await violations()).toEqual([])
    await button('Restore').click()
    await page.getByLabel('Reason').fill('It was hers')
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
    await expect.poll(() => button('Restore').count()).toBe(0)
    const { body } = await server.ask('GET', '/api/v1/audit?limit=100', { key: store.key })
    expect((body['entries'] as { reason: string | null }[]).map(({ reason: why }) => why)).toEqual(expect.arrayContaining(['A call about a parcel', 'A card of somebody else', 'It was hers']))
    await go('/members/bob')
    await button('More').click()
    await page.getByRole('menuitem', { name: 'Erase personal data…' }).click()
    await page.getByLabel('Reason').fill('He asked for it')
    expect(await button('Erase').isDisabled()).toBe(true)
    await page.getByLabel('Type bob to confirm').fill('bob')
    await button('Erase').click()
    await heading('Members').waitFor()
    expect((await server.ask('GET', '/api/v1/members/bob/profile', { key: store.key })).status).toBe(404)
  })

  tellOfService(visit, () => stand)
  tellOfWhy(visit, (event) => server.ask('POST', '/api/v1/events', { key: store.key, body: event }))

  test('goes anywhere by the keyboard', async () => {
    await go('')
    await heading('Test: start').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    await heading('Members').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'A page, a deed, a member, an order or a SKU' }).fill('roles')
    await page.keyboard.press('Enter')
    await heading('Roles').waitFor()
  })

  test('said nothing to the console of the browser all that time', () => {
    expect(stand.said).toEqual([])
  })
})

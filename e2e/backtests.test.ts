import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { OpenedStore, TestServer } from '#server/app/testing'
import { openConsole, type ConsoleStand } from './console-stand.ts'

const BROWSER = inject('chromium')
const PROGRAM = {
  program: 'shop', name: 'Shop', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1', redeem: { points: 100, worth: '1.00' } } }, earn: [{ id: 'purchase', name: 'Purchase', on: 'order.paid', rate: 'market' }],
  tiers: [{ id: 'status', levels: [{ id: 'base', name: 'Base' }, { id: 'vip', name: 'VIP', entry: { spend: '100.00' } }] }],
}

const DRAFT = { ...PROGRAM, tiers: [{ id: 'status', levels: [{ id: 'base', name: 'Base' }, { id: 'vip', name: 'VIP', entry: { spend: '50.00' } }] }], discounts: [{ id: 'ten', kind: 'promotion', name: 'Ten off', percent: '10' }], margin: { floor: '5', unknown_cost: '40' } }

let stand: ConsoleStand
let server: TestServer
let store: OpenedStore
let page: Page

beforeAll(async () => {
  if (BROWSER === '') return
  stand = await openConsole(fillYear, { document: PROGRAM })
  ;({ server, store, page } = stand)
  await stand.becomeOwner()
})

afterAll(() => stand?.close())

/** What three members bought in a year, and a draft that raises some of them. */
async function fillYear(to: TestServer, { key }: OpenedStore): Promise<void> {
  const tell = async (path: string, body: object): Promise<void> => expect(await to.ask('POST', `/api/v1${path}`, { key, body })).toMatchObject({ status: 201 })
  for (const [member, month, amountMinor] of [['ada', '02', 4_000], ['ada', '05', 5_500], ['ada', '09', 4_200], ['bob', '06', 3_100], ['bob', '11', 2_900], ['cy', '03', 1_200], ['cy', '12', 800]] as const) {
    const id = `${member}-${month}`
    await tell('/events', { source: 'shop', id, type: 'order.paid', occurredAt: `2025-${month}-05T09:00:00Z`, member, order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor }] } })
  }
  await tell('/programs/drafts', { name: 'VIP sooner', program: DRAFT })
}

const go = (path: string) => stand.go(path)
const heading = (name: string) => stand.heading(name)
const button = (name: string) => stand.button(name)
const violations = () => stand.violations()
const dialog = () => page.getByRole('dialog')

describe.skipIf(BROWSER === '')(`trying and rolling back a program${inject('noChromium')}`, () => {
  test('a draft is tried on the store’s own history, and the report says who would move and stays at its address', async () => {
    await go('/program')
    await page.getByRole('link', { name: 'VIP sooner' }).click()
    await button('Back-test…').click()
    expect(await violations()).toEqual([])
    await dialog().getByRole('button', { name: 'Begin' }).click()
    await heading('Back-test: VIP sooner').waitFor()
    await page.getByText('What it comes to').waitFor()
    await page.getByRole('link', { name: 'Base → VIP: 1' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('to')).toBe('vip')
    await page.reload()
    await page.getByRole('region', { name: 'Members who would stand elsewhere' }).getByRole('link', { name: 'bob' }).waitFor()
    expect(await violations()).toEqual([])
    const [csv] = await Promise.all([page.waitForEvent('download'), button('Save as CSV').click()])
    expect(await readFile(await csv.path(), 'utf8')).toContain('Change of level,Base → VIP,Members,,,1')
    await page.setViewportSize({ width: 360, height: 740 })
    await page.reload()
    await page.getByText('How to read it').waitFor()
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  test('a draft is published with a note, and the version before comes back after it was said what that does', async () => {
    await go('/program')
    await page.getByRole('link', { name: 'VIP sooner' }).click()
    await button('Publish…').click()
    await dialog().getByLabel('Note').fill('VIP for the spring')
    await dialog().getByText('1 member: Base → VIP').waitFor()
    await dialog().getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByText('“VIP for the spring”').waitFor()
    await page.getByRole('link', { name: 'Version 1', exact: true }).click()
    await button('Publish again…').click()
    await dialog().getByText(/are in force again, as version 3/).waitFor()
    await dialog().getByLabel('Note').fill('Too soon')
    expect(await violations()).toEqual([])
    await dialog().getByRole('button', { name: 'Publish version 1 again' }).click()
    await page.getByText(/brings back version 1/).waitFor()
    expect((await server.ask('GET', '/api/v1/programs', { key: store.key })).body['programs']).toMatchObject([{}, { note: 'VIP for the spring' }, { restores: 1, note: 'Too soon' }])
  })

  test('the list has every back-test in Chinese too, and one is deleted', async () => {
    await go('/program/backtests')
    await page.getByRole('button', { name: 'Language' }).click()
    await page.getByRole('menuitem', { name: '简体中文' }).click()
    await heading('回测').waitFor()
    await page.getByRole('menu').waitFor({ state: 'detached' })
    expect(await violations()).toEqual([])
    await page.getByRole('link', { name: 'VIP sooner' }).click()
    await page.getByRole('heading', { name: '如何解读' }).waitFor()
    expect(await violations()).toEqual([])
    await button('删除').click()
    await dialog().getByRole('button', { name: '删除' }).click()
    await page.getByText(/还没有回测/).waitFor()
  })

  test('nothing was said to the console of the browser', () => {
    expect(stand.said).toEqual([])
  })
})

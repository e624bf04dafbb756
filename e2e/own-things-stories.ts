import { expect, test } from 'vitest'
import type { Phone } from './ways-in-stories.ts'

type Told = {
  openPhone: () => Promise<Phone>; visit: (phone: Phone, path: string) => Promise<void>; violationsOf: (phone: Phone) => Promise<string[]>
  signIn: (phone: Phone, email: string) => Promise<void>
}

/** What members keep in the centre, and what a company has. */
export function tellOfOwnThings({ openPhone, visit, violationsOf, signIn }: Told): void {
  test('says what a balance is made of, what an order came to and who bought for a company, keeps addresses with the parts of their country, and lets the owner of a company redeem with its points', async () => {
    const phone = await openPhone()
    const { page, complaints } = phone
    await signIn(phone, 'ada@example.com')
    await visit(phone, 'points')
    await seeBalance(phone)
    await visit(phone, 'orders')
    expect(await page.innerText('.card:has-text("1004")')).toContain('$214.00 · 1 item')
    await visit(phone, 'addresses')
    await page.click('button:has-text("Add an address")')
    await page.selectOption('dialog select[name=country]', 'HK')
    expect([await page.locator('dialog input[name=postcode]').count(), await page.locator('dialog textarea[name=lines]').count()]).toEqual([0, 1])
    await page.selectOption('dialog select[name=country]', 'SE')
    await page.fill('dialog input[name=name]', 'Ada Lindqvist')
    await page.fill('dialog textarea[name=lines]', 'Storgatan 4\nc/o Berg')
    await page.fill('dialog input[name=postcode]', '114 55')
    await page.fill('dialog input[name=city]', 'Stockholm')
    await page.click('dialog button[type=submit]')
    await page.waitForSelector('address:has-text("Storgatan 4")')
    expect(await page.innerText('main .card')).toMatch(/Ada Lindqvist[\s\S]*c\/o Berg[\s\S]*114 55[\s\S]*Sweden[\s\S]*For shipping/)
    expect(await violationsOf(phone)).toEqual([])
    // An address goes only once that was meant.
    await page.click('button[aria-label^="Remove: "]')
    await page.click('dialog button:has-text("Cancel")')
    await page.waitForSelector('address:has-text("Storgatan 4")')
    await page.click('button[aria-label^="Remove: "]')
    await page.click('dialog button.danger')
    await page.waitForSelector('address', { state: 'detached' })
    await visit(phone, 'company')
    expect(await page.innerText('main h2 >> nth=0')).toBe('Tide & Co.')
    await seeStatement(phone)
    await page.click('button[aria-label^="Redeem: "] >> nth=0')
    await page.click('dialog .button:has-text("Redeem for")')
    await page.waitForSelector('dialog .had')
    await page.click('dialog .had .button')
    await page.waitForSelector('.redemption')
    expect([await violationsOf(phone), complaints]).toEqual([[], []])
    await phone.context.close()
  })

  test('reads store credit as money, has a program where the market of a member is gone, and asks for the history again', async () => {
    const phone = await openPhone()
    const { page, complaints } = phone
    await page.route('**/members/me/profile', async (route) => route.fulfill({ json: { ...await (await route.fetch()).json() as object, market: 'gone', region: 'CA-QC' } }))
    const asked: string[] = []
    await page.route('**/api/v1/guide*', async (route) => {
      asked.push(new URL(route.request().url()).search)
      const answer = await route.fetch()
      const guide = await answer.json() as { units?: readonly { kind: string }[] }
      return route.fulfill({ response: answer, json: { ...guide, ...(guide.units === undefined ? {} : { units: guide.units.map((unit) => ({ ...unit, kind: 'store_credit', currency: 'USD' })) }) } })
    })
    await signIn(phone, 'ada@example.com')
    expect(await page.innerText('.level-card .balance strong')).toMatch(/^\$\d+\.\d\d$/)
    // Under the law of their province, without the market that is gone.
    expect(asked).toEqual(expect.arrayContaining(['?market=gone&region=CA-QC', '?region=CA-QC']))
    await visit(phone, 'rewards')
    expect(await page.innerText('.card.reward >> nth=0')).toContain('$1.80')
    let isDown = true
    await page.route('**/members/me/postings*', (route) => (isDown ? route.fulfill({ status: 503, json: {} }) : route.fallback()))
    await visit(phone, 'orders')
    await page.waitForSelector('.failed')
    isDown = false
    await page.click('.failed button')
    await page.waitForSelector('.card:has-text("1004"):has-text("$2.14 earned")')
    expect(complaints.filter((one) => !/status of (?:422|503)/.test(one))).toEqual([])
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await phone.context.close()
  })
}

/** Where the first and the last sign of a text stand, from the left. */
const ENDS = `(found) => [0, found.textContent.length - 1].map((at) => {
  const range = document.createRange()
  range.setStart(found.firstChild, at)
  range.setEnd(found.firstChild, at + 1)
  return range.getBoundingClientRect().left
})`

/** What the store wrote in English, on pages in Arabic. */
export async function seeNames({ page }: Phone, visit: (path: string) => Promise<void>): Promise<void> {
  for (const [path, text] of [['rewards', 'Sent with your next order.'], ['rewards', '10 dollars off'], ['levels', '5 % off']] as const) {
    await visit(path)
    const [first, last] = await page.evaluate<[number, number]>(`(${ENDS})([...document.querySelectorAll('main *')].find((one) => one.children.length === 0 && one.textContent === ${JSON.stringify(text)}))`)
    expect(first, text).toBeLessThan(last)
  }
}

/** A sum that adds up, and below it what moved points, the newest first. */
async function seeBalance({ page }: Phone): Promise<void> {
  await page.click('.unit .why >> nth=0')
  await page.waitForSelector('dialog[open] .balance-sum')
  const [whole = '', parts = ''] = (await page.innerText('dialog[open] .balance-sum')).replaceAll(',', '').split(' = ')
  expect(parts).toContain(' + ')
  expect(parts.split(' + ').reduce((sum, part) => sum + Number(part), 0)).toBe(Number(whole))
  await page.waitForSelector('dialog[open] .entry')
  const days = (await page.locator('dialog[open] li:has(.entry) > small').allInnerTexts()).map((day) => Date.parse(day))
  expect(days.length).toBeGreaterThan(1)
  expect(days).toEqual(days.toSorted((a, b) => b - a))
  await page.click('dialog[open] summary >> nth=0')
  await page.waitForSelector('dialog[open] .sentences li')
  await page.keyboard.press('Escape')
  await page.waitForSelector('dialog[open]', { state: 'detached' })
}

/** A line of a statement within the screen of a phone, by the name of who bought. */
async function seeStatement({ page }: Phone): Promise<void> {
  const line = page.locator('.statement tbody tr:has-text("t-1")')
  expect(await line.innerText()).toMatch(/Earned[\s\S]*Ada Lindqvist[\s\S]*\+900/)
  const cells = await line.locator('td').evaluateAll((all) => all.map((one) => (one as unknown as { getBoundingClientRect: () => { left: number; right: number; top: number } }).getBoundingClientRect()))
  expect(cells.filter(({ left, right }) => left < 0 || right > 360)).toEqual([])
  // Points beside what they are for, and the rest below.
  expect([cells[4]?.top, cells.slice(1, 4).every(({ top }) => top > (cells[0]?.top ?? 0))]).toEqual([cells[0]?.top, true])
}

import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { runJob } from '#server/modules/jobs/index'
import { makeLink } from '#server/modules/staff/index'
import { PASSWORD, type ConsoleStand } from './console-stand.ts'
import type { Visit } from './shop-stories.ts'

/** What is earned and then waits: for somebody's word, or for two weeks. */
export const WAITING = [{ id: 'review', on: 'reviewed', points: 30, pending: { by_hand: true } }, { id: 'film', on: 'filmed', points: 45, pending: { by_hand: true } }, { id: 'unboxing', on: 'unboxed', points: 20, pending: { days: 14 } }]

/** What is done for members by those who serve them: a look with their eyes, points that wait for somebody's word, a job that is stopped; and a store for whoever has none. */
export function tellOfService(visit: Visit, stand: () => ConsoleStand): void {
  tellOfALook(visit, stand)
  tellOfPending(visit, stand)
  tellOfAStop(visit, stand)
  tellOfAFirstStore(stand)
}

/** What the server answers to a key of the store. */
async function read(stand: () => ConsoleStand, path: string): Promise<Record<string, unknown>> {
  const { server, store } = stand()
  const { status, body } = await server.ask('GET', `/api/v1${path}`, { key: store.key })
  expect(status, path).toBe(200)
  return body
}

async function tell(stand: () => ConsoleStand, path: string, body: object): Promise<void> {
  const { server, store } = stand()
  expect(await server.ask('POST', `/api/v1${path}`, { key: store.key, body }), path).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) })
}

/** Why somebody did a deed, the last time first. */
async function reasonsOf(stand: () => ConsoleStand, deed: string): Promise<unknown[]> {
  const { entries } = await read(stand, '/audit?limit=100') as { entries: { deed: string; reason: string | null }[] }
  return entries.filter((entry) => entry.deed === deed).map(({ reason }) => reason)
}

function tellOfALook({ page: shown, go, button, violations }: Visit, stand: () => ConsoleStand): void {
  test('shows the centre as a member sees it, for a reason: to look only, until it is ended', async () => {
    const page = shown()
    const balance = async () => (await read(stand, '/members/ada'))['units']
    const before = await balance()
    await tell(stand, '/rewards/mug/stock', { left: 3 })
    await go('/members/ada')
    await button('More').click()
    await page.getByRole('menuitem', { name: 'See as this member…' }).click()
    await page.getByLabel('Reason').fill('Rang about a mug')
    await button('Begin').click()
    const [tab] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: 'Open the member centre' }).click()])
    const banner = tab.getByRole('complementary', { name: 'Olga Owner of the staff is looking at this page as the member sees it' })
    await banner.waitFor()
    expect(await tab.locator('.level-card .balance strong').innerText()).toBe('150')
    await tab.goto(new URL('rewards', tab.url()).href)
    await tab.locator('.card.reward').filter({ hasText: 'A mug' }).getByRole('button', { name: 'Redeem' }).click()
    await tab.getByRole('dialog').getByRole('button', { name: /^Redeem for/ }).click()
    await tab.getByRole('dialog').getByText('This page shows what the member sees, to look at only').waitFor()
    await tab.keyboard.press('Escape')
    await banner.getByRole('button', { name: 'End the view' }).click()
    await tab.getByRole('heading', { name: 'The view has ended' }).waitFor()
    await tab.reload()
    await tab.getByRole('link', { name: 'Sign in' }).first().waitFor()
    expect(await banner.count()).toBe(0)
    await tab.close()

    expect([await balance(), (await read(stand, '/members/ada/redemptions'))['redemptions']]).toEqual([before, []])
    expect(await reasonsOf(stand, 'POST /members/:member/impersonations')).toEqual(['Rang about a mug'])
    await go('/settings/audit')
    await page.getByRole('row').filter({ hasText: 'View the member centre as a member' }).getByRole('cell', { name: 'Rang about a mug', exact: true }).first().waitFor()
    await page.getByRole('cell', { name: 'Stop viewing the member centre as a member' }).waitFor()
    expect(await violations()).toEqual([])
  })
}

function tellOfPending({ page: shown, go, violations }: Visit, stand: () => ConsoleStand): void {
  test('lets points that wait become active, by hand and before their day, or never, for a reason each', async () => {
    const page = shown()
    const points = async (member: string) => ((await read(stand, `/members/${member}`))['units'] as Record<string, object>)['points']
    for (const [member, name] of [['dora', 'reviewed'], ['elin', 'unboxed'], ['finn', 'filmed']]) await tell(stand, '/events', { source: 'shop', id: name, type: 'activity', name, occurredAt: '2026-01-05T09:00:00Z', member })
    const rowOf = (member: string) => page.getByRole('row').filter({ hasText: member })
    const settle = async (member: string, { verdict, says, reason }: { verdict: string; says: string; reason: string }) => {
      await rowOf(member).getByRole('button', { name: verdict, exact: true }).click()
      await page.getByRole('dialog').getByText(says).waitFor()
      await page.getByRole('dialog').getByLabel('Reason').fill(reason)
      await page.getByRole('dialog').getByRole('button', { name: verdict, exact: true }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await rowOf(member).waitFor({ state: 'detached' })
    }
    await go('/feed?part=pending&waits=all')
    await rowOf('dora').getByText('activation by hand').waitFor()
    await rowOf('elin').getByText(/^from Jan 19/).waitFor()
    expect([await violations(), await points('dora'), await points('elin')]).toMatchObject([[], { active: 0, pending: 30 }, { active: 0, pending: 20 }])
    await settle('dora', { verdict: 'Activate', says: '30 points can be used at once.', reason: 'A good review' })
    await settle('elin', { verdict: 'Activate', says: '20 points can be used at once.', reason: 'She leaves tomorrow' })
    await settle('finn', { verdict: 'Cancel points', says: '45 points will never become active.', reason: 'A film of another shop' })
    await page.getByText('Nothing is pending.').waitFor()
    expect([await points('dora'), await points('elin'), await points('finn')]).toMatchObject([{ active: 30, pending: 0 }, { active: 20, pending: 0 }, { active: 0, pending: 0 }])
    expect([await reasonsOf(stand, 'POST /members/:member/activations'), await reasonsOf(stand, 'POST /members/:member/rejections')]).toEqual([['She leaves tomorrow', 'A good review'], ['A film of another shop']])
    await go('/members/dora')
    await page.locator('.number').filter({ hasText: /^30$/ }).waitFor()
  })
}

function tellOfAStop({ page: shown, go, heading, button, violations }: Visit, stand: () => ConsoleStand): void {
  test('stops a job that runs: what it has done stays and is told, with whom it failed too, and the rest is left alone', async () => {
    const page = shown()
    const { server, store } = stand()
    const nextPiece = () => server.house.database.inStore(store.storeId, (db) => runJob({ db, storeId: store.storeId, actor: { kind: 'system', job: 'jobs' }, now: server.house.clock() }, { worldNow: server.house.clock() }))
    const crew = async (query: string) => (await read(stand, `/roster?limit=100&${query}`))['members'] as { memberId: string; externalIds: string[] }[]
    await tell(stand, '/events', { events: Array.from({ length: 30 }, (_, n) => ({ source: 'shop', id: `crew-${n}`, type: 'activity', name: 'boarded', occurredAt: '2026-01-05T09:00:00Z', member: `crew-${n}` })) })
    const aboard = async () => (await crew('')).filter(({ externalIds }) => externalIds.some((id) => id.startsWith('crew-')))
    await expect.poll(async () => (await aboard()).length).toBe(30)
    // Their turns go by our ids, and nobody can have more than a hundred tags.
    const [first = ''] = (await aboard()).map(({ memberId }) => memberId).sort()
    for (const ten of Array.from({ length: 10 }, (_, n) => n * 10)) await tell(stand, `/members/${first}/tags`, { tags: Array.from({ length: 10 }, (_, n) => `t${ten + n}`) })
    await stand().withoutWorker(async () => {
      await go('/members')
      await page.getByLabel('Mark everybody shown').check()
      await button('Do to all of them').click()
      await page.getByRole('menuitem', { name: 'Add tags' }).click()
      await page.getByRole('dialog').getByLabel('Tags').fill('crew')
      await page.keyboard.press('Enter')
      await button('Begin').click()
      await heading('Jobs').waitFor()
      const row = page.getByRole('row').filter({ hasText: 'crew' })
      await row.getByText('waiting').waitFor()
      await nextPiece()
      await row.getByText('running').waitFor()
      await row.getByText(/^25 of \d+$/).waitFor()
      await row.getByRole('button', { name: 'Stop' }).click()
      await page.getByRole('dialog').getByText('What it has done stays; the rest is left alone.').waitFor()
      await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click()
      await row.getByText('cancelled').waitFor()
      await row.getByText('1 failed').waitFor()
      expect(await violations()).toEqual([])
      const [csv] = await Promise.all([page.waitForEvent('download'), row.getByRole('button', { name: 'Who failed, and why' }).click()])
      expect(await readFile(await csv.path(), 'utf8')).toContain(first)
      expect(await nextPiece()).toBe(false)
    })
    // Of jobs of one instant none is the newest.
    const { jobs } = await read(stand, '/jobs?limit=20') as { jobs: { status: string }[] }
    expect(jobs.filter(({ status }) => status === 'cancelled')).toMatchObject([{ kind: 'tag', done: 24, failed: 1 }])
    await expect.poll(async () => (await crew('tag=crew')).length).toBe(24)
  })
}

function tellOfAFirstStore(stand: () => ConsoleStand): void {
  test('lets whoever owns the house and has no seat in any store make one', async () => {
    const { server, url, page } = stand()
    const context = await page.context().browser()!.newContext({ locale: 'en', reducedMotion: 'reduce' })
    const theirs = await context.newPage()
    const { token } = await makeLink(server.house.database.bare, { purpose: 'owner', now: server.house.clock() })
    await theirs.goto(`${url}/console/setup#token=${token}`)
    await theirs.getByLabel('Your name').fill('Nils New')
    await theirs.getByLabel('E-mail').fill('nils@example.com')
    await theirs.getByLabel('New password').fill(PASSWORD)
    await theirs.getByRole('button', { name: 'Become the owner' }).click()
    await theirs.getByRole('heading', { level: 1, name: /: start$/ }).waitFor()
    const ask = async (method: 'GET' | 'DELETE', path: string, store?: string) => (await theirs.request.fetch(`${url}/api/v1${path}`, { method, headers: { origin: url, ...(store === undefined ? {} : { 'rockpool-store': store }) } })).json()
    const stores = async () => (await ask('GET', '/stores')).stores as { id: string; name: string }[]
    for (const { id } of await stores()) {
      const { seats } = await ask('GET', '/seats', id) as { seats: { seat: string; email: string }[] }
      await ask('DELETE', `/seats/${seats.find(({ email }) => email === 'nils@example.com')?.seat}`, id)
    }
    expect(await stores()).toEqual([])

    await theirs.goto(`${url}/console/`)
    await theirs.getByRole('heading', { name: 'No store yet' }).waitFor()
    await theirs.getByRole('link', { name: 'New store' }).click()
    await theirs.waitForURL('**/console/new-store')
    await theirs.getByLabel('Name').fill('Lagoon')
    await theirs.getByRole('button', { name: 'Make the store and publish' }).click()
    await theirs.getByRole('heading', { name: 'Lagoon is ready' }).waitFor()
    await theirs.getByRole('link', { name: 'See what is still open' }).click()
    await theirs.getByRole('heading', { level: 1, name: 'Lagoon: start' }).waitFor()
    const [made] = await stores()
    expect(made).toMatchObject({ name: 'Lagoon', kind: 'live' })
    expect(await ask('GET', '/programs/1', made?.id)).toMatchObject({ version: 1 })
    await context.close()
  })
}

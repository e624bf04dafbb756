import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeLink } from '#server/modules/staff/index'
import { openOwner, openSeat } from './staff-testing.ts'
import { openTestServer, type Answered, type TestServer } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

const PASSWORD = 'kelp forest at noon'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())
afterEach(() => vi.restoreAllMocks())

/** What the database is asked while something is done: each statement's first word and tables, as a library words its own. */
async function statementsOf(act: () => Promise<Answered>): Promise<{ status: number; code: unknown; statements: string[] }> {
  const asked = vi.spyOn(pg.Client.prototype, 'query')
  const { status, body } = await act()
  const texts = asked.mock.calls.map(([query]) => (typeof query === 'string' ? query : String((query as unknown as { text?: string }).text)))
  asked.mockRestore()
  return { status, code: body['code'], statements: texts.map((text) => [/\w+/.exec(text)?.[0], ...Array.from(text.matchAll(/(?:from|into|update) "?([a-z_]+)/g), ([, table]) => table)].join(' ')).sort() }
}

/** Both are done once before, so that nothing is looked up for the first time. */
async function expectSame(known: () => Promise<Answered>, unknown: () => Promise<Answered>): Promise<void> {
  await known()
  await unknown()
  const [there, not] = [await statementsOf(known), await statementsOf(unknown)]
  expect(there.statements.length).toBeGreaterThan(1)
  expect(not).toEqual(there)
}

describe('of whom there is and of whom there is not, the database is asked the same', () => {
  test('when a member comes: by a password, for a code of each sort, with a code, for another password', async () => {
    const { storeId, key } = await server.openStore()
    const ask = (path: string, body: unknown, headers: Record<string, string> = { 'rockpool-store': storeId }) => server.ask('POST', `/api/v1${path}`, { body, headers })
    await server.ask('PATCH', '/api/v1/shop-settings', { key, body: { ways: { code: true, password: true, passkey: true, handover: true } } })
    await server.ask('POST', '/api/v1/members', { key, body: { email: 'known@example.com' } })
    const both = (path: string, bodyOf: (email: string) => object) => expectSame(() => ask(path, bodyOf('known@example.com')), () => ask(path, bodyOf('nobody@example.com')))
    await both('/sessions', (email) => ({ way: 'password', email, password: PASSWORD }))
    // No code was asked for yet: nobody learns whose mailbox has one either.
    await both('/sessions', (email) => ({ way: 'code', email, code: '000000' }))
    for (const purpose of ['sign_in', 'password']) await both('/codes', (email) => ({ email, purpose }))
    await both('/sessions', (email) => ({ way: 'code', email, code: '000000' }))
    await both('/password-resets', (email) => ({ email, code: '000000', password: PASSWORD }))
  })

  test('when somebody of the staff comes: by a password, with a link for another one', async () => {
    const { storeId } = await server.openStore()
    const owner = await openOwner(server)
    const { id: staffId } = (await (await openSeat(server, owner, { store: storeId, role: 'support' })).ask('GET', '/staff/me')).body['staff'] as { id: string }
    const ask = (path: string, body: unknown) => server.ask('POST', `/api/v1${path}`, { body })
    await expectSame(() => ask('/staff/sessions', { email: owner.email, password: PASSWORD }), () => ask('/staff/sessions', { email: 'nobody@example.com', password: PASSWORD }))
    const { token } = await makeLink(server.house.database.bare, { purpose: 'password', staffId, now: server.house.clock() })
    await ask('/staff/password-resets', { token, password: PASSWORD })
    await expectSame(() => ask('/staff/password-resets', { token, password: PASSWORD }), () => ask('/staff/password-resets', { token: 'A'.repeat(43), password: PASSWORD }))
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openOwner, PASSWORD, tokenOf } from '#server/app/staff-testing'
import { openTestServer, type TestServer } from '#server/app/testing'
import { makeLink } from './links.ts'
import { hashPassword, isPassword, weaknessOf } from './passwords.ts'
import { selectByEmail } from './people.store.ts'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

describe('a password', () => {
  test('is kept as argon2id with the parameters of OWASP, and is the same however its accents were typed', async () => {
    const kept = await hashPassword('caf\u00e9 au lait, deux fois')
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await isPassword(kept, 'cafe\u0301 au lait, deux fois')).toBe(true)
    expect(await isPassword(kept, 'cafe au lait, deux fois')).toBe(false)
  })

  test.each([
    ['password1234', 'common'], ['Password1234!', 'common'], ['123123123123', 'repeated'], ['aaaaaaaaaaaaa', 'repeated'], ['012345678901', 'repeated'],
    ['mei.lin@example.com', 'personal'], ['mei lin@example com 1', 'personal'], ['seagrass circle', 'store'], ['Seagrass-Circle 2026!', 'store'], ['seagrass circle by the sea', null], ['a boat, three lanterns', null], ['qwrtzpsdfghk', null],
  ])('%s is %s', (password, weakness) => {
    expect(weaknessOf(password, ['Mei', 'mei.lin@example.com'], ['Seagrass Circle'])).toBe(weakness)
  })
})

describe('what a store is called', () => {
  test('is no password of whoever comes to own it, is invited to it, or sets another one; the link is good for a better one', async () => {
    const { storeId: store } = await server.openStore()
    const owner = await openOwner(server)
    expect((await owner.ask('PATCH', '/store', { store, body: { name: 'Seagrass Circle' } })).status).toBe(200)
    const weak = { status: 422, body: { code: 'staff.weak_password_store' } }
    expect(await owner.ask('POST', '/staff/password', { body: { password: PASSWORD, newPassword: 'seagrass circle' } })).toMatchObject(weak)
    const { body } = await owner.ask('POST', '/invitations', { store, body: { email: 'gull@example.com', role: 'support' } })
    const { token } = await makeLink(server.house.database.bare, { purpose: 'owner', now: server.house.clock() })
    const reset = await makeLink(server.house.database.bare, { purpose: 'password', staffId: (await selectByEmail(server.house.database.bare, owner.email))?.staffId ?? '', now: server.house.clock() })
    const ways = [['/staff/owner', { token, name: 'Otto', email: 'otto@example.com' }, 201], ['/staff/acceptances', { token: tokenOf(body), name: 'Gull' }, 201], ['/staff/password-resets', { token: reset.token }, 200]] as const
    for (const [path, said, done] of ways) {
      expect(await openBrowser(server).ask('POST', path, { body: { ...said, password: 'Seagrass  Circle!' } }), path).toMatchObject(weak)
      expect((await openBrowser(server).ask('POST', path, { body: { ...said, password: PASSWORD } })).status, path).toBe(done)
    }
  })
})

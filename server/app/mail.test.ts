import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { closePosts, openPost } from './mail-testing.ts'
import { openOwner } from './staff-testing.ts'
import { openTestServer, type Answered, type TestServer } from './testing.ts'
import type { WriteContext } from '#server/platform/context'
import { composeMail } from '#server/platform/mail/compose'
import { deliverMails } from '#server/platform/mail/deliver'
import { claimMails } from '#server/platform/mail/mail.store'
import { postMail } from '#server/platform/mail/post-mail'

vi.setConfig({ testTimeout: 60_000 })

const BEGAN = Date.parse('2026-01-05T10:00:00Z')
const MINUTE = 60_000
const DAY = 86_400_000

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())
afterEach(closePosts)

type Shop = {
  storeId: string; time: { now: number }; ask: (...asked: [method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown]) => Promise<Answered>
  write: (said?: Partial<Parameters<typeof postMail>[1]>, fails?: boolean) => Promise<void>; deliver: () => Promise<number>; states: () => Promise<string[]>; set: (port: number, more?: object) => Promise<Answered>
}

async function openShop(kind: 'live' | 'sandbox' = 'live'): Promise<Shop> {
  const { storeId, key } = await server.openStore({ kind })
  const time = { now: BEGAN }
  const house = { ...server.house, clock: () => (time.now += 1) }
  const edge = server.openEdge({ house })
  const ask: Shop['ask'] = async (...[method, path, body]) => {
    const { statusCode, body: text, headers } = await edge.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${key}` }, ...(body === undefined ? {} : { payload: body as object }) })
    return { status: statusCode, text, headers, body: JSON.parse(text) as Record<string, unknown> }
  }
  const mail = composeMail({ locale: 'en', sender: 'Reef', subject: 'Hello', title: 'Hello', paragraphs: ['One <b>& two'], code: '123456', footer: ['Bye'] })
  return {
    storeId, time, ask, deliver: () => deliverMails(house),
    write: (said = {}, fails = false) => server.house.database.inStore(storeId, async (db) => {
      const ctx: WriteContext = { db, storeId, actor: { kind: 'system', job: 'test' }, now: time.now }
      await postMail(ctx, { to: 'anna@example.com', memberId: null, locale: 'en', kind: 'test', mail, at: (time.now += 1), ...said })
      if (fails) throw new Error('rolled back')
    }),
    states: async () => ((await ask('GET', '/mails')).body['mails'] as { state: string }[]).map(({ state }) => state),
    set: (port, more = {}) => ask('PATCH', '/mail-settings', { host: '127.0.0.1', port, security: 'none', senderName: 'Reef Söhne', senderAddress: 'hello@reef.example', ...more }),
  }
}

describe('a mail', () => {
  test('waits while nobody has said how it goes out, goes out then, and says the same in HTML and as text', async () => {
    const [shop, post] = [await openShop(), await openPost()]
    await shop.write()
    expect(await shop.deliver()).toBe(0)
    expect(await shop.states()).toEqual(['waiting'])
    expect((await shop.set(post.port, { replyTo: 'ask@reef.example' })).body).toMatchObject({ isSet: true, hasPassword: false })
    expect(await shop.deliver()).toBe(1)
    expect(await shop.states()).toEqual(['sent'])
    const [mail] = post.mails
    expect(mail).toMatchObject({ subject: 'Hello', from: { name: 'Reef Söhne', address: 'hello@reef.example' }, replyTo: [{ address: 'ask@reef.example' }], envelope: ['anna@example.com'] })
    expect(mail?.html).toContain('One &lt;b&gt;&amp; two')
    expect(mail?.html).toContain('lang="en" dir="ltr"')
    expect(mail?.text).toContain('One <b>& two\n\n123456')
    expect(mail?.messageId).toMatch(/^<mai_[0-9a-z]{22}@reef\.example>$/)
    expect(await shop.deliver()).toBe(0)
    expect(post.mails).toHaveLength(1)
  })

  test('of a transaction that was undone is none', async () => {
    const shop = await openShop()
    await expect(shop.write({}, true)).rejects.toThrow('rolled back')
    expect(await shop.states()).toEqual([])
  })

  test('is sent once, though several workers look at the same moment', async () => {
    const [shop, post] = [await openShop(), await openPost()]
    await shop.set(post.port)
    for (let written = 0; written < 8; written += 1) await shop.write()
    const sent = await Promise.all([1, 2, 3, 4].map(() => shop.deliver()))
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(8)
    expect(new Set(post.mails.map(({ messageId }) => messageId)).size).toBe(8)
    expect(post.mails).toHaveLength(8)
  })

  test('is tried again later while the server does not take it, under the same Message-ID, and has failed in the end', async () => {
    let isBusy = true
    const [shop, post] = [await openShop(), await openPost({ onRcptTo: (_, __, done) => done(isBusy ? Object.assign(new Error('try later'), { responseCode: 451 }) : null) })]
    await shop.set(post.port)
    await shop.write()
    await shop.deliver()
    expect(await shop.states()).toEqual(['waiting'])
    await shop.deliver()
    expect((await shop.ask('GET', '/mails')).body['mails']).toMatchObject([{ attempts: 1, problem: expect.stringContaining('try later') }])
    isBusy = false
    shop.time.now += MINUTE
    expect(await shop.deliver()).toBe(1)
    isBusy = true
    await shop.write()
    for (let tried = 0; tried < 7; tried += 1) {
      await shop.deliver()
      shop.time.now += DAY / 2 + MINUTE
    }
    expect(await shop.states()).toEqual(['failed', 'sent'])
  })

  test('that the server refuses for good has failed at once', async () => {
    const [shop, post] = [await openShop(), await openPost({ onRcptTo: (_, __, done) => done(Object.assign(new Error('no such mailbox'), { responseCode: 550 })) })]
    await shop.set(post.port)
    await shop.write()
    await shop.deliver()
    expect((await shop.ask('GET', '/mails')).body['mails']).toMatchObject([{ state: 'failed', attempts: 1, problem: expect.stringContaining('no such mailbox') }])
  })

  test('whose sender died while it was sent is sent by another, when its lease is over', async () => {
    const shop = await openShop()
    await shop.set((await openPost()).port)
    await shop.write()
    const claim = () => server.house.database.inStore(shop.storeId, (db) => claimMails({ db, storeId: shop.storeId, actor: { kind: 'system', job: 'test' }, now: shop.time.now }, { most: 10, leaseMs: 2 * MINUTE }))
    expect(await claim()).toHaveLength(1)
    expect(await shop.deliver()).toBe(0)
    shop.time.now += 2 * MINUTE
    expect(await shop.deliver()).toBe(1)
  })

  test('that opens a door loses its text when it is sent or over, is not sent when it is over, and is shown in a sandbox alone', async () => {
    const [live, sandbox, post] = [await openShop(), await openShop('sandbox'), await openPost()]
    const read = async (shop: Shop) => (await shop.ask('GET', `/mails/${((await shop.ask('GET', '/mails')).body['mails'] as { mail: string }[])[0]?.mail}`)).body
    for (const shop of [live, sandbox]) await shop.write({ isSecret: true, until: shop.time.now + 10 * MINUTE })
    expect(await read(live)).toMatchObject({ html: null, text: null, state: 'waiting' })
    expect((await read(sandbox))['text']).toContain('123456')
    // Who is of the staff is so in every store, and their way in is theirs.
    await sandbox.write({ isSecret: true, kind: 'staff_invitation', until: sandbox.time.now + 10 * MINUTE })
    expect(await read(sandbox)).toMatchObject({ kind: 'staff_invitation', html: null, text: null })
    await live.set(post.port)
    await live.deliver()
    expect(post.mails[0]?.text).toContain('123456')
    await live.write({ isSecret: true, until: live.time.now + 10 * MINUTE })
    live.time.now += 11 * MINUTE
    await live.deliver()
    expect(await live.states()).toEqual(['over', 'sent'])
    expect(post.mails).toHaveLength(1)
    const { rows } = await server.house.database.readStore(live.storeId, (db) => sql<{ text: string }>`select text from mail_outbox`.execute(db))
    expect(rows.map(({ text }) => text)).toEqual(['', ''])
  })

  test('says nobody’s address to staff who do not say why, in a sandbox neither; its text is there for whoever wires the shop', async () => {
    const shop = await openShop('sandbox')
    await shop.write({ isSecret: true, until: shop.time.now + 10 * MINUTE })
    const owner = await openOwner(server)
    const ask = async (path: string, headers: Record<string, string> = {}) => (await owner.ask('GET', path, { store: shop.storeId, headers })).body
    const [listed] = (await ask('/mails'))['mails'] as { mail: string; to: string }[]
    expect(listed).toMatchObject({ to: 'a•••@example.com', isMasked: true })
    expect(await ask(`/mails/${listed?.mail}`)).toMatchObject({ to: 'a•••@example.com', isMasked: true, text: expect.stringContaining('123456') })
    expect(await ask(`/mails/${listed?.mail}`, { 'rockpool-reason': 'She asked' })).toMatchObject({ to: 'anna@example.com', isMasked: false })
  })

  test('is masked in the list, and read by the staff for a reason, which is entered', async () => {
    const shop = await openShop()
    await shop.write()
    const owner = await openOwner(server)
    const ask = async (path: string, headers = {}) => (await owner.ask('GET', path, { store: shop.storeId, headers })).body
    const [listed] = (await ask('/mails'))['mails'] as { mail: string; to: string }[]
    expect(listed).toMatchObject({ to: expect.stringContaining('•••@'), isMasked: true })
    expect(await ask(`/mails/${listed?.mail}`)).toMatchObject({ to: listed?.to, isMasked: true, html: null, text: null })
    expect(await ask(`/mails/${listed?.mail}`, { 'rockpool-reason': 'She asked' })).toMatchObject({ isMasked: false, to: expect.not.stringContaining('•'), text: expect.stringMatching(/./) })
    expect((await ask('/audit?limit=1'))['entries']).toMatchObject([{ deed: 'GET /mails/:mail', reason: 'She asked' }])
  })

  test('is gone after 30 days', async () => {
    const shop = await openShop()
    await shop.write()
    shop.time.now += 29 * DAY
    await shop.deliver()
    expect(await shop.states()).toHaveLength(1)
    shop.time.now += 2 * DAY
    await shop.deliver()
    expect(await shop.states()).toEqual([])
  })

  test('cannot bring another header, another reader or a script along', () => {
    const { subject, html } = composeMail({ locale: 'en', sender: '"Reef"', subject: 'Hi\r\nBcc: all@example.com', title: '<script>x</script>', paragraphs: ['a'], button: { label: 'Go', url: 'https://a.example/?q="onclick="x' }, footer: [] })
    expect(subject).toBe('Hi Bcc: all@example.com')
    expect(html).not.toContain('<script>')
    expect(html).toContain('href="https://a.example/?q=&quot;onclick=&quot;x"')
  })
})

describe('the settings', () => {
  test('sign in with a password that nobody is shown, and that goes to no other server than its own', async () => {
    const seen: string[] = []
    const post = await openPost({ authOptional: false, allowInsecureAuth: true, onAuth: ({ username, password }, _, done) => { seen.push(`${username} ${password}`); done(null, { user: username }) } })
    const shop = await openShop()
    expect((await shop.set(post.port, { username: 'reef', password: 'hunter2-hunter2' })).text).not.toContain('hunter2')
    const tested = async () => (await shop.ask('GET', '/mail-settings')).body['testedAt']
    expect(await tested()).toBeNull()
    expect((await shop.ask('POST', '/mail-settings/tests', { to: 'mei@example.com' })).body).toEqual({ isSent: true, why: null, detail: null })
    expect(await tested()).toMatch(/^2026-01-05T10:/)
    await shop.ask('PATCH', '/mail-settings', { senderName: 'Reef' })
    expect(await tested()).toBeNull()
    expect(seen).toEqual(['reef hunter2-hunter2'])
    expect(await shop.ask('PATCH', '/mail-settings', { host: 'evil.example' })).toMatchObject({ status: 422, body: { code: 'mails.password_elsewhere' } })
    expect((await shop.ask('GET', '/mail-settings')).body).toMatchObject({ host: '127.0.0.1', hasPassword: true })
    const { rows } = await server.house.database.readStore(shop.storeId, (db) => sql<{ row: string }>`select to_jsonb(s)::text as row from mail_settings s`.execute(db))
    expect(rows[0]?.row).not.toContain('hunter2')
  })

  test('say what is wrong with the mail server in its own words, and what is still missing', async () => {
    const post = await openPost({ authOptional: false, allowInsecureAuth: true, onAuth: (_, __, done) => done(Object.assign(new Error('bad password'), { responseCode: 535 })) })
    const shop = await openShop()
    expect((await shop.ask('POST', '/mail-settings/tests', { to: 'mei@example.com' })).body).toMatchObject({ isSent: false, why: 'not_set' })
    expect(await shop.ask('PATCH', '/mail-settings', { host: '127.0.0.1' })).toMatchObject({ status: 422, body: { code: 'mails.incomplete', details: { missing: 'port, security, senderName, senderAddress' } } })
    await shop.set(post.port, { username: 'reef', password: 'wrong' })
    expect((await shop.ask('POST', '/mail-settings/tests', { to: 'mei@example.com' })).body).toMatchObject({ isSent: false, why: 'not_signed_in', detail: expect.stringContaining('bad password') })
    await shop.set(1, { password: 'again' })
    expect((await shop.ask('POST', '/mail-settings/tests', { to: 'mei@example.com' })).body).toMatchObject({ isSent: false, why: 'unreachable' })
  })
})

import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BEFORES } from '#server/app/audit-befores'
import { findBeside } from '#server/app/audit-beside'
import { beforeOf } from '#server/app/audit-look'
import { ROUTES } from '#server/app/modules'
import { openOwner, openSeat, PASSWORD, type Browser } from '#server/app/staff-testing'
import { openTestServer, type TestServer } from '#server/app/testing'
import { verifyAudit } from './index.ts'
import { maskEntry } from './mask-entry.ts'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

type Entry = { number: number; actorKind: string; actor: string; actorName: string; deed: string; subject: string; reason: string; before: unknown; after: unknown; refusal: string | null }

async function openShop(document?: object) {
  const { storeId: store, key, newKey } = await server.openStore(document === undefined ? {} : { document })
  const owner = await openOwner(server)
  const audit = async (query = ''): Promise<Entry[]> => ((await owner.ask('GET', `/audit${query}`, { store })).body['entries'] as Entry[]).filter(({ deed }) => !deed.includes('/staff/'))
  const prove = () => server.house.database.readStore(store, (db) => verifyAudit({ db, storeId: store, actor: { kind: 'system', job: 'test' }, now: 0 }))
  return { store, key, newKey, owner, audit, prove, seat: (role: string, by: Browser = owner) => openSeat(server, by, { store, role }) }
}

const ADA = { externalIds: ['ada@shop.test'], name: 'Ada Lovelace', email: 'ada@example.com', phone: '+4915123456789', notes: 'Likes maps' }

describe('what staff and keys write', () => {
  test('is entered with who, what, why, before and after, and without anything personal', async () => {
    const { store, owner, key, audit, seat } = await openShop()
    await server.ask('POST', '/api/v1/members', { key, body: ADA })
    const support = await seat('support')
    const change = await support.ask('PATCH', `/members/${encodeURIComponent('ada@shop.test')}/profile`, { store, body: { name: 'Ada King', locale: 'en' }, headers: { 'rockpool-reason': encodeURIComponent('She married — 结婚') } })
    expect(change.status).toBe(200)
    const entries = await audit()
    expect(entries[0]).toMatchObject({
      actorKind: 'staff', actorName: 'support', deed: 'PATCH /members/:member/profile', reason: 'She married — 结婚', refusal: null,
      subject: expect.stringMatching(/^\/members\/mem_[0-9a-z]{22}\/profile$/), before: { name: '•••', locale: null }, after: { name: '••• ≠', locale: '•••' },
    })
    expect(entries.find(({ deed }) => deed === 'POST /members')).toMatchObject({ actorKind: 'key', actorName: 'Test' })
    const seats = (await owner.ask('GET', '/seats', { store })).body['seats'] as { seat: string; role: string }[]
    await owner.ask('PATCH', `/seats/${seats.find(({ role }) => role === 'support')?.seat}`, { store, body: { role: 'analyst' } })
    expect((await audit())[0]).toMatchObject({ deed: 'PATCH /seats/:seat', before: { role: 'support', email: '•••' }, after: { role: 'analyst' } })
    const told = JSON.stringify(await audit())
    for (const personal of ['ada@', 'Ada', 'Lovelace', '15123456789', 'maps', 'support-', 'token=']) expect(told).not.toContain(personal)
  })

  test('names the member and the draft that it was about, by ids of ours and what those are called', async () => {
    const { store, owner, key } = await openShop({
      program: 'plain', name: 'Plain', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
      discounts: [{ id: 'gift', kind: 'coupon', percent: '10' }],
    })
    const { body: { memberId } } = await server.ask('POST', '/api/v1/members', { key, body: ADA })
    const { body: { draft } } = await owner.ask('POST', '/programs/drafts', { store, body: { name: 'Spring', program: 'program: spring' } })
    await owner.ask('PATCH', `/programs/drafts/${draft}`, { store, body: { revision: 1, name: 'Summer' } })
    expect((await owner.ask('POST', '/coupons', { store, body: { discount: 'gift', member: 'ada@shop.test' } })).status).toBe(201)
    const { body: { entries, names }, text } = await owner.ask('GET', '/audit', { store })
    expect(entries).toContainEqual(expect.objectContaining({ deed: 'POST /coupons', after: { discount: 'gift', member: memberId } }))
    expect(names).toMatchObject({ [String(memberId)]: 'Ada Lovelace', [String(draft)]: 'Summer' })
    expect(text).not.toContain('ada@')
  })

  test('is entered or not as the deed is done or not, in one transaction', async () => {
    const { store, owner, audit } = await openShop()
    expect(await owner.ask('POST', '/roles', { store, body: { name: 'Two', permissions: ['members:read'] } })).toMatchObject({ status: 201 })
    const before = await audit()
    expect((await owner.ask('DELETE', '/roles/owner', { store })).status).toBe(409)
    expect(await audit()).toEqual(before)
    expect(before.map(({ deed }) => deed)).toEqual(['POST /roles'])
  })

  test('is entered once for a run of saves of one person, and again where somebody else comes between, after a while, and when the draft goes', async () => {
    const { store, owner, audit, seat } = await openShop()
    const marketer = await seat('marketer')
    const { body: { draft } } = await owner.ask('POST', '/programs/drafts', { store, body: { name: 'Spring', program: 'program: spring' } })
    let revision = 0
    const save = async (who: Browser, name: string) => expect((await who.ask('PATCH', `/programs/drafts/${draft}`, { store, body: { revision: (revision += 1), name } })).status).toBe(200)
    for (const name of ['One', 'Two', 'Three']) await save(owner, name)
    await save(marketer, 'Four')
    for (const name of ['Five', 'Six']) await save(owner, name)
    await server.world.owner.inStore(store, async (db) => {
      await sql`alter table audit_entries disable trigger user`.execute(db)
      await sql`update audit_entries set at = at - 600001 where store_id = ${store}`.execute(db)
      await sql`alter table audit_entries enable trigger user`.execute(db)
    })
    await save(owner, 'Seven')
    expect((await owner.ask('PATCH', `/programs/drafts/${draft}`, { store, body: { revision: 1, name: 'Late' } })).status).toBe(409)
    expect((await audit())[0]).toMatchObject({ deed: 'PATCH /programs/drafts/:draft', refusal: expect.stringContaining('programs.') })
    expect((await owner.ask('DELETE', `/programs/drafts/${draft}`, { store })).status).toBe(200)
    expect((await audit()).reverse().filter(({ subject, refusal }) => subject?.includes(String(draft)) && refusal === null).map(({ deed, before, after }) => [deed.split(' ')[0], (before as { name: string } | null)?.name, (after as { name: string } | null)?.name])).toEqual([
      ['PATCH', 'Spring', 'One'], ['PATCH', 'Three', 'Four'], ['PATCH', 'Four', 'Five'], ['PATCH', 'Six', 'Seven'], ['DELETE', 'Seven', undefined],
    ])
  })

  test('in transactions of its own is entered before it begins, and its refusal after', async () => {
    const { store, key, owner, audit } = await openShop()
    await server.ask('POST', '/api/v1/events', { key, body: { source: 'shop', id: 'j', type: 'member.joined', occurredAt: '2026-01-05T09:00:00Z', member: 'bo' } })
    const adjust = (points: number, id: string) => owner.ask('POST', '/members/bo/adjustments', { store, body: { id, points, reason: 'A late parcel', author: 'olga' } })
    expect((await adjust(50, 'a1')).status).toBe(201)
    const spend = await owner.ask('POST', '/members/bo/spends', { store, body: { id: 's1', points: 500, purpose: 'checkout' } })
    expect(spend.status).toBe(409)
    expect((await audit()).map(({ deed, reason, refusal, after }) => ({ deed, reason, refusal, after }))).toMatchObject([
      { deed: 'POST /members/:member/spends', refusal: 'points.insufficient', after: null }, { deed: 'POST /members/:member/spends', refusal: null, after: { points: 500 } },
      { deed: 'POST /members/:member/adjustments', reason: 'A late parcel', after: { points: 50 } },
    ])
  })

  test('that are events from a key stand in the ledger alone', async () => {
    const { key, audit } = await openShop()
    await server.ask('POST', '/api/v1/events', { key, body: { source: 'shop', id: 'j', type: 'member.joined', occurredAt: '2026-01-05T09:00:00Z', member: 'bo' } })
    expect(await audit()).toEqual([])
  })
})

test('signing in, and what an account does beside its stores, is entered in each of them, without what was asked', async () => {
  const { store, owner } = await openShop()
  await owner.ask('DELETE', '/staff/sessions/current')
  const entries = async () => (await owner.ask('GET', '/audit', { store })).body['entries'] as Entry[]
  await owner.ask('POST', '/staff/sessions', { body: { email: owner.email, password: 'not the password' } })
  await owner.ask('POST', '/staff/sessions', { body: { email: owner.email, password: PASSWORD } })
  await owner.ask('POST', '/staff/password', { body: { password: PASSWORD, newPassword: 'a harbour, four gulls' } })
  expect((await entries()).map(({ deed, after, actorName }) => ({ deed, after, actorName }))).toEqual(
    ['POST /staff/password', 'POST /staff/sessions', 'DELETE /staff/sessions/current', 'POST /staff/owner'].map((deed) => ({ deed, after: null, actorName: 'Olga Owner' })))
})

test('whatever number somebody sends, the entry stands and proves true', async () => {
  const { store, owner, prove, audit } = await openShop()
  const changes = [{ list: 'x', sku: 'j', at: '2026-01-02T09:00:00Z', unitMinor: -1e308 }]
  await owner.ask('POST', '/catalogue/changes', { store, body: { changes } })
  expect((await audit()).at(-1)).toMatchObject({ deed: 'POST /catalogue/changes', after: { changes } })
  expect((await prove()).lie).toBeNull()
})

describe('personal data', () => {
  test('is shown to staff who say why, and each reveal is entered', async () => {
    const { store, key, audit, seat } = await openShop()
    const { body: { memberId } } = await server.ask('POST', '/api/v1/members', { key, body: ADA })
    const [support, analyst] = [await seat('support'), await seat('analyst')]
    const profile = (browser: Browser, reason?: string) => browser.ask('GET', `/members/${String(memberId)}/profile`, { store, ...(reason === undefined ? {} : { headers: { 'rockpool-reason': encodeURIComponent(reason) } }) })
    expect((await profile(support)).body).toMatchObject({ isMasked: true, email: 'a•••@example.com' })
    const entered = (await audit()).length
    expect((await profile(support, '她来电核对地址')).body).toMatchObject({ isMasked: false, email: 'ada@example.com' })
    expect((await audit())[0]).toMatchObject({ deed: 'GET /members/:member/profile', reason: '她来电核对地址', subject: `/members/${String(memberId)}/profile` })
    expect(await audit()).toHaveLength(entered + 1)
    expect((await profile(analyst, 'curious')).body).toMatchObject({ isMasked: true })
    expect(await audit()).toHaveLength(entered + 1)
    expect(await support.ask('GET', `/members/${String(memberId)}/personal-data`, { store })).toMatchObject({ status: 403, body: { code: 'audit.reason_needed' } })
    for (const wrong of ['', '%', 'x'.repeat(301), encodeURIComponent('two\nlines')]) {
      expect(await support.ask('GET', `/members/${String(memberId)}/profile`, { store, headers: { 'rockpool-reason': wrong } }), wrong).toMatchObject({ status: 422, body: { code: 'audit.wrong_reason' } })
    }
  })

  test('of a key is entered where it is all that is known of somebody', async () => {
    const { key, audit } = await openShop()
    await server.ask('POST', '/api/v1/members', { key, body: ADA })
    expect((await server.ask('GET', '/api/v1/members/ada%40shop.test/personal-data', { key })).status).toBe(200)
    expect((await audit())[0]).toMatchObject({ actorKind: 'key', deed: 'GET /members/:member/personal-data' })
  })
})

describe('the audit', () => {
  test('is read in pages, and by who, what and when', async () => {
    const { store, owner, audit, key } = await openShop()
    for (const name of ['One', 'Two', 'Three']) await owner.ask('POST', '/roles', { store, body: { name, permissions: [] } })
    await server.ask('POST', '/api/v1/members', { key, body: ADA })
    const first = await owner.ask('GET', '/audit?limit=3', { store })
    expect((first.body['entries'] as Entry[]).map(({ number }) => number)).toEqual([5, 4, 3])
    expect((await audit(`?limit=3&after=${String(first.body['next'])}`)).map(({ number }) => number)).toEqual([2])
    expect(await audit('?deed=POST%20%2Fmembers')).toHaveLength(1)
    const [{ actor }] = await audit() as [Entry]
    expect(await audit(`?actor=${actor}`)).toHaveLength(1)
    expect(await audit('?from=2026-01-05T10:00:01Z')).toEqual([])
    expect(await audit('?until=2026-01-05T10:00:01Z')).toHaveLength(4)
  })

  test('is looked through by who, by what, by a member or an address with all below it, and exported whole', async () => {
    const { store, owner, key, audit, seat } = await openShop()
    const support = await seat('support')
    for (const id of ['ada', 'ada2']) await server.ask('POST', '/api/v1/members', { key, body: { externalIds: [id], name: id } })
    const { body: { memberId } } = await server.ask('GET', '/api/v1/members/ada/profile', { key })
    for (const id of ['ada', 'ada2']) await support.ask('PATCH', `/members/${id}/profile`, { store, body: { name: 'Other' } })
    await support.ask('POST', '/members/ada/tags', { store, body: { tags: ['vip'] } })
    const choices = (await owner.ask('GET', '/audit/choices', { store })).body as { actors: { actor: string; actorKind: string; actorName: string }[]; deeds: string[] }
    expect(choices.actors.map(({ actorKind, actorName }) => [actorKind, actorName]).sort()).toEqual([['key', 'Test'], ['staff', 'Olga Owner'], ['staff', 'support']])
    expect(choices.deeds).toEqual([...new Set(choices.deeds)].sort())
    const mine = choices.actors.find(({ actorName }) => actorName === 'support')?.actor
    expect((await audit(`?actor=${mine}&deed=${encodeURIComponent('PATCH /members/:member/profile')}`)).map(({ actorName }) => actorName)).toEqual(['support', 'support'])
    const ofAda = (await audit('?member=ada')).map(({ deed, subject }) => [deed, subject])
    expect(ofAda).toContainEqual(['PATCH /members/:member/profile', `/members/${memberId}/profile`])
    expect(ofAda.every(([, subject]) => subject?.startsWith(`/members/${memberId}`))).toBe(true)
    expect(await audit(`?subject=/members/${memberId}`)).toHaveLength(ofAda.length)
    expect(await audit('?subject=/members/mem%25')).toEqual([])
    expect((await owner.ask('GET', '/audit?member=nobody', { store })).body).toMatchObject({ status: 404, code: 'members.unknown' })
    const { text } = await owner.ask('GET', '/audit/export?member=ada', { store, headers: { accept: 'text/csv' } })
    expect(text.split('\r\n').slice(0, -1)).toHaveLength(ofAda.length + 1)
    expect(text).not.toContain('Other')
  })

  test('says what those are called who stand in it, members to whoever reads members', async () => {
    const { store, owner, key } = await openShop()
    const { body: { memberId } } = await server.ask('POST', '/api/v1/members', { key, body: { externalIds: ['guest@shop.test'] } })
    const { body: { managers } } = await owner.ask('GET', '/managers', { store })
    const [me] = managers as [{ staff: string }]
    await owner.ask('POST', `/members/${String(memberId)}/manager`, { store, body: { staff: me.staff } })
    expect((await owner.ask('GET', '/audit?limit=1', { store })).body['names']).toEqual({ [String(memberId)]: 'g•••@shop.test', [me.staff]: 'Olga Owner' })
    const { role } = (await owner.ask('POST', '/roles', { store, body: { name: 'Auditor', permissions: ['audit:read'] } })).body
    const auditor = await openSeat(server, owner, { store, role: String(role) })
    expect((await auditor.ask('GET', `/audit?limit=1&subject=/members/${String(memberId)}`, { store })).body['names']).toEqual({ [me.staff]: 'Olga Owner' })
  })

  test('is read by whoever may, and stays in its store', async () => {
    const [ours, theirs] = [await openShop(), await openShop()]
    const support = await ours.seat('support')
    expect(await support.ask('GET', '/audit', { store: ours.store })).toMatchObject({ status: 403, body: { details: { permission: 'audit:read' } } })
    expect(await theirs.audit()).toEqual([])
  })

  test('grows by one after the other though many write at once, and proves true', async () => {
    const { store, owner, prove } = await openShop()
    await Promise.all(Array.from({ length: 12 }, (_, n) => owner.ask('POST', '/invitations', { store, body: { email: `many-${n}@example.com`, role: 'analyst' } })))
    expect(await prove()).toEqual({ entries: 13, lie: null })
  })

  test.each([
    ['changed', `update audit_entries set actor = 'somebody' where number = 2`, 'audit entry 2'], ['taken out', 'delete from audit_entries where number = 2', 'audit entry 2'],
    ['taken from the end', 'delete from audit_entries where number = 4', 'audit entry 4'], ['rewritten in its values', `update audit_entries set after = '{"name": "Other"}' where number = 3`, 'audit entry 3'],
  ])('names the first entry that lies, where one was %s', async (_, statement, row) => {
    const { store, owner, prove } = await openShop()
    for (const name of ['One', 'Two', 'Three']) await owner.ask('POST', '/roles', { store, body: { name, permissions: [] } })
    const tamper = (isGuarded: boolean) => server.world.owner.inStore(store, async (db) => {
      if (!isGuarded) await sql`alter table audit_entries disable trigger user`.execute(db)
      await sql.raw(statement).execute(db)
      if (!isGuarded) await sql`alter table audit_entries enable trigger user`.execute(db)
    })
    await expect(server.house.database.inStore(store, (db) => sql.raw(statement).execute(db))).rejects.toMatchObject({ code: '42501' })
    await expect(tamper(true)).rejects.toThrow(/stands as it is/)
    expect((await prove()).lie).toBeNull()
    await tamper(false)
    expect((await prove()).lie).toMatchObject({ row })
  })
})

test('an entry that is long is kept as its length and hash, and what opens something not at all', () => {
  expect(maskEntry('/leads', { name: 'Ada Lovelace', source: { campaign: 'Fair' } })).toBe('{"name":"•••","source":{"campaign":"Fair"}}')
  expect(maskEntry('/jobs', { kind: 'tag', members: ['ada@shop.test'] })).toBe('{"kind":"tag","members":"••• × 1"}')
  for (const [path, told] of [['/members/:member/merges', { absorbed: 'ada@shop.test' }], ['/members/:member/spends', { by: 'ada@shop.test' }], ['/members/:member/sharing', { by: 'ada@shop.test' }],
    ['/mail-settings/tests', { to: 'ada@shop.test' }], ['/messages/:kind/tests', { kind: 'welcome', to: 'ada@shop.test' }], ['/mail-settings', { replyTo: 'ada@shop.test', username: 'ada@shop.test' }], ['/store', { name: 'By ada@shop.test' }],
    ['/views', { filter: { text: ['ada@shop.test'] } }], ['/events', { type: 'points.sent', to: '+4915123456789' }], ['/members/:member/corrections', { event: { type: 'points.sent', to: '+4915123456789' } }]] as const) expect(maskEntry(path, told)).not.toMatch(/ada@|15123456789/)
  expect(maskEntry('/messages/:kind/tests', { kind: 'welcome', to: 'ada' })).toBe('{"kind":"welcome","to":"•••"}')
  expect(maskEntry('/mail-settings/tests', { to: 'ada' })).toBe('{"to":"•••"}')
  expect(maskEntry('/sign-in-providers', { provider: 'google', clientSecret: 'GOCSPX-x' })).toBe('{"provider":"google","clientSecret":"•••"}')
  expect(maskEntry('/keys', { secret: 'rp_live_x', name: 'Shop' })).toBe('{"secret":"•••","name":"Shop"}')
  expect(JSON.parse(maskEntry('/catalogue/products', { rows: Array.from({ length: 500 }, (_, n) => ({ sku: `sku-${n}` })) }) ?? '')).toEqual({ length: expect.any(Number) as number, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
})

test('of what is masked it is seen whether it is another than before, and of a list how much', () => {
  const told = (before: unknown, after: unknown): unknown => JSON.parse(maskEntry('/members/:member/profile', after, before) ?? '')
  expect(told({ phone: '1', email: 'a@x.test', tags: ['vip'] }, { phone: '2', email: 'a@x.test', tags: ['vip', 'b2b'] })).toEqual({ phone: '••• ≠', email: '•••', tags: '••• × 2' })
  expect(told({ phone: null, tags: ['vip'] }, { phone: '2', tags: ['b2b'] })).toEqual({ phone: '•••', tags: '••• × 1 ≠' })
  expect(JSON.parse(maskEntry('/mail-settings', { replyTo: 'amy@x.test' }, { replyTo: 'ann@x.test' }) ?? '')).toEqual({ replyTo: 'a•••@x.test ≠' })
})

test('every row by which staff write says what reads the state before it, or that there is none', () => {
  const rows = ROUTES.filter(({ method, audit, permission, kind }) => method !== 'GET' && audit !== 'none' && audit !== 'journal' && (permission !== null || kind === 'storeless'))
  const deedOf = ({ method, path }: (typeof ROUTES)[number]) => `${method} ${path}`
  expect(rows.filter((row) => beforeOf(row, ROUTES) === undefined).map(deedOf)).toEqual([])
  const isRead = (path: string) => findBeside(path, ROUTES) !== null || ROUTES.some((one) => one.kind === 'storeless' && one.method === 'GET' && one.path === path)
  const addressesOf = (row: (typeof rows)[number]) => [beforeOf(row, ROUTES) ?? []].flat().map((address) => address.replace(/\?.*/, ''))
  expect(rows.filter((row) => !addressesOf(row).every(isRead)).map(deedOf)).toEqual([])
  expect(Object.keys(BEFORES).filter((deed) => !ROUTES.some((row) => deedOf(row) === deed))).toEqual([])
  // Nothing that changes or ends something is without a before, but what may not be kept.
  expect(rows.filter((row) => row.method !== 'POST' && beforeOf(row, ROUTES) === null).map(deedOf).filter((deed) => !deed.includes(' /staff/sessions'))).toEqual(['DELETE /members/:member/personal-data'])
})

test('every deed that is entered has words in both languages of the console', async () => {
  const deeds = ROUTES.filter(({ method, audit, permission, kind }) => (method !== 'GET' && audit !== 'none' && (permission !== null || kind === 'storeless')) || permission === 'members:reveal').map(({ method, path }) => `${method} ${path}`)
  for (const language of ['en', 'zh-CN']) {
    const { audit } = JSON.parse(await readFile(`locales/${language}/console.json`, 'utf8')) as { audit: { deeds: Record<string, string> } }
    expect(deeds.filter((deed) => audit.deeds[deed.toLowerCase().replaceAll(/[^a-z]+/g, '_')] === undefined)).toEqual([])
  }
})

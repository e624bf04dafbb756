import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { rebuildMember, reportStore, selectMemberIds, verifyStore } from '#server/modules/activity/index'
import type { ReadContext } from '#server/platform/context'
import type { Route } from '#server/platform/route'
import { erasePersonalData } from './personal-data.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const at = (time: string) => `2026-01-05T${time}:00Z`
const ANNA = {
  externalIds: ['cust-anna-77'], name: 'Anna Schmidtova', givenName: 'Anička', familyName: 'Schmidtka', email: 'anna.s@privat.example', phone: '+4915123456789', locale: 'cs-CZ', birthday: '1987-07-14',
  zone: 'Europe/Prague', region: 'CZ', tags: ['pregnancy', 'neighbour'], notes: 'Calls every Tuesday', attributes: { favourite: 'Lilac', size: 38 },
}

async function openShop() {
  const { key, storeId } = await server.openStore()
  const ask = (method: Route['method'], path: string, body?: unknown): Promise<Answered> => server.ask(method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
  const tell = (member: string, id: string, event: object) => ask('POST', '/events', { source: 'shop', id, occurredAt: at('09:30'), member, ...event })
  const order = (id: string, member: string) => tell(member, id, { type: 'order.paid', order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 2900 }] } })
  const inStore = <T>(read: (ctx: ReadContext) => Promise<T>) => server.house.database.readStore(storeId, (db) => read({ db, storeId, actor: { kind: 'system', job: 'test' }, now: server.house.clock() }))
  return { storeId, ask, tell, order, inStore, rows: () => rowsOf(storeId) }
}
type Shop = Awaited<ReturnType<typeof openShop>>

/** Every row of a store as one text, by its table. */
async function rowsOf(storeId: string): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%'`.execute(server.world.owner.bare)
  return server.world.owner.inStore(storeId, async (db) => {
    const texts: Record<string, string> = {}
    for (const { name } of tables) texts[name] = (await sql.raw<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`).execute(db)).rows.map(({ row }) => row).join('\n')
    return texts
  })
}

/** The tables in which a value stands by itself: four digits of a hash are no year of birth. */
function tablesWith(rows: Record<string, string>, value: string): string[] {
  const alone = new RegExp(`(?<![0-9A-Za-z])${JSON.stringify(value).slice(1, -1).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![0-9A-Za-z])`)
  return Object.keys(rows).filter((table) => alone.test(rows[table] ?? '')).sort()
}

/** Every value that an export lists, but for ids of ours, times, kinds and what it says will stay. */
function valuesOf(node: unknown, key = ''): string[] {
  if (['memberId', 'company', 'buyer', 'kind', 'type', 'at', 'since', 'leftAt', 'role', 'exportedAt', 'stays'].includes(key)) return []
  if (Array.isArray(node)) return node.flatMap((one) => valuesOf(one))
  if (typeof node === 'object' && node !== null) return Object.entries(node).flatMap(([name, value]) => [...(key === 'attributes' || key === 'fields' ? [name] : []), ...valuesOf(value, name)])
  return typeof node === 'string' ? [node] : []
}

/** What a store is worth, posting by posting, and whether it can be proved. */
async function worthOf({ inStore }: Shop): Promise<unknown> {
  return inStore(async (ctx) => {
    const { rows: postings } = await sql`select * from activity_postings order by posting_no`.execute(ctx.db)
    const { rows: units } = await sql`select member_id, head->'units' as units from activity_heads order by member_id`.execute(ctx.db)
    const { lie } = await verifyStore(ctx)
    const deviations: unknown[] = []
    for (const memberId of await selectMemberIds(ctx, { after: '', most: 100 })) deviations.push(...(await rebuildMember(ctx, memberId)))
    expect([lie, deviations]).toEqual([null, []])
    return { postings, units, report: await reportStore(ctx) }
  })
}

async function makeAnna(shop: Shop): Promise<string> {
  const { body: { memberId } } = await shop.ask('POST', '/members', { ...ANNA, joinedAt: at('09:00') })
  const { body: company } = await shop.ask('POST', '/members', { kind: 'company', name: 'Acme' })
  await shop.ask('POST', `/members/${String(company['memberId'])}/buyers`, { buyer: memberId, role: 'owner' })
  await shop.ask('POST', '/members/cust-anna-77/addresses', { name: 'A. Schmidtova', lines: ['Vinohradská 12'], city: 'Prostějov', postcode: '120 00', country: 'SK' })
  await shop.order('o1', 'cust-anna-77')
  await shop.tell('cust-anna-77', 'a1', { type: 'points.adjusted', points: 5, reason: 'Sorry for the broken vase', author: 'mei' })
  await shop.tell('cust-anna-77', 'q1', { type: 'activity', name: 'quiz', fields: { answer: 'my knee hurts', topics: ['arthrosis'] } })
  await shop.tell('cust-anna-77', 'c1', { type: 'member.changed', profile: { birthday: '07-15', tags: ['pregnancy', 'relocated'] } })
  const corrected = { source: 'rockpool:amended', id: 'shop|a1/1', amends: { source: 'shop', id: 'a1', n: 1 }, at: server.house.clock() - 1_800_000, kind: 'points.adjusted', points: 5, reason: 'Sorry for the teapot', author: 'mei' } as const
  expect(await server.house.recorder.record({ storeId: shop.storeId, actor: { kind: 'system', job: 'test' }, now: server.house.clock() }, [{ member: { externalId: 'cust-anna-77' }, event: corrected }])).toMatchObject([{ status: 'accepted' }])
  return memberId as string
}

describe('what is known of a person', () => {
  test('stands in the tables of people and nowhere else: no value, no outbox, no log has it', async () => {
    const shop = await openShop()
    await makeAnna(shop)
    await shop.ask('POST', '/members/searches', { email: ANNA.email })
    await shop.ask('POST', '/members', { email: ANNA.email })
    await shop.ask('POST', '/members', { phone: '+49 151 2345' })
    const rows = await shop.rows()
    for (const value of [ANNA.name, ANNA.givenName, ANNA.familyName, ANNA.email, ANNA.phone, ANNA.notes, ANNA.locale, 'Lilac', '1987']) {
      expect(tablesWith(rows, value), value).toEqual(['members_people'])
      expect(JSON.stringify(server.logged), value).not.toContain(value)
    }
    expect(tablesWith(rows, 'cust-anna-77')).toEqual(['members_external_ids'])
    for (const value of ['cust-anna-77', '07-14', 'pregnancy']) expect(JSON.stringify(server.logged)).not.toContain(value)
  })
})

describe('erasing a person', () => {
  test('takes away all that the export lists, free text too, and changes no total', async () => {
    const shop = await openShop()
    const memberId = await makeAnna(shop)
    const [exported, before, rows] = [(await shop.ask('GET', '/members/cust-anna-77/personal-data')).body, await worthOf(shop), await shop.rows()]
    const values = [...new Set(valuesOf(exported))]
    expect(values).toEqual(expect.arrayContaining(['Anička', 'cust-anna-77', '07-14', '07-15', 'neighbour', 'relocated', 'Sorry for the broken vase', 'Sorry for the teapot', 'my knee hurts', 'arthrosis', 'Calls every Tuesday', 'favourite', 'Lilac', 'Vinohradská 12', 'Prostějov']))
    for (const value of values) expect(tablesWith(rows, value), value).not.toEqual([])
    expect(await shop.ask('DELETE', '/members/cust-anna-77/personal-data')).toMatchObject({ status: 200, body: { memberId, kept: [] } })
    const after = await shop.rows()
    for (const value of values.filter((one) => one !== 'answer' && one !== 'topics')) expect(tablesWith(after, value), value).toEqual([])
    expect(after['members_people']).not.toContain(memberId)
    expect(after['members_buyers']).toBe('')
    expect(await worthOf(shop)).toEqual(before)
  })

  test('leaves nothing that leads to the ledger: the shop\'s id begins anew, and our own tells of value only', async () => {
    const shop = await openShop()
    const memberId = await makeAnna(shop)
    await shop.ask('DELETE', `/members/${memberId}/personal-data`)
    for (const path of ['', '/profile', '/personal-data', '/postings']) expect((await shop.ask('GET', `/members/cust-anna-77${path}`)).status, path).toBe(404)
    for (const path of ['/profile', '/personal-data']) expect(await shop.ask('GET', `/members/${memberId}${path}`)).toMatchObject({ status: 404, body: { code: 'members.erased' } })
    expect(await shop.ask('GET', `/members/${memberId}`)).toMatchObject({ status: 200, body: { units: { points: { available: 34 } } } })
    expect((await shop.ask('GET', '/members?kind=person')).body['members']).toEqual([])
    expect((await shop.ask('GET', '/members?tag=pregnancy')).body['members']).toEqual([])
    expect(await shop.ask('POST', '/members', { ...ANNA })).toMatchObject({ status: 201 })
    await shop.order('o9', 'cust-anna-77')
    expect(await shop.ask('GET', '/members/cust-anna-77')).toMatchObject({ body: { units: { points: { available: 29 } } } })
  })

  test('twice is once, at once too', async () => {
    const shop = await openShop()
    const memberId = await makeAnna(shop)
    const answers = await Promise.all([1, 2, 3].map(() => shop.ask('DELETE', `/members/${memberId}/personal-data`)))
    answers.push(await shop.ask('DELETE', `/members/${memberId}/personal-data`))
    for (const { status, body } of answers) expect({ status, ...body }).toEqual({ status: 200, memberId, erasedAt: at('10:00'), kept: [] })
  })

  test('forgets no key: what comes again is recognised whatever its body, pays nothing and makes nobody', async () => {
    const shop = await openShop()
    await makeAnna(shop)
    const first = await shop.order('o2', 'cust-anna-77')
    await shop.ask('DELETE', '/members/cust-anna-77/personal-data')
    const before = await worthOf(shop)
    expect(await shop.order('o2', 'cust-anna-77')).toMatchObject({ status: 200, body: first.body, headers: { 'idempotent-replayed': 'true' } })
    expect(await shop.tell('cust-anna-77', 'c1', { type: 'member.changed', profile: { birthday: '07-15', tags: ['pregnancy', 'relocated'] } })).toMatchObject({ status: 200 })
    expect((await shop.ask('GET', '/members?kind=person')).body['members']).toEqual([])
    await shop.ask('POST', '/members', { externalIds: ['cust-anna-77'] })
    expect(await shop.order('o2', 'cust-anna-77')).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } })
    expect(await shop.ask('GET', '/members/cust-anna-77')).toMatchObject({ body: { units: {} } })
    expect((await worthOf(shop) as { postings: unknown }).postings).toEqual((before as { postings: unknown }).postings)
  })

  test('is seen by events that were on their way: they make another member', async () => {
    const shop = await openShop()
    const memberId = await makeAnna(shop)
    const database = server.house.database
    const { storeId } = shop
    const order = await database.inStore(storeId, async (db) => {
      await erasePersonalData({ db, storeId, actor: { kind: 'system', job: 'test' }, now: server.house.clock() }, { member: memberId })
      const sent = shop.order('o3', 'cust-anna-77')
      await expect.poll(async () => (await sql`select from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`.execute(server.world.owner.bare)).rows.length, { timeout: 10_000 }).toBeGreaterThan(0)
      return { sent }
    })
    expect((await order.sent).status).toBe(201)
    expect(await shop.ask('GET', '/members/cust-anna-77')).toMatchObject({ body: { units: { points: { available: 29 } } } })
    expect(await shop.ask('GET', `/members/${memberId}`)).toMatchObject({ body: { units: { points: { available: 34 } } } })
    await worthOf(shop)
  })

  test('reaches the members who became this one, and not one who is their own again', async () => {
    const shop = await openShop()
    for (const name of ['ann-one', 'ann-two', 'ann-three']) await shop.ask('POST', '/members', { externalIds: [name], name: `${name} Berg`, joinedAt: at('09:00'), birthday: '03-05', tags: [`${name}-tag`] })
    for (const name of ['ann-one', 'ann-two', 'ann-three']) await shop.order(`o-${name}`, name)
    const merge = (id: string, absorbed: string, time: string) => shop.ask('POST', '/events', { source: 'crm', id, type: 'member.merged', occurredAt: at(time), member: 'ann-one', absorbed })
    expect([(await merge('m2', 'ann-two', '09:40')).status, (await merge('m3', 'ann-three', '09:41')).status]).toEqual([201, 201])
    await shop.order('o-late', 'ann-two')
    expect((await shop.ask('POST', '/events', { source: 'crm', id: 'u3', type: 'member.unmerged', occurredAt: at('09:50'), member: 'ann-one', mergeSource: 'crm', mergeId: 'm3' })).status).toBe(201)
    const before = await worthOf(shop)
    expect(await shop.ask('DELETE', '/members/ann-two/personal-data')).toMatchObject({ status: 200, body: { kept: [] } })
    const rows = await shop.rows()
    for (const gone of ['ann-one Berg', 'ann-two Berg', 'ann-one-tag', 'ann-two-tag']) expect(tablesWith(rows, gone), gone).toEqual([])
    expect(await worthOf(shop)).toEqual(before)
    expect((await shop.ask('GET', '/members/ann-three/profile')).body).toMatchObject({ name: 'ann-three Berg', tags: ['ann-three-tag'] })
    await shop.ask('DELETE', '/members/ann-three/personal-data')
    expect(tablesWith(await shop.rows(), 'ann-three-tag')).toEqual([])
    expect(await worthOf(shop)).toEqual(before)
  })

  test('leaves what points were paid for, says so, and lets it count no more', async () => {
    const shop = await openShop()
    const gift = { program: 'gift', name: 'Gift', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' } }, tiers: [{ id: 'club', name: 'Club', levels: [{ id: 'base', name: 'Base' }, { id: 'gold', name: 'Gold', entry: { spend: '1000' } }] }], earn: [{ id: 'more', on: 'order.paid', points: 7, when: '"pregnancy" in member.tags' }], expiry: { after: { years: 1 } } }
    expect(await shop.ask('POST', '/programs', { program: gift, from: at('10:00') })).toMatchObject({ status: 201 })
    await shop.ask('POST', '/members', { ...ANNA, joinedAt: at('09:00') })
    await shop.ask('POST', '/events', { source: 'shop', id: 'o1', type: 'order.paid', occurredAt: at('10:00'), member: 'cust-anna-77', order: { id: 'o1', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 2900 }] } })
    expect((await shop.ask('POST', '/events', { source: 'crm', id: 't1', type: 'tier.set', occurredAt: at('10:00'), member: 'cust-anna-77', track: 'club', level: 'gold', until: '2026-06-01T00:00:00Z', reason: 'Her house burnt down', author: 'mei' })).status).toBe(201)
    expect(tablesWith(await shop.rows(), 'Her house burnt down')).toEqual(['activity_events', 'outbox'])
    const before = await worthOf(shop) as { postings: unknown; units: unknown }
    const { body } = await shop.ask('DELETE', '/members/cust-anna-77/personal-data')
    expect(body).toMatchObject({ kept: ['tags'] })
    expect(await worthOf(shop)).toMatchObject({ postings: before.postings, units: before.units })
    const rows = await shop.rows()
    // In the audit as in the versions it is what the program asks for, and of nobody.
    expect(tablesWith(rows, 'pregnancy')).toEqual(['activity_events', 'audit_entries', 'programs_versions'])
    for (const gone of ['neighbour', 'Her house burnt down']) expect(tablesWith(rows, gone), gone).toEqual([])
    expect((await shop.ask('DELETE', `/members/${String(body['memberId'])}/personal-data`)).body).toEqual(body)
  })

  test('is the only thing that may change an event: the serving role may not, and its function takes no member who is there', async () => {
    const shop = await openShop()
    const memberId = await makeAnna(shop)
    const { storeId } = shop
    await expect(server.house.database.inStore(storeId, (db) => sql`update activity_events set event = '{}'`.execute(db))).rejects.toThrow(/permission denied/)
    await expect(server.house.database.inStore(storeId, (db) => sql`update activity_keys set hash = ''`.execute(db))).rejects.toThrow(/permission denied/)
    const before = await shop.rows()
    await server.house.database.inStore(storeId, (db) => sql`select activity_forget(${storeId}, ${[memberId]}, ${JSON.stringify([{ memberId, event: { source: 'shop', id: 'o1' } }])}::jsonb)`.execute(db))
    expect(await shop.rows()).toEqual(before)
  })
})

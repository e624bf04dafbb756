import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Answer, Driver } from '#conformance/driver'
import { httpDriver } from '#conformance/http-driver'
import { isRedemption } from '#conformance/http-rewards'
import { resultText } from '#conformance/report'
import { openCaseFile } from '#conformance/run-file'
import { instantText, parseInstant } from '#engine/calendar'
import type { OutsideEvent } from '#engine/member/event-schema'
import { createKey, PERMISSIONS } from '#server/modules/keys/index'
import { createStore } from '#server/modules/stores/index'
import { newId } from '#server/platform/ids'
import { openTestServer, type TestServer } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

type Json = Record<string, unknown>
type Sandbox = { storeId: string; key: string; clockAt: number }

let server: TestServer
let url = ''
beforeAll(async () => {
  server = await openTestServer()
  url = await server.openEdge({ limits: { requests: 10_000_000 } }).listen({ host: '127.0.0.1', port: 0 })
}, 120_000)
afterAll(() => server?.close())

async function openSandbox(): Promise<Sandbox> {
  const storeId = newId('str', server.house.clock())
  const ctx = { storeId, actor: { kind: 'system', job: 'test' }, now: server.house.clock() } as const
  const { secret } = await server.house.database.inStore(storeId, async (db) => {
    await createStore({ ...ctx, db }, { name: 'Case', kind: 'sandbox', clockAt: 0 })
    return createKey({ ...ctx, db }, { name: 'Case', scopes: [...PERMISSIONS] })
  })
  return { storeId, key: secret, clockAt: 0 }
}

async function ask({ key }: Sandbox, path: string, body?: unknown): Promise<Json> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  return (await (await fetch(`${url}/api/v1${path}`, body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) })).json()) as Json
}

/** Everything that is kept of a store, as one text a table. */
async function allRows({ storeId }: Sandbox): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%' order by 1`.execute(server.world.owner.bare)
  return server.house.database.readStore(storeId, async (db) => {
    const kept: Record<string, string> = {}
    for (const { name } of tables) {
      const { rows: [all] } = await sql<{ text: string }>`select coalesce(string_agg(t::text, ';' order by t::text), '') as text from ${sql.table(name)} t`.execute(db)
      kept[name] = all?.text ?? ''
    }
    return kept
  })
}

const booked = (storeId: string, after: number) => server.house.database.readStore(storeId, async (db) => (await sql<Json & { no: number }>`select posting_no as no, unit, from_account as "from", to_account as "to", points, reason, lot_id as lot,
    order_id as "orderId", source, source_id as "sourceId", effective_at as at, corrects, member_id as "memberId" from activity_postings where store_id = ${storeId} and posting_no > ${after} order by posting_no`.execute(db)).rows)

/** Previews an event, records it, and compares what was foretold with what is in the tables afterwards. */
async function previewAndRecord(sandbox: Sandbox, driver: Driver, event: OutsideEvent): Promise<Answer> {
  const foretold = await ask(sandbox, '/programs/previews', { event })
  const before = (await booked(sandbox.storeId, 0)).at(-1)?.no ?? 0
  const [answer] = (await driver.record([event])) as [Answer]
  if (!('isAccepted' in foretold)) {
    expect([foretold.code, answer]).toMatchObject(['http.wrong_shape', { code: 'event.invalid' }])
    return answer
  }
  const code = answer.status === 'refused' ? answer.code : answer.status === 'conflict' ? 'activity.other_body' : undefined
  expect({ isAccepted: foretold.isAccepted, isRepeated: foretold.isRepeated, code: (foretold.problem as Json | null)?.code }).toEqual({ isAccepted: code === undefined, isRepeated: answer.status === 'duplicate', code })
  if (answer.status === 'accepted') await compareWithTables(sandbox, { foretold, event, before })
  return answer
}

async function compareWithTables(sandbox: Sandbox, { foretold, event, before }: { foretold: Json; event: OutsideEvent; before: number }): Promise<void> {
  const { storeId } = sandbox
  const { after, postings, moves } = foretold as { after: { units: Record<string, Json>; tracks: Record<string, { level: string | null }> }; postings: (Json & { effectiveAt: string })[]; moves: { track: string; to: string | null }[] }
  const { rows: [owner] } = await server.house.database.readStore(storeId, (db) => sql<{ memberId: string; head: { units: Record<string, Json>; standings: Record<string, { levelId: string | null }> } }>`
    with recursive owners as (
      select h.* from activity_heads h join members_external_ids e on e.store_id = h.store_id and e.member_id = h.member_id where h.store_id = ${storeId} and external_id = ${event.member as string}
      union all select h.* from owners o join activity_heads h on h.store_id = o.store_id and h.member_id = o.into_member_id where o.into_at <= ${parseInstant(event.occurredAt as string)})
    select member_id as "memberId", head from owners where into_at is null or into_at > ${parseInstant(event.occurredAt as string)}`.execute(db))
  const { memberId, head } = owner as NonNullable<typeof owner>
  const plain = Object.fromEntries(Object.entries(after.units).map(([unit, { available: _, ...totals }]) => [unit, totals]))
  expect(plain).toEqual(head.units)
  expect(Object.fromEntries(Object.entries(after.tracks).map(([track, { level }]) => [track, level]))).toEqual(Object.fromEntries(Object.entries(head.standings).map(([track, { levelId }]) => [track, levelId])))
  for (const { track, to } of moves) expect(head.standings[track]?.levelId ?? null).toBe(to)
  const mine = (await booked(storeId, before)).filter((posting) => posting['memberId'] === memberId).map(({ no: _, memberId: __, at, ...posting }) => ({ ...posting, effectiveAt: instantText(at as number) }))
  // What time brought until the event is posted first, and is no part of what was foretold.
  const foretelling = mine.slice(mine.length - postings.length)
  expect(postings).toEqual(foretelling)
  expect(mine.slice(0, mine.length - postings.length).every((posting) => (posting as Json)['source'] === 'time')).toBe(true)
  const until = encodeURIComponent(instantText(parseInstant(event.occurredAt as string) + 1))
  const explained = await ask(sandbox, `/members/${encodeURIComponent(event.member as string)}/explanations?at=${until}&event=${encodeURIComponent(event.id as string)}`)
  if ('sentences' in explained && event.type !== 'member.merged' && event.type !== 'member.unmerged') expect((foretold.explanation as Json).sentences, JSON.stringify(event)).toEqual(explained.sentences)
}

/** A driver that previews each event before it is recorded. */
function foretelling(sandbox: Sandbox, driver: Driver): Driver {
  return {
    ...driver,
    record: async (events) => {
      const answers: Answer[] = []
      for (const event of events) answers.push(isRedemption(event) ? ((await driver.record([event]))[0] as Answer) : await previewAndRecord(sandbox, driver, event as OutsideEvent))
      return answers
    },
  }
}

const FILES = ['refunds.yaml', 'ledger.yaml', 'tiers.yaml', 'time.yaml', 'events-and-people.yaml', 'money.yaml', 'programs.yaml']
/** Every so many cases: all 641 take a few minutes, and hold too. */
const STRIDE = 40

describe('a preview of each event is what then happens', () => {
  const cases = FILES.flatMap((name) => {
    const file = openCaseFile(`conformance/${name}`, {
      seeds: [],
      open: async (program) => {
        const sandbox = await openSandbox()
        return foretelling(sandbox, await httpDriver({ url, openSandbox: async () => sandbox })(program))
      },
    })
    return 'cases' in file ? file.cases : []
  })
  for (const { story, run } of cases.filter((_, index) => index % STRIDE === 0)) {
    test.concurrent(`${story.rules.join(' ')} ${story.name}`, async () => {
      const result = await run()
      if (result.failures.length > 0) expect.fail(resultText(result))
    })
  }
})

const TEXT = `program: plain
name: Plain
currency: EUR
zone: UTC
markets: { eu: { currency: EUR, earn: "3" } }
earn: [{ id: purchase, on: order.paid, rate: market }]
tiers: [{ id: club, levels: [{ id: base }, { id: vip, entry: { spend: "50" } }] }]
`
const order = (id: string, amountMinor: number, more: Json = {}): Json => ({
  source: 'shop', id, type: 'order.paid', occurredAt: '2026-01-05T10:00:00Z', member: 'ada', order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor }] }, ...more,
})

async function openPlain() {
  const { key, storeId, newKey } = await server.openStore()
  const post = (path: string, body: unknown, other: { key?: string; locale?: string } = {}) => server.ask('POST', `/api/v1${path}`, { key: other.key ?? key, body, headers: { 'accept-language': other.locale ?? 'en' } })
  return { storeId, key, newKey, post, preview: (body: Json, other?: { key?: string; locale?: string }) => post('/programs/previews', body, other) }
}

describe('a preview', () => {
  test('stores nothing, whatever is previewed: every table is as it was', async () => {
    const { storeId, key, post, preview } = await openPlain()
    await post('/events', order('o1', 5_000))
    const { body: { draft } } = await post('/programs/drafts', { name: 'Triple', program: TEXT })
    const sandbox = { storeId, key, clockAt: 0 }
    const before = await allRows(sandbox)
    expect(Object.values(before).filter((rows) => rows !== '').length).toBeGreaterThan(8)
    const events: Json[] = [order('o2', 700), order('o0', 900, { occurredAt: '2026-01-04T10:00:00Z' }), order('o3', 100, { member: 'bo' }), { type: 'points.spent', points: 20, purpose: 'reward' }, { type: 'points.sent', points: 5, to: 'cy' }, { type: 'points.spent', points: 999, purpose: 'reward' }]
    for (const event of events) for (const rules of [{}, { draft }, { program: TEXT }]) expect((await preview({ event, member: event['member'] ?? 'ada', ...rules })).status).toBe(200)
    expect((await post(`/programs/drafts/${draft as string}/impacts`, { mode: 'all', at: '2027-01-01T00:00:00Z' })).status).toBe(200)
    // When a key was last used is kept whenever it is used.
    expect({ ...(await allRows(sandbox)), keys_api_keys: '' }).toEqual({ ...before, keys_api_keys: '' })
  })

  test('needs no more than the event itself: source, id, time and member may be left out', async () => {
    const { preview } = await openPlain()
    const { body } = await preview({ event: { type: 'order.paid', order: order('o1', 5_000)['order'] } })
    expect(body).toMatchObject({
      isAccepted: true, isNew: true, isRepeated: false, problem: null, version: 1, at: '2026-01-05T10:00:00Z', before: { units: {}, level: null }, after: { units: { points: { available: 50, active: 50 } } },
      lots: [{ change: 50, left: 50, orderId: 'o1' }], postings: [{ from: 'issued', to: 'active', points: 50, source: 'preview' }], explanation: { sentences: [expect.stringContaining('50')] },
    })
  })

  test('that names no time looks at what would happen now, behind all that is known of both: a merge in the instant of their last orders', async () => {
    const { post, preview } = await openPlain()
    for (const member of ['ada', 'bo']) await post('/events', order(`of-${member}`, 5_000, { member }))
    const merge = { type: 'member.merged', absorbed: 'bo' }
    expect((await preview({ member: 'ada', event: { ...merge, occurredAt: '2026-01-05T10:00:00Z' } })).body).toMatchObject({ isAccepted: false, problem: { code: 'member.merge_in_the_past' } })
    expect((await preview({ member: 'ada', event: merge })).body).toMatchObject({ isAccepted: true, after: { units: { points: { active: 100 } } } })
    expect((await post('/members/ada/merges', { id: 'm1', absorbed: 'bo' })).status).toBe(201)
  })

  test('with a draft is what happens once the draft is published', async () => {
    const { key, post, preview } = await openPlain()
    await post('/events', order('o1', 4_000, { occurredAt: '2026-01-05T09:00:00Z' }))
    const { body: { draft } } = await post('/programs/drafts', { name: 'Triple', program: TEXT })
    const { body: foretold } = await preview({ draft, mode: 'all', event: order('o2', 2_000) })
    expect(foretold).toMatchObject({ version: 2, isNew: false, moves: [{ track: 'club', from: 'base', to: 'vip' }], before: { units: { points: { active: 40 } }, level: 'base' }, after: { units: { points: { active: 100 } }, level: 'vip' } })
    expect(await preview({ program: TEXT, mode: 'all', event: order('o2', 2_000) })).toMatchObject({ status: 200, body: { after: foretold['after'], explanation: foretold['explanation'] } })
    await post(`/programs/drafts/${draft as string}/publications`, { mode: 'all' })
    await post('/events', order('o2', 2_000))
    const { body: member } = await server.ask('GET', '/api/v1/members/ada', { key })
    const after = foretold['after'] as Json
    expect({ units: member['units'], level: member['level'], tracks: member['tracks'] }).toEqual(after)
  })

  test('tells a refusal as recording would, in the language asked for, and its sentences too', async () => {
    const { post, preview } = await openPlain()
    await post('/events', order('o1', 5_000))
    const spend = { type: 'points.spent', points: 80, purpose: 'reward' }
    const { body } = await preview({ member: 'ada', event: spend }, { locale: 'zh-CN' })
    const recorded = await post('/events', { ...spend, source: 'shop', id: 's1', occurredAt: '2026-01-05T10:00:00Z', member: 'ada' }, { locale: 'zh-CN' })
    const told = body['problem'] as Json
    expect([told['status'], told['code'], told['detail']]).toEqual([recorded.status, recorded.body['code'], recorded.body['detail']])
    expect(body).toMatchObject({ isAccepted: false, postings: [], moves: [], lots: [], before: body['after'] })
    expect((await preview({ member: 'ada', event: order('o2', 100) }, { locale: 'zh-CN' })).body['explanation']).toMatchObject({ sentences: [expect.stringMatching(/积分/)] })
  })

  test('of an event that was recorded says that nothing happens again', async () => {
    const { post, preview } = await openPlain()
    await post('/events', order('o1', 5_000))
    expect((await preview({ event: order('o1', 5_000) })).body).toMatchObject({ isAccepted: true, isRepeated: true, postings: [] })
    expect((await preview({ event: order('o1', 6_000) })).body).toMatchObject({ isAccepted: false, problem: { status: 409, code: 'activity.other_body' }, postings: [] })
  })

  test.each<[Json, string]>([
    [{ event: { type: 'order.paid', order: { id: 'o1', currency: 'EUR', lines: [{ id: '1', sku: 'hat', quantity: '1', amountMinor: 100 }] } } }, 'event.order.lines[0].quantity'],
    [{ event: { type: 'order.payed' } }, 'event.type'], [{}, 'event'], [{ event: { type: 'member.joined', member: 'bo' }, member: 'ada' }, 'event.member'],
    [{ event: { type: 'member.joined' }, program: TEXT, draft: 'drf_1' }, 'program'], [{ event: { type: 'member.joined' }, mode: 'all' }, 'mode'], [{ event: { type: 'member.joined' }, program: TEXT.replace('UTC', 'Mars/Base') }, 'zone'],
  ])('refuses what is wrong with its path: %#', async (body, path) => {
    const { preview } = await openPlain()
    expect(await preview(body)).toMatchObject({ status: 422, body: { errors: expect.arrayContaining([expect.objectContaining({ path })]) } })
  })

  test('of a draft or a member of another store finds neither', async () => {
    const [ours, theirs] = [await openPlain(), await openPlain()]
    await theirs.post('/events', order('o1', 5_000))
    const { body: { draft } } = await theirs.post('/programs/drafts', { name: 'Triple', program: TEXT })
    expect(await ours.preview({ draft, event: order('o2', 100) })).toMatchObject({ status: 404, body: { code: 'programs.draft_unknown' } })
    expect((await ours.preview({ event: order('o2', 100) })).body).toMatchObject({ isNew: true, before: { units: {} } })
  })

  test('shows no member to a key that may not read members', async () => {
    const { newKey, preview } = await openPlain()
    const key = await newKey(['programs:read'])
    const { member: _, ...nobody } = order('o1', 5_000)
    expect(await preview({ event: order('o1', 5_000) }, { key })).toMatchObject({ status: 403, body: { details: { permission: 'activity:read' } } })
    expect(await preview({ event: nobody }, { key })).toMatchObject({ status: 200, body: { isNew: true } })
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestServer, type Answered, type OpenedStore, type TestServer } from '#server/app/testing'
import { insertNote } from '#server/modules/desk/desk.store'
import { newId } from '#server/platform/ids'
import { postMail } from '#server/platform/mail/post-mail'
import { listMoments } from './list-moments.ts'
import { MOMENT_KINDS, type Moment } from './schemas.ts'

const NINE = Date.parse('2026-01-05T09:00:00Z')
const MINUTE = 60_000

let server: TestServer
let store: OpenedStore
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server?.close())
beforeEach(async () => {
  store = await server.openStore()
  await ask('POST /members', { externalIds: ['ada'], name: 'Ada', email: 'ada@example.com' })
})

function ask(request: string, body?: unknown, key = store.key): Promise<Answered> {
  const [method = '', path = ''] = request.split(' ')
  return server.ask(method as 'GET', `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
}

async function tell(type: string, { at = NINE, ...said }: { id: string; at?: number; [field: string]: unknown }): Promise<void> {
  const { status, text } = await ask('POST /events', { source: 'shop', type, occurredAt: new Date(at).toISOString(), member: 'ada', ...said })
  expect(status, text).toBe(201)
}
const pay = (id: string, at = NINE, member = 'ada') => tell('order.paid', { id, at, member, order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 2_900 }] } })
const give = (id: string, at = NINE) => tell('points.adjusted', { id, at, points: 5, reason: 'A gift', author: 'mei' })
const idOf = async (member = 'ada') => String((await ask(`GET /members/${member}/profile`)).body['memberId'])
const inside = <T>(act: (ctx: Parameters<typeof postMail>[0]) => Promise<T>): Promise<T> => server.house.database.inStore(store.storeId, (db) => act({ db, storeId: store.storeId, actor: { kind: 'system', job: 'test' }, now: NINE }))
const write = async (at: number, subject = 'You have points') => {
  const memberId = await idOf()
  return inside((ctx) => postMail(ctx, { to: 'ada@example.com', memberId, locale: 'en', kind: 'points_earned', mail: { subject, html: '<p>Psst</p>', text: 'Psst' }, at }))
}
const note = async (at: number, text = 'Called', member = 'ada') => {
  const memberId = await idOf(member)
  await inside((ctx) => insertNote(ctx, { note: newId('note', at), memberId, text, ticket: 'ZD-1742', by: 'stf_nobody', at }))
}

const momentsOf = async (query = '', key = store.key) => (await ask(`GET /members/ada/moments${query}`, undefined, key)).body['moments'] as Moment[]
/** What each is, in short. */
const named = ({ kind, order, points, mail, note: noted }: Moment): string => `${kind} ${order?.id ?? points?.id ?? mail?.subject ?? noted?.text}`

describe('what happened with a member', () => {
  test('is told by time, the newest first, orders, points, mails and notes together, or one kind alone', async () => {
    await pay('1')
    await write(NINE + MINUTE)
    await note(NINE + 2 * MINUTE)
    await give('gift', NINE + 3 * MINUTE)
    // What comes late stands where it belongs.
    await pay('0', NINE - MINUTE)
    const all = await momentsOf()
    expect(all.map(named)).toEqual(['points gift', 'note Called', 'mail You have points', 'points 1', 'order 1', 'points 0', 'order 0'])
    expect(all[4]).toMatchObject({ at: '2026-01-05T09:00:00Z', order: { type: 'order.paid', orderId: '1', amountMinor: 2_900, currency: 'EUR', changes: [{ points: 29 }] }, points: null, mail: null, note: null })
    expect(all[3]).toMatchObject({ points: { source: 'shop', isCorrection: false, postings: [{ to: 'active', points: 29, orderId: '1' }] } })
    expect(all[1]).toMatchObject({ note: { ticket: 'ZD-1742', by: { id: 'stf_nobody' }, isOwn: false } })
    expect(JSON.stringify(all)).not.toContain('Psst')
    for (const kind of MOMENT_KINDS) expect((await momentsOf(`?kind=${kind}`)).map(named), kind).toEqual(all.filter((each) => each.kind === kind).map(named))
  })

  test('is told once, page by page, though much of it is of one instant, and what one event moved is never parted', async () => {
    for (const id of ['1', '2', '3']) await pay(id)
    for (const id of ['a', 'b', 'c', 'd']) await give(id)
    for (const subject of ['First', 'Second']) await write(NINE, subject)
    for (const text of ['One', 'Two']) await note(NINE, text)
    await pay('0', NINE - MINUTE)
    await write(NINE - MINUTE, 'Before')
    await tell('points.spent', { id: 'use', at: NINE + MINUTE, points: 60, purpose: 'checkout' })
    const whole = await momentsOf()
    // Of 60 points three lots or more were used: one moment.
    expect(whole[0]).toMatchObject({ kind: 'points', points: { id: 'use' } })
    expect(whole[0]!.points!.postings.length).toBeGreaterThan(1)
    expect(whole).toHaveLength(2 * 4 + 4 + 3 + 2 + 1)
    for (const limit of [1, 2, 3, 5, 18]) {
      for (const stride of [1, 3, 400]) {
        const told: Moment[] = []
        let after: string | null | undefined
        while (after !== null) {
          const next: { after?: string } = after === undefined ? {} : { after }
          const page = await inside((ctx) => listMoments(ctx, { member: 'ada', limit, ...next }, { stride }))
          expect(page.moments.length).toBeGreaterThan(0)
          expect(page.moments.length).toBeLessThanOrEqual(limit)
          told.push(...page.moments)
          after = page.next
        }
        expect(told.map(named), `${limit} at once, ${stride} looked at`).toEqual(whole.map(named))
      }
    }
  })

  test('tells of points what they moved for: the reward, the order that was paid, and not the one that had earned them', async () => {
    store = await server.openStore({ document: { ...(await ask('GET /programs/1')).body['document'] as object, rewards: [{ id: 'mug', name: 'A mug', gives: { product: 'MUG' }, points: 5 }] } })
    const at = server.house.clock()
    await pay('earned', at)
    const { body: { redemption }, status } = await ask('POST /members/ada/redemptions', { reward: 'mug', id: 'r1' })
    expect(status).toBe(201)
    await tell('points.spent', { id: 'use', at: at + MINUTE, points: 2, purpose: 'checkout', orderId: 'paid' })
    await tell('points.spent', { id: 'gift', at: at + 2 * MINUTE, points: 1, purpose: 'donation' })
    expect(await ask(`POST /members/ada/redemptions/${String(redemption)}/cancellations`, {})).toMatchObject({ status: 201 })
    const told = (await momentsOf('?kind=points')).map(({ points }) => [points!.cause, points!.postings[0]!.orderId])
    expect(told).toEqual(expect.arrayContaining([
      [{ type: 'order.paid', name: null, orderId: 'earned', purpose: null }, 'earned'],
      [{ type: 'reward.redeemed', name: 'mug', orderId: null, purpose: null }, 'earned'],
      [{ type: 'spend.cancelled', name: 'mug', orderId: null, purpose: null }, null],
      [{ type: 'points.spent', name: null, orderId: 'paid', purpose: 'checkout' }, 'earned'],
      [{ type: 'points.spent', name: null, orderId: null, purpose: 'donation' }, 'earned'],
    ]))
    expect(told).toHaveLength(5)
    const { postings } = (await ask('GET /members/ada/postings')).body as { postings: { reason: string; orderId: string | null; spentOn: string | null }[] }
    expect(postings.filter(({ spentOn }) => spentOn !== null)).toMatchObject([{ reason: 'spend', orderId: 'earned', spentOn: 'paid' }])
  })

  test('has that of whoever was merged into them', async () => {
    await pay('of-bob', NINE, 'bob')
    await note(NINE + MINUTE, 'Of Bob', 'bob')
    await pay('of-eve', NINE + 2 * MINUTE, 'eve')
    await tell('member.merged', { id: 'm', at: NINE + 3 * MINUTE, member: 'eve', absorbed: 'bob' })
    const told = (await ask('GET /members/eve/moments')).body['moments'] as Moment[]
    expect(told.filter(({ kind }) => kind !== 'points').map(named)).toEqual(['order of-eve', 'note Of Bob', 'order of-bob'])
  })

  test('is shown to whoever may read members and activity, of their own store', async () => {
    await pay('1')
    for (const scope of ['members:read', 'activity:read'] as const) expect(await ask('GET /members/ada/moments', undefined, await store.newKey([scope]))).toMatchObject({ status: 403, body: { code: 'http.no_permission' } })
    expect(await momentsOf('', await store.newKey(['members:read', 'activity:read']))).toHaveLength(2)
    const other = await server.openStore()
    expect(await ask('GET /members/ada/moments', undefined, other.key)).toMatchObject({ status: 404, body: { code: 'members.unknown' } })
    for (const after of ['1', '1_order_note', '1_gift_1', 'x_note_1']) expect(await ask(`GET /members/ada/moments?after=${after}`), after).toMatchObject({ status: 422, body: { code: 'http.wrong_shape', errors: [{ path: 'after' }] } })
    expect(await ask('GET /members/ada/moments?kind=gift')).toMatchObject({ status: 422 })
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from './testing.ts'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

/** A sandbox with a member who has 29 points, and a way to do something to them. */
async function openMember() {
  const { key } = await server.openStore({ kind: 'sandbox' })
  await server.ask('POST', '/api/v1/events', { key, body: {
    source: 'shop', id: 'o1', type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member: 'ada',
    order: { id: 'o1', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 2900 }] },
  } })
  return {
    act: (noun: string, body: object, idempotencyKey?: string) =>
      server.ask('POST', `/api/v1/members/ada/${noun}`, { key, body, ...(idempotencyKey === undefined ? {} : { headers: { 'idempotency-key': idempotencyKey } }) }),
    passTo: (to: string) => server.ask('POST', '/api/v1/clock', { key, body: { to } }),
    available: async (member = 'ada') => ((await server.ask('GET', `/api/v1/members/${member}`, { key })).body as { units: { points: { available: number } } }).units.points.available,
  }
}

describe('what is done to a member’s points', () => {
  test('spends them once, however often and however late it is asked again', async () => {
    const ada = await openMember()
    const first = await ada.act('spends', { points: 20, purpose: 'checkout' }, 'checkout-1')
    expect(first).toMatchObject({ status: 201, body: { source: 'api', id: 'checkout-1', member: 'ada', balances: { points: { available: 9 } } } })
    await ada.passTo('2026-01-06T00:00:00Z')
    expect(await ada.act('spends', { points: 20, purpose: 'checkout' }, 'checkout-1')).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' }, body: first.body })
    expect(await ada.act('spends', { points: 19, purpose: 'checkout' }, 'checkout-1')).toMatchObject({ status: 409, body: { code: 'activity.other_body' } })
    expect(await ada.act('spends', { points: 10, purpose: 'checkout' }, 'checkout-2')).toMatchObject({ status: 409, body: { code: 'points.insufficient', details: { available: 9 } } })
    expect(await ada.available()).toBe(9)
  })

  test('cancels a spend in parts, and never more than was spent', async () => {
    const ada = await openMember()
    await ada.act('spends', { id: 's1', points: 20, purpose: 'checkout' })
    expect(await ada.act('spends/s1/cancellations', { id: 'c1', points: 5 })).toMatchObject({ status: 201, body: { balances: { points: { available: 14 } } } })
    expect(await ada.act('spends/s1/cancellations', { id: 'c2' })).toMatchObject({ status: 201, body: { balances: { points: { available: 29 } } } })
    expect(await ada.act('spends/s1/cancellations', { id: 'c3' })).toMatchObject({ status: 409, body: { code: 'spend.already_returned' } })
  })

  test('holds them until a time, commits or releases what is held, and frees it by itself', async () => {
    const ada = await openMember()
    expect(await ada.act('holds', { id: 'h1', points: 10, until: '2026-01-05T10:15:00Z' })).toMatchObject({ status: 201, body: { balances: { points: { available: 19, reserved: 10 } } } })
    expect(await ada.act('holds/h1/commitments', { id: 'x1', orderId: '1002' })).toMatchObject({ status: 201, body: { balances: { points: { available: 19, reserved: 0 } } } })
    await ada.act('holds', { id: 'h2', points: 19, until: '2026-01-05T10:15:00Z' })
    expect(await ada.act('holds/h2/releases', { id: 'x2' })).toMatchObject({ status: 201, body: { balances: { points: { available: 19 } } } })
    await ada.act('holds', { id: 'h3', points: 19, until: '2026-01-05T10:15:00Z' })
    await ada.passTo('2026-01-05T10:15:00Z')
    expect(await ada.available()).toBe(19)
    expect(await ada.act('holds/h3/commitments', { id: 'x3' })).toMatchObject({ status: 409, body: { code: 'hold.released' } })
  })

  test('gives and takes them by hand, with a reason, and sends them on', async () => {
    const ada = await openMember()
    expect(await ada.act('adjustments', { id: 'a1', points: 50, reason: 'A late parcel', author: 'mei' })).toMatchObject({ status: 201, body: { balances: { points: { available: 79 } } } })
    expect(await ada.act('adjustments', { id: 'a2', points: 50 })).toMatchObject({ status: 422, body: { code: 'http.wrong_shape', errors: [{ path: 'reason' }, { path: 'author' }] } })
    expect(await ada.act('transfers', { id: 't1', points: 9, to: 'bo' })).toMatchObject({ status: 201, body: { balances: { points: { available: 70 } } } })
    await ada.passTo('2026-01-05T10:00:00Z')
    expect(await ada.available('bo')).toBe(9)
  })

  test('asks for an id, so that it can be asked for again', async () => {
    const ada = await openMember()
    expect(await ada.act('spends', { points: 20, purpose: 'checkout' })).toMatchObject({ status: 422, body: { errors: [{ path: 'id' }] } })
    expect(await ada.available()).toBe(29)
  })
})

describe('members whom no id of the shop names', () => {
  /** Somebody who joined by themselves: nothing but our own id names them. */
  async function openTwo() {
    const { key } = await server.openStore({ kind: 'sandbox' })
    const ask = async (request: string, body?: object) => {
      const [method = '', path = ''] = request.split(' ')
      return server.ask(method as 'GET', `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
    }
    const [ada, bo] = await Promise.all([1, 2].map(async () => String((await ask('POST /members', { name: 'Ada Ling', email: `a${Math.random()}@example.com` })).body['memberId'])))
    const order = (member: string, id: string) => ask('POST /events', { source: 'shop', id, type: 'order.paid', occurredAt: '2026-01-05T09:00:00Z', member, order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 2900 }] } })
    const available = async (member: string) => ((await ask(`GET /members/${member}`)).body as { units: { points?: { available: number } } }).units.points?.available
    return { ask, order, available, ada: ada as string, bo: bo as string }
  }

  test('are given a level, merged and parted by ours, and what was before stays explained', async () => {
    const { ask, order, available, ada, bo } = await openTwo()
    expect((await order(bo, 'o1')).status).toBe(201)
    expect((await order(ada, 'o2')).status).toBe(201)
    expect(await ask(`POST /members/${ada}/levels`, { id: 'l1', track: 'nothing', level: 'gold', until: '2026-12-31T00:00:00Z', reason: 'x', author: 'mei' })).toMatchObject({ status: 422 })
    expect(await ask(`POST /members/${ada}/merges`, { id: 'm1', absorbed: bo })).toMatchObject({ status: 201, body: { balances: { points: { available: 58 } } } })
    expect((await ask(`GET /members/${ada}/merges`)).body['merges']).toMatchObject([{ merge: 'm1', source: 'api', absorbed: bo, name: 'Ada Ling', externalId: null, until: expect.stringMatching(/^2026-02-0[45]/) }])
    expect((await ask(`GET /members/${ada}/explanations?event=o1&source=shop`)).body).toMatchObject({ sentences: [expect.stringContaining('29 points')], steps: [{ code: 'earn.rate', sentence: 0 }] })
    expect((await ask(`GET /members/${ada}/explanations?event=o1&source=other`)).body).toMatchObject({ status: 404, code: 'activity.event_unknown' })
    expect(await ask(`POST /members/${ada}/merges/m1/reversals`, { id: 'u1', mergeSource: 'api' })).toMatchObject({ status: 201 })
    expect([await available(ada), await available(bo)]).toEqual([29, 29])
  })

  test('are made by nobody who only writes the form of our ids: the event is refused, and those beside it stand', async () => {
    const { ask, order, ada } = await openTwo()
    const stranger = `mem_${'0'.repeat(22)}`
    expect(await order(stranger, 'o1')).toMatchObject({ status: 404, body: { code: 'members.unknown' } })
    const { body } = await ask('POST /events', { events: [stranger, ada].map((member, n) => ({ source: 'shop', id: `j${n}`, type: 'member.joined', occurredAt: '2026-01-05T09:00:00Z', member })) })
    expect((body['results'] as { status: number }[]).map(({ status }) => status)).toEqual([404, 201])
    expect((await ask(`POST /members/${ada}/transfers`, { id: 't1', points: 1, to: stranger })).status).toBe(404)
    expect((await ask(`GET /members/${stranger}`)).status).toBe(404)
  })

  test('are told what time did to them', async () => {
    const { ask, order, ada } = await openTwo()
    await order(ada, 'o1')
    await ask('POST /clock', { to: '2027-03-01T00:00:00Z' })
    const postings = (await ask(`GET /members/${ada}/postings`)).body['postings'] as { source: string; sourceId: string }[]
    const { sourceId } = postings.find(({ source }) => source === 'time') as { sourceId: string }
    expect(sourceId).toMatch(/^mem_.*@/)
    const nos = async (path: string) => { const { postings, next } = (await ask(`GET /members/${ada}/postings?${path}`)).body as { postings: { postingNo: number }[]; next: string }; return { nos: postings.map(({ postingNo }) => postingNo), next } }
    const all = (await nos('')).nos
    const newest = await nos('order=desc&limit=1')
    expect([...newest.nos, ...(await nos(`order=desc&after=${newest.next}`)).nos]).toEqual(all.toReversed())
    expect((await ask(`GET /members/${ada}/explanations?event=${encodeURIComponent(sourceId)}&source=time`)).body['sentences']).toEqual([expect.stringContaining('29 points')])
    const idle = encodeURIComponent(sourceId.replace(/\d+$/, (at) => String(Number(at) + 1)))
    expect((await ask(`GET /members/${ada}/explanations?event=${idle}&source=time`)).body).toMatchObject({ status: 404, code: 'activity.event_unknown' })
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import type { Permission } from '#server/modules/keys/index'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

type Make = (idempotencyKey: string, body: object) => Promise<Answered>

async function openShop() {
  const { key, newKey } = await server.openStore()
  const makeWith = (secret: string): Make => (idempotencyKey, body) => server.ask('POST', '/api/v1/members', { key: secret, body, headers: { 'idempotency-key': idempotencyKey } })
  const ask = (method: 'GET' | 'PATCH' | 'DELETE' | 'POST', path: string, body?: unknown) => server.ask(method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
  const count = async () => ((await ask('GET', '/members')).body['members'] as unknown[]).length
  return { ask, count, make: makeWith(key), makeAs: async (scopes: readonly Permission[]) => makeWith(await newKey(scopes)) }
}

const ANNA = {
  externalIds: ['pos-1', 'customer-77'], name: 'Anna Schmidt', email: ' Anna@Example.com', phone: '01512 3456789', phoneCountry: 'DE', birthday: '1990-07-14',
  zone: 'Europe/Berlin', tags: ['vip', 'early'], attributes: { size: 38, far: 1e300 },
}

describe('a request that makes a member', () => {
  test('makes one however often it comes, and gets the first answer again, whatever became of them', async () => {
    const { ask, count, make } = await openShop()
    const first = await make('attempt-1', ANNA)
    expect(first).toMatchObject({ status: 201, body: { externalIds: ['customer-77', 'pos-1'], email: 'Anna@example.com', tags: ['early', 'vip'], joinedAt: '2026-01-05T10:00:00Z' } })
    expect(first.headers['idempotent-replayed']).toBeUndefined()
    expect((await ask('GET', '/members/pos-1/profile')).body).toEqual(first.body)
    await ask('PATCH', '/members/pos-1/profile', { name: 'Anna Braun', phone: null, market: 'eu' })
    await ask('POST', '/members/pos-1/tags', { tags: ['new'] })
    await ask('DELETE', '/members/pos-1/external-ids/customer-77')
    const { name, ...rest } = ANNA
    expect(await make('attempt-1', { kind: 'person', ...rest, name })).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' }, body: first.body })
    expect(await count()).toBe(1)
    expect((await ask('GET', '/members/pos-1/profile')).body).toMatchObject({ name: 'Anna Braun', tags: ['early', 'new', 'vip'] })
  })

  test('with another body is refused, whatever differs, and another key or store makes another member', async () => {
    const { count, make } = await openShop()
    const { body: { memberId } } = await make('attempt-1', ANNA)
    for (const other of [{ name: 'Ann' }, { kind: 'company' }, { email: null }, { attributes: { size: 39, far: 1e300 } }, { joinedAt: '2026-01-05T10:00:00Z' }]) {
      expect(await make('attempt-1', { ...ANNA, ...other })).toMatchObject({ status: 409, body: { code: 'members.other_body', details: { key: 'attempt-1', member: memberId } } })
    }
    expect(await make('attempt-2', { name: 'Bo' })).toMatchObject({ status: 201 })
    expect(await make('attempt-2', { name: 'Bo' })).toMatchObject({ status: 200 })
    expect(await count()).toBe(2)
    const elsewhere = await openShop()
    expect(await elsewhere.make('attempt-1', { name: 'Cy' })).toMatchObject({ status: 201 })
  })

  test('that was refused left nothing, so its key is free', async () => {
    const { make } = await openShop()
    expect(await make('attempt-1', { email: 'anna' })).toMatchObject({ status: 422 })
    expect(await make('attempt-1', { email: 'anna@example.com' })).toMatchObject({ status: 201 })
    expect(await make('ä b', {})).toMatchObject({ status: 422, body: { errors: [{ path: 'Idempotency-Key' }] } })
  })

  test('comes twice at once, and still makes one', async () => {
    const { count, make } = await openShop()
    const answers = await Promise.all([1, 2, 3, 4].map(() => make('attempt-1', ANNA)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201])
    expect(new Set(answers.map(({ body }) => body['memberId'])).size).toBe(1)
    expect(await count()).toBe(1)
  })

  test('is repeated by somebody who may not see addresses, and shows them none', async () => {
    const { make, makeAs } = await openShop()
    await make('attempt-1', ANNA)
    expect(await (await makeAs(['members:write']))('attempt-1', ANNA)).toMatchObject({ status: 200, body: { email: 'A•••@example.com', phone: '+49•••89', isMasked: true } })
  })

  test('is known after the member was erased, though nothing is left to compare it with', async () => {
    const { ask, count, make } = await openShop()
    const { body: { memberId } } = await make('attempt-1', ANNA)
    await ask('DELETE', '/members/pos-1/personal-data')
    expect(await make('attempt-1', ANNA)).toMatchObject({ status: 404, body: { code: 'members.erased', details: { member: memberId } } })
    expect(await count()).toBe(0)
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOwner } from '#server/app/staff-testing'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server?.close())

const program = (rate: string) => ({
  program: 'plain', name: 'Plain', currency: 'EUR', zone: 'UTC', markets: { eu: { currency: 'EUR', earn: '1' } }, earn: [{ id: 'purchase', on: 'order.paid', rate }],
  tiers: [{ id: 'status', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: `${Number(rate) * 50}.00` } }] }],
})

async function openTwo() {
  const { key, storeId } = await server.openStore({ document: program('1') })
  const ask = (method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answered> => server.ask(method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
  expect((await ask('POST', '/programs', { program: program('2'), note: 'Double points in spring' })).body).toMatchObject({ version: 2 })
  return { ask, storeId, key }
}

describe('a version', () => {
  test('is published with a note, which stays with it and stands in the audit', async () => {
    const { ask } = await openTwo()
    const { body: { programs } } = await ask('GET', '/programs')
    expect(programs).toMatchObject([{ version: 1, note: null, publishedBy: 'test', publishedByName: null, restores: null }, { version: 2, note: 'Double points in spring', publishedBy: expect.stringMatching(/^key_/), publishedByName: expect.stringMatching(/./), restores: null }])
    expect((await ask('GET', '/programs/2')).body).toMatchObject({ note: 'Double points in spring' })
    const { draft } = (await ask('POST', '/programs/drafts', { name: 'Triple', program: program('3') })).body
    await ask('POST', `/programs/drafts/${draft as string}/publications`, { note: 'Triple for a week', from: '2026-02-01T00:00:00Z' })
    expect((await ask('GET', '/programs/3')).body).toMatchObject({ note: 'Triple for a week' })
    const { body: { entries } } = await ask('GET', '/audit?limit=20')
    expect((entries as { deed: string; reason: string | null }[]).filter(({ deed }) => deed.includes('program') && !deed.includes('drafts ')).map(({ reason }) => reason)).toEqual(expect.arrayContaining(['Triple for a week', 'Double points in spring']))
    expect(await ask('POST', '/programs', { program: program('2'), note: 'two\nlines' })).toMatchObject({ status: 422 })
  })

  test('that was replaced is published again from now: its rules are in force, as a new version', async () => {
    const { ask } = await openTwo()
    const order = (id: string, at: string) => ask('POST', '/events', { source: 'shop', id, type: 'order.paid', occurredAt: at, member: 'ada', order: { id, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 1_000 }] } })
    const { status, body } = await ask('POST', '/programs/versions/1/publications', { mode: 'all', note: 'It was too dear' })
    expect([status, body]).toMatchObject([201, { version: 3 }])
    expect((await ask('GET', '/programs')).body['programs']).toMatchObject([{}, {}, { version: 3, restores: 1, note: 'It was too dear', mode: 'all' }])
    expect((await ask('GET', '/programs/diffs?from=1&to=3')).body['changes']).toEqual([])
    await order('new', '2026-01-05T10:00:01Z')
    expect((await ask('GET', '/members/ada?at=2026-01-06T00:00:00Z')).body['units']).toMatchObject({ points: { earned: 10 } })
  })

  test('is shown what it would do before, exactly as publishing then does it', async () => {
    const { ask } = await openTwo()
    await ask('POST', '/events', { source: 'shop', id: 'o1', type: 'order.paid', occurredAt: '2026-01-04T10:00:00Z', member: 'bo', order: { id: 'o1', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 12_000 }] } })
    await ask('POST', '/programs', { program: { ...program('2'), tiers: [{ id: 'status', levels: [{ id: 'base' }, { id: 'vip', entry: { spend: '500.00' } }] }] }, mode: 'all', from: '2026-01-05T11:00:00Z' })
    const impact = await ask('POST', '/programs/versions/1/impacts', { mode: 'all', from: '2026-01-05T12:00:00Z' })
    expect(impact).toMatchObject({ status: 200, body: { restores: 1, version: 4, members: { looked: 1, all: 1 }, moves: [{ from: ['base'], to: ['vip'], members: 1, named: ['bo'] }], next: null } })
    expect(await ask('POST', '/programs/versions/9/impacts', {})).toMatchObject({ status: 404, body: { code: 'programs.version_unknown' } })
  })

  test('that is the newest, or not there, is not brought back', async () => {
    const { ask } = await openTwo()
    expect(await ask('POST', '/programs/versions/2/publications', {})).toMatchObject({ status: 409, body: { code: 'programs.version_newest' } })
    expect(await ask('POST', '/programs/versions/7/publications', {})).toMatchObject({ status: 404, body: { code: 'programs.version_unknown' } })
    expect((await ask('GET', '/programs')).body['programs']).toHaveLength(2)
  })

  test('says who of the staff published it', async () => {
    const { storeId } = await openTwo()
    const owner = await openOwner(server)
    const me = (await owner.ask('GET', '/staff/me')).body['staff'] as { id: string; name: string }
    await owner.ask('POST', '/programs/versions/1/publications', { store: storeId, body: { note: 'Back' } })
    expect((await owner.ask('GET', '/programs', { store: storeId })).body['programs']).toMatchObject([{}, {}, { publishedBy: me.id, publishedByName: me.name, restores: 1 }])
  })

  test('that was published meanwhile is the one that is paused, and goes on, with its comments', async () => {
    const { ask } = await openTwo()
    const text = 'program: plain\nname: Plain # as on the door\ncurrency: EUR\nzone: UTC\nmarkets: { eu: { currency: EUR, earn: "1" } }\nearn:\n  - { id: purchase, on: order.paid, rate: "3" }\n'
    await ask('POST', '/programs', { program: text })
    expect(await ask('POST', '/programs/resumptions', {})).toMatchObject({ status: 409, body: { code: 'programs.not_paused' } })
    expect(await ask('POST', '/programs/pauses', { note: 'The stocktaking' })).toMatchObject({ status: 201, body: { version: 4 } })
    expect(await ask('POST', '/programs/pauses', {})).toMatchObject({ status: 409, body: { code: 'programs.paused_already' } })
    expect((await ask('GET', '/programs/4')).body).toMatchObject({ isPaused: true, isInForce: true, mode: 'new_periods', note: 'The stocktaking', text: `${text}paused: true\n` })
    expect(await ask('POST', '/programs/resumptions', {})).toMatchObject({ status: 201, body: { version: 5 } })
    expect((await ask('GET', '/programs/5')).body).toMatchObject({ isPaused: false, text })
  })

  test('that is still to come is what a pause begins with, and until then nothing is paused', async () => {
    const { ask } = await openTwo()
    await ask('POST', '/programs', { program: program('3'), from: '2026-02-01T00:00:00Z' })
    // Whoever wants it now is told that it is not, and nothing is published.
    expect(await ask('POST', '/programs/pauses', {})).toMatchObject({ status: 409, body: { code: 'programs.version_to_come', details: { version: 3, from: '2026-02-01T00:00:00Z' } } })
    expect(await ask('POST', '/programs/pauses', { isLater: true })).toMatchObject({ status: 201, body: { version: 4, from: '2026-02-01T00:00:00.001Z' } })
    expect((await ask('GET', '/programs')).body['programs']).toMatchObject([{ isInForce: false }, { isInForce: true, isPaused: false }, { isInForce: false }, { isInForce: false, isPaused: true }])
    expect((await ask('GET', '/programs/4')).body).toMatchObject({ document: { ...program('3'), paused: true }, text: null })
  })
})

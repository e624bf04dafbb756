import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { instantText, parseInstant } from '#engine/calendar'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import type { Route } from '#server/platform/route'
import { makeCodes } from './index.ts'

vi.setConfig({ testTimeout: 120_000 })

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server.close())

const AT = parseInstant('2026-01-05T10:00:00Z')
const DAY = 86_400_000

const PROGRAM = {
  program: 'shop', name: 'Shop', currency: 'EUR', zone: 'UTC', earn: [], markets: { eu: { currency: 'EUR' } },
  discounts: [
    { id: 'two_off', kind: 'coupon', amount: { eu: '2' }, valid: { days: 30 } }, { id: 'shared', kind: 'coupon', codes: 'shared', amount: { eu: '1' } }, { id: 'auto', kind: 'coupon', codes: 'auto', amount: { eu: '1' }, when: 'order.items > 99' },
    { id: 'hello', kind: 'coupon', percent: '10', issue: 'welcome', valid: { days: 14 } }, { id: 'happy', kind: 'coupon', percent: '20', issue: 'birthday' }, { id: 'years', kind: 'coupon', free_shipping: true, issue: 'anniversary' },
    { id: 'back', kind: 'coupon', percent: '15', issue: { win_back: { days: 60 } }, valid: { days: 7 } },
  ],
}

type Ask = (method: Route['method'], path: string, body?: unknown) => Promise<Answered>
type Shop = { storeId: string; ask: Ask; pass: (until: number) => Promise<void>; coupons: (query: string) => Promise<Record<string, unknown>[]> }

async function openShop(): Promise<Shop> {
  const { key, storeId } = await server.openStore({ kind: 'sandbox' })
  const ask: Ask = (method, path, body) => server.ask(method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) })
  const must = async (...asked: Parameters<Ask>) => {
    const { status, text } = await ask(...asked)
    expect(status, `${JSON.stringify(asked)} ${text}`).toBeLessThan(300)
  }
  await must('POST', '/clock', { to: instantText(AT) })
  await must('POST', '/programs', { program: PROGRAM, mode: 'all' })
  for (const externalId of ['ann', 'bo']) await must('POST', '/members', { externalIds: [externalId] })
  await must('POST', '/catalogue/products', { products: [{ sku: 'MUG' }] })
  await must('POST', '/catalogue/lists', { list: 'retail', kind: 'retail', market: 'eu' })
  await must('POST', '/catalogue/prices', { prices: [{ list: 'retail', sku: 'MUG', unitMinor: 1000 }] })
  return {
    storeId, ask, pass: async (until) => must('POST', '/clock', { to: instantText(until) }),
    coupons: async (query) => (await ask('GET', `/coupons?${query}`)).body['coupons'] as Record<string, unknown>[],
  }
}

const quoted = async ({ ask }: Shop, body: object) => (await ask('POST', '/quotes', { market: 'eu', lines: [{ sku: 'MUG', quantity: 1 }], ...body }))
const paths = ({ body }: Answered) => (body['errors'] as { path: string }[]).map(({ path }) => path)
const codeOf = ({ body }: Answered) => body['code'] as string

describe('a coupon of the staff', () => {
  test('is for one member or for who has the code, ends as its discount says, and is made once for its id', async () => {
    const { ask } = await openShop()
    const body = { discount: 'two_off', member: 'ann', id: 'letter-1' }
    const first = await ask('POST', '/coupons', body)
    expect(first).toMatchObject({ status: 201, body: { discount: 'two_off', origin: 'staff', from: null, until: '2026-02-05T00:00:00Z', usesAllowed: 1, status: 'issued', issuedAt: instantText(AT), issuedBy: expect.stringMatching(/^key_/) } })
    expect((await ask('POST', '/coupons', body)).body).toEqual(first.body)
    expect([first.body['name'], (await ask('GET', `/coupons/${codeOf(first)}?locale=zh-CN`)).body['name']]).toEqual(['€2.00 off your next order', '下一单立减 €2.00'])
    expect((await ask('POST', '/coupons', { discount: 'two_off', until: null })).body).toMatchObject({ memberId: null, until: null })
    expect((await ask('GET', `/coupons/${codeOf(first).toLowerCase()}`)).body).toEqual(first.body)
    expect((await ask('GET', '/coupons/NONE')).status).toBe(404)
  })

  test('of a shared code has uses or no end of them, and a code that nobody has', async () => {
    const { ask } = await openShop()
    expect((await ask('POST', '/coupons', { discount: 'shared', code: 'spring-26', usesAllowed: 500 })).body).toMatchObject({ code: 'SPRING26', usesAllowed: 500, until: null })
    expect((await ask('POST', '/coupons', { discount: 'shared' })).body).toMatchObject({ usesAllowed: null })
    expect(await ask('POST', '/coupons', { discount: 'shared', code: 'SPRING 26' })).toMatchObject({ status: 409, body: { code: 'coupons.code_taken' } })
  })

  test('that is asked for wrongly is refused with the place of each mistake', async () => {
    const { ask } = await openShop()
    const wrong = async (body: object) => paths(await ask('POST', '/coupons', { discount: 'two_off', ...body }))
    for (const discount of ['none', 'auto', 'constructor']) expect(await wrong({ discount })).toEqual(['discount'])
    expect([await wrong({ usesAllowed: 5 }), await wrong({ until: instantText(AT) }), await wrong({ code: '§§§' })]).toEqual([['usesAllowed'], ['until'], ['code']])
    expect((await ask('POST', '/coupons', { discount: 'two_off', member: 'nobody' })).status).toBe(404)
    for (const body of [{ discount: 'shared' }, { batch: '' }, { count: 0 }]) expect((await ask('POST', '/coupons/batches', { batch: 'b', discount: 'two_off', count: 5, ...body })).status).toBe(422)
  })

  test('is made void once, and stays where it was used', async () => {
    const { ask } = await openShop()
    const code = codeOf(await ask('POST', '/coupons', { discount: 'two_off' }))
    for (let turn = 0; turn < 2; turn += 1) expect(await ask('DELETE', `/coupons/${code}`)).toMatchObject({ status: 200, body: { status: 'void' } })
    const used = codeOf(await ask('POST', '/coupons', { discount: 'two_off' }))
    await ask('POST', '/events', { type: 'order.paid', source: 'shop', id: 'o', occurredAt: instantText(AT), member: 'ann', order: { id: 'o', market: 'eu', currency: 'EUR', coupons: [used], lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 5 }] } })
    expect(await ask('DELETE', `/coupons/${used}`)).toMatchObject({ status: 409, body: { code: 'coupons.not_voidable', details: { status: 'used' } } })
    expect((await ask('DELETE', '/coupons/NONE')).status).toBe(404)
  })

  test('is found by its member, discount, status, batch and origin, in pages', async () => {
    const shop = await openShop()
    for (const member of ['ann', 'ann', 'bo']) await shop.ask('POST', '/coupons', { discount: 'two_off', member })
    expect((await shop.coupons('member=ann&origin=staff')).length).toBe(2)
    expect((await shop.coupons('discount=two_off')).length).toBe(3)
    expect([(await shop.coupons('status=void')).length, (await shop.coupons('batch=none')).length, (await shop.coupons('origin=welcome')).length]).toEqual([0, 0, 2])
    const first = (await shop.ask('GET', '/coupons?limit=3')).body as { coupons: unknown[]; next: string }
    const rest = (await shop.ask('GET', `/coupons?limit=3&after=${first.next}`)).body as { coupons: unknown[]; next: null }
    expect([first.coupons.length, rest.coupons.length, rest.next]).toEqual([3, 2, null])
    expect(await shop.ask('GET', '/coupons?after=K7QM3WXR9CDFGH')).toMatchObject({ status: 422, body: { code: 'http.wrong_shape' } })
  })

  test('comes before those that were issued earlier, on every page, and says by name whose it is', async () => {
    const shop = await openShop()
    await shop.ask('PATCH', '/members/bo/profile', { name: 'Bo Lind' })
    const issued: string[] = []
    for (let day = 1; day <= 5; day += 1) {
      await shop.pass(AT + day * DAY)
      issued.unshift(codeOf(await shop.ask('POST', '/coupons', { discount: 'shared', code: `CODE-${(day * 7) % 5}`, ...(day === 5 ? { member: 'bo' } : {}) })))
    }
    const listed: string[] = []
    for (let next: string | null | undefined; next !== null;) {
      const { body } = await shop.ask('GET', `/coupons?discount=shared&limit=2${next === undefined ? '' : `&after=${next}`}`)
      listed.push(...(body['coupons'] as { code: string }[]).map(({ code }) => code))
      next = body['next'] as string | null
    }
    expect(listed).toEqual(issued)
    expect((await shop.coupons('discount=shared')).map(({ member }) => member)).toMatchObject([{ name: 'Bo Lind', externalId: 'bo' }, null, null, null, null])
  })

  test('that nobody used in time is expired by the clock of the store, and what was used, held or void before stays that', async () => {
    const shop = await openShop()
    const make = async (more: object = {}) => codeOf(await shop.ask('POST', '/coupons', { discount: 'two_off', until: instantText(AT + DAY), ...more }))
    const [open, used, gone, late] = [await make(), await make(), await make(), await make({ until: instantText(AT + 2 * DAY) })] as const
    const pay = (id: string, code: string) => shop.ask('POST', '/events', { type: 'order.paid', source: 'shop', id, occurredAt: instantText(AT), member: 'ann', order: { id, market: 'eu', currency: 'EUR', coupons: [code], lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 5 }] } })
    await pay('o1', used)
    await shop.ask('DELETE', `/coupons/${gone}`)
    const stand = async () => Object.fromEntries((await shop.coupons('discount=two_off')).map(({ code, status }) => [code, status]))
    await shop.pass(AT + DAY - 1)
    expect(await stand()).toEqual({ [open]: 'issued', [used]: 'used', [gone]: 'void', [late]: 'issued' })
    await shop.pass(AT + DAY)
    expect(await stand()).toEqual({ [open]: 'expired', [used]: 'used', [gone]: 'void', [late]: 'issued' })
    const found = async (status: string) => (await shop.coupons(`discount=two_off&status=${status}`)).map(({ code }) => code)
    expect([await found('expired'), await found('issued'), await found('used'), await found('void')]).toEqual([[open], [late], [used], [gone]])
    // An order that was paid in time and is told late takes its coupon all the same.
    await pay('o2', open)
    expect(await stand()).toMatchObject({ [open]: 'used' })
  })
})

describe('a code', () => {
  test('that is unknown, of somebody else, not yet or no longer usable, void or of a discount that ended is answered in one way', async () => {
    const shop = await openShop()
    const make = async (body: object) => codeOf(await shop.ask('POST', '/coupons', { discount: 'two_off', ...body }))
    const codes = ['AAAAAAAAAAAAAA', await make({ member: 'bo' }), await make({ from: instantText(AT + DAY), until: null }), await make({ until: instantText(AT + 1) }), await make({})]
    await shop.ask('DELETE', `/coupons/${codes[4]}`)
    await shop.pass(AT + 1)
    const answers = await Promise.all(codes.map(async (code) => JSON.stringify((await quoted(shop, { member: 'ann', coupons: [code] })).body).replaceAll(code, 'CODE')))
    expect(new Set(answers).size).toBe(1)
    expect(JSON.parse(answers[0] as string)).toMatchObject({ toPayMinor: 1000, coupons: [{ code: 'CODE', discount: null, isUsed: false }] })
    expect((await quoted(shop, { member: 'bo', coupons: [codes[1]] })).body).toMatchObject({ toPayMinor: 800, coupons: [{ discount: 'two_off', isUsed: true }] })
    expect((await quoted(shop, { coupons: [codes[1]] })).body).toMatchObject({ toPayMinor: 1000 })
  })

  test('of somebody who was merged works for the one that goes on', async () => {
    const shop = await openShop()
    const code = codeOf(await shop.ask('POST', '/coupons', { discount: 'two_off', member: 'bo' }))
    await shop.pass(AT + 1_000)
    expect((await shop.ask('POST', '/events', { source: 'shop', id: 'm', type: 'member.merged', occurredAt: instantText(AT + 1_000), member: 'ann', absorbed: 'bo' })).status).toBe(201)
    expect((await shop.ask('GET', `/coupons/${code}`)).body['member']).toMatchObject({ externalId: 'ann' })
    expect((await quoted(shop, { member: 'ann', coupons: [code] })).body).toMatchObject({ toPayMinor: 800 })
  })

  test('after code that cannot be used meets a wall, for its key and member, and in time it opens', async () => {
    const shop = await openShop()
    const good = codeOf(await shop.ask('POST', '/coupons', { discount: 'two_off' }))
    const guess = (n: number, member = 'ann') => quoted(shop, { member, coupons: [`GUESS${n}`] })
    for (let n = 0; n < 20; n += 1) expect((await guess(n)).status).toBe(200)
    expect(await guess(20)).toMatchObject({ status: 429, body: { code: 'coupons.too_many_attempts', details: { seconds: 600 } } })
    expect((await quoted(shop, { member: 'ann', coupons: [good] })).status).toBe(429)
    expect([(await quoted(shop, { member: 'ann' })).status, (await guess(0, 'bo')).status, (await quoted(shop, { coupons: [good] })).status]).toEqual([200, 200, 200])
    await shop.pass(AT + 10 * 60_000)
    expect((await quoted(shop, { member: 'ann', coupons: [good] })).body).toMatchObject({ toPayMinor: 800 })
  })

  test('told twice in a cart is told once, and of two of one discount one is kept', async () => {
    const shop = await openShop()
    const codes = [codeOf(await shop.ask('POST', '/coupons', { discount: 'two_off' })), codeOf(await shop.ask('POST', '/coupons', { discount: 'two_off' }))] as const
    expect((await quoted(shop, { coupons: [codes[0], codes[0].toLowerCase(), codes[1]] })).body).toMatchObject({ toPayMinor: 800, coupons: [{ code: codes[0], isUsed: true }, { code: codes[1], isUsed: false }] })
  })
})

describe('coupons that come by themselves', () => {
  test('are there when the member is: welcome at once, on the birthday once a year, each year as a member, and after a silence', async () => {
    const shop = await openShop()
    const of = async (discount: string) => (await shop.coupons(`member=ann&discount=${discount}`)).map(({ origin, until, issuedBy }) => [origin, until, issuedBy])
    expect([await of('hello'), await of('happy')]).toEqual([[['welcome', '2026-01-20T00:00:00Z', 'rockpool']], []])
    expect((await shop.ask('PATCH', '/members/ann/profile', { birthday: '01-20' })).status).toBe(200)
    await shop.pass(parseInstant('2026-01-20T00:00:00Z'))
    await shop.ask('POST', '/events', { type: 'activity', name: 'birthday', source: 'shop', id: 'b', occurredAt: '2026-01-20T00:00:00Z', member: 'ann' })
    expect(await of('happy')).toEqual([['birthday', null, 'rockpool']])
    await shop.pass(parseInstant('2026-03-05T23:59:59Z'))
    expect(await of('back')).toEqual([])
    await shop.pass(parseInstant('2026-03-06T00:00:00Z'))
    expect(await of('back')).toEqual([['win_back', '2026-03-14T00:00:00Z', 'rockpool']])
    await shop.pass(parseInstant('2027-01-20T00:00:00Z'))
    expect([(await of('happy')).length, (await of('years')).length, (await of('back')).length, (await of('hello')).length]).toEqual([2, 1, 1, 1])
  })

  test('are not brought by a past that is imported, nor again by a late event, nor by one that is worked out anew', async () => {
    const shop = await openShop()
    for (const days of [60, 200]) await shop.pass(AT + days * DAY)
    const event = (id: string, days: number, member: string) => shop.ask('POST', '/events', { type: 'order.paid', source: 'shop', id, occurredAt: instantText(AT + days * DAY), member, order: { id, market: 'eu', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 5 }] } })
    for (const [id, days] of [['a', 10], ['b', 120]] as const) await event(id, days, 'cy')
    expect(await shop.coupons('member=cy')).toEqual([])
    const before = await shop.coupons('member=ann')
    expect(before.length).toBe(2)
    await event('c', 150, 'ann')
    expect(await shop.coupons('member=ann')).toEqual(before)
    await shop.pass(AT + 211 * DAY)
    expect((await shop.coupons('member=ann&discount=back')).length).toBe(2)
  })
})

describe('many codes', () => {
  test('asked for again are those that were asked for, whatever the program says by then', async () => {
    const shop = await openShop()
    const [short, plain] = [{ batch: 'short', discount: 'two_off', count: 1, until: instantText(AT + DAY) }, { batch: 'plain', discount: 'two_off', count: 1 }]
    for (const body of [short, plain]) expect((await shop.ask('POST', '/coupons/batches', body)).status).toBe(201)
    await shop.ask('POST', '/programs', { program: { ...PROGRAM, discounts: [{ ...PROGRAM.discounts[0], valid: { days: 5 } }] }, mode: 'all' })
    await shop.pass(AT + 2 * DAY)
    expect(await shop.ask('POST', '/coupons/batches', plain)).toMatchObject({ status: 201, body: { until: '2026-02-05T00:00:00Z' } })
    await shop.ask('POST', '/programs', { program: { ...PROGRAM, discounts: [] }, mode: 'all' })
    for (const body of [short, plain]) expect(await shop.ask('POST', '/coupons/batches', body)).toMatchObject({ status: 201, body: { batch: body.batch } })
    expect(await shop.ask('POST', '/coupons/batches', { ...short, until: instantText(AT + 9 * DAY) })).toMatchObject({ status: 409 })
  })

  test('20,000 are made piece by piece, each once, whoever works on them, and exported as CSV', async () => {
    const shop = await openShop()
    const body = { batch: 'letter', discount: 'two_off', count: 20_500 }
    expect(await shop.ask('POST', '/coupons/batches', body)).toMatchObject({ status: 201, body: { wanted: 20_500, made: 0, until: '2026-02-05T00:00:00Z' } })
    expect(await shop.ask('POST', '/coupons/batches', body)).toMatchObject({ status: 201, body: { made: 0 } })
    for (const other of [{ count: 5 }, { until: '2026-03-05T00:00:00Z' }, { until: null }, { from: '2026-01-07T00:00:00Z' }]) expect(await shop.ask('POST', '/coupons/batches', { ...body, ...other })).toMatchObject({ status: 409, body: { code: 'coupons.batch_taken' } })
    const piece = () => server.house.database.inStore(shop.storeId, (db) => makeCodes({ db, storeId: shop.storeId, actor: { kind: 'system', job: 'test' }, now: AT }))
    // A piece that is lost, as by a process that ends, is made again.
    await expect(server.house.database.inStore(shop.storeId, async (db) => {
      await makeCodes({ db, storeId: shop.storeId, actor: { kind: 'system', job: 'test' }, now: AT })
      throw new Error('ended')
    })).rejects.toThrow('ended')
    const pieces: number[] = []
    for (let made = -1; made !== 0;) pieces.push(made = Math.max(...await Promise.all([piece(), piece()])))
    expect(pieces.reduce((sum, made) => sum + made, 0)).toBe(20_500)
    expect((await shop.ask('GET', '/coupons/batches/letter')).body).toMatchObject({ made: 20_500 })
    const { text, headers } = await shop.ask('GET', '/coupons/batches/letter/codes')
    const [head, ...lines] = text.trimEnd().split('\n')
    expect([head, headers['content-type'], lines.length, new Set(lines).size, lines.filter((line) => !/^[2-9A-Z]{14},issued$/.test(line)).length]).toEqual(['code,status', 'text/csv; charset=utf-8', 20_500, 20_500, 0])
    expect((await shop.ask('GET', '/coupons/batches/none/codes')).status).toBe(404)
    expect((await quoted(shop, { coupons: [(lines[0] as string).slice(0, 14)] })).body).toMatchObject({ toPayMinor: 800 })
  })

  test('that leaked are void at once, whole, with those that come back; used ones stay used, and no more are made', async () => {
    const shop = await openShop()
    const piece = () => server.house.database.inStore(shop.storeId, (db) => makeCodes({ db, storeId: shop.storeId, actor: { kind: 'system', job: 'test' }, now: AT }))
    await shop.ask('POST', '/coupons/batches', { batch: 'letter', discount: 'two_off', count: 3 })
    await piece()
    await shop.ask('POST', '/coupons/batches', { batch: 'other', discount: 'two_off', count: 2 })
    expect((await shop.ask('GET', '/coupons/batches?limit=1')).body).toMatchObject({ batches: [{ batch: 'other', made: 0, voidedAt: null }], next: expect.any(String) })
    const [used, held, free] = (await shop.coupons('batch=letter')).map(({ code }) => code)
    await server.house.database.inStore(shop.storeId, async (db) => {
      await sql`update coupons set uses_taken = 1 where code = ${used}`.execute(db)
      await sql`update coupons set uses_held = 1 where code = ${held}`.execute(db)
    })
    for (let time = 0; time < 2; time += 1) expect(await shop.ask('DELETE', '/coupons/batches/letter')).toMatchObject({ status: 200, body: { voidedAt: '2026-01-05T10:00:00Z' } })
    const stand = async () => (await shop.coupons('batch=letter')).map(({ code, status }) => [code, status])
    expect(await stand()).toEqual([[used, 'used'], [held, 'held'], [free, 'void']])
    expect((await quoted(shop, { coupons: [free] })).body).toMatchObject({ toPayMinor: 1000, coupons: [{ isUsed: false }] })
    await server.house.database.inStore(shop.storeId, (db) => sql`update coupons set uses_held = 0 where code = ${held}`.execute(db))
    expect((await shop.coupons('batch=letter&status=void')).map(({ code }) => code)).toEqual([held, free])
    expect((await shop.ask('GET', '/coupons/batches/letter/codes')).text).toBe(`code,status\n${free},void\n${held},void\n${used},used\n`)
    await shop.ask('DELETE', '/coupons/batches/other')
    expect([await piece(), (await shop.ask('GET', '/coupons/batches/other')).body]).toMatchObject([0, { wanted: 0, made: 0 }])
    expect(await shop.ask('DELETE', '/coupons/batches/none')).toMatchObject({ status: 404 })
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestServer, type OpenedStore, type TestServer } from '#server/app/testing'
import { openImporting, PROGRAM } from './testing.ts'

let server: TestServer
let store: OpenedStore
beforeAll(async () => {
  server = await openTestServer()
}, 120_000)
afterAll(() => server?.close())
beforeEach(async () => {
  store = await server.openStore({ document: PROGRAM })
})
const { ask, send, piece, check, run, bring } = openImporting({ ask: (...asked) => server.ask(...asked), get house() { return server.house } } as TestServer, () => store)

/** In GBK: 会员编号,姓名,邮箱,手机,生日,会员等级,等级到期日,积分,积分到期日,标签,接受邮件营销,备注 and A001,王小明,Xiaoming@Example.com,13800138000,1990年7月14日,金卡,2026/12/31,"1,250",2026-06-30,VIP；老客,是,老客户. */
const GBK = Buffer.from('bbe1d4b1b1e0bac52cd0d5c3fb2cd3cacfe42ccad6bbfa2cc9fac8d52cbbe1d4b1b5c8bcb62cb5c8bcb6b5bdc6dac8d52cbbfdb7d62cbbfdb7d6b5bdc6dac8d52cb1eac7a92cbdd3cadcd3cabcfed3aacffa2cb1b8d7a20a413030312ccdf5d0a1c3f72c5869616f6d696e67404578616d706c652e636f6d2c31333830303133383030302c31393930c4ea37d4c23134c8d52cbdf0bfa82c323032362f31322f33312c22312c323530222c323032362d30362d33302c564950a3bbc0cfbfcd2ccac72cc0cfbfcdbba70a', 'hex')

const active = async (member: string): Promise<number> => ((await ask(`GET /members/${member}?at=2026-01-05T11:00:00Z`)).body as { units: Record<string, { active: number }> }).units['points']?.active ?? 0
const members = async (): Promise<number> => ((await ask('GET /members')).body['members'] as unknown[]).length
const NOTHING = { made: 0, changed: 0, unchanged: 0, refused: 0, points: 0, consents: 0 }

describe('a file from Excel in China', () => {
  test('is understood, checked and brought in: who they are, what they have and why, what they agreed to', async () => {
    const id = await send(GBK, 50)
    expect((await ask(`GET /imports/${id}/sample`)).body).toMatchObject({ encoding: 'gb18030', delimiter: ',', isMasked: false, columns: [{ heading: '会员编号', field: 'externalId', examples: ['A001'] }, { heading: '姓名', field: 'name' }, { field: 'email' }, { field: 'phone' }, { field: 'birthday' }, { field: 'level' }, { field: 'levelUntil' }, { field: 'points' }, { field: 'pointsUntil' }, { field: 'tags' }, { field: 'consentEmail' }, { heading: '备注', field: null }] })
    expect(await check(id, { phoneCountry: 'CN' })).toEqual({ ...NOTHING, made: 1, points: 1250, consents: 1 })
    expect(await members()).toBe(0)
    expect(await run(id)).toEqual({ ...NOTHING, made: 1, points: 1250, consents: 1 })
    expect((await ask('GET /members/A001/profile')).body).toMatchObject({ name: '王小明', email: 'Xiaoming@example.com', phone: '+8613800138000', birthday: '1990-07-14', tags: ['VIP', '老客'], externalIds: ['A001'] })
    expect((await ask('GET /members/A001?at=2026-01-05T11:00:00Z')).body).toMatchObject({ level: 'gold', tracks: { main: { byHand: true, validUntil: '2027-01-01T00:00:00Z' } }, units: { points: { active: 1250, earned: 1250 } } })
    expect((await ask('GET /members/A001/lots?at=2026-01-05T11:00:00Z')).body).toMatchObject({ lots: [{ amount: 1250, expiresOn: '2026-06-30', sourceId: expect.stringMatching(/^import\/shopline\/opening\/mem_/) }] })
    expect((await ask('GET /members/A001/explanations?locale=en')).body['sentences']).toEqual(expect.arrayContaining([expect.stringContaining('1,250 points: Opening balance from Shopline')]))
    expect((await ask('GET /members/A001/consents')).body).toMatchObject({ consents: [{ channel: 'email', purpose: 'marketing', isGiven: true, source: 'import:shopline', textVersion: 'Shopline 2024' }] })
  })

  test('welcomes nobody: no gift, no coupon, no mail, and nothing says that they joined', async () => {
    await bring('id,points,email\nA1,10,a1@example.com\n')
    expect((await ask('GET /coupons?member=A1')).body['coupons']).toEqual([])
    expect((await ask('GET /mails')).body['mails']).toEqual([])
    expect(await active('A1')).toBe(10)
    const { text } = await ask('GET /feed')
    expect(text).not.toContain('member.joined')
    expect(text).toContain('import/shopline/opening/')
    // An order of the days before, told of afterwards, is no reason to.
    const order = { id: '1', currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 900 }] }
    expect((await ask('POST /events', { source: 'shop', id: 'o1', type: 'order.paid', member: 'A1', occurredAt: '2026-01-04T10:00:00Z', order })).status).toBe(201)
    expect((await ask('GET /coupons?member=A1')).body['coupons']).toEqual([])
  })
})

describe('whatever separates cells', () => {
  test.each([['a semicolon', ';'], ['a tab', '\t']])('%s is found, and quotes are kept together', async (_, sign) => {
    expect(await bring(`\uFEFFid${sign}name${sign}points\r\nA1${sign}"Doe${sign} ""Jo"""${sign}5\r\n`)).toMatchObject({ made: 1, points: 5 })
    expect((await ask('GET /members/A1/profile')).body['name']).toBe(sign === '\t' ? 'Doe "Jo"' : 'Doe; "Jo"')
  })
})

describe('rows that cannot be brought in', () => {
  const BAD = [
    'id,email,birthday,points,points expiry,level,accepts marketing', 'A1,a1@example.com,1990-01-02,10,,Gold,yes', 'A2,no address,1990-13-01,ten,,Platinum,maybe', ',,,5,,,', 'A1,,,7,,,', 'A3,a3@example.com,,-5,2020-01-01,,',
    'A4,a4@example.com,,5,2020-01-01,,', '"A5,oops,x', 'A6,a6@example.com,,,,,',
  ].join('\n')

  test('are told each with its line, its column, what was found and what would be right; the others are brought in', async () => {
    const id = await send(Buffer.from(BAD))
    expect(await check(id)).toMatchObject({ made: 2, refused: 6 })
    const problems = async (language: string) => (await server.ask('GET', `/api/v1/imports/${id}/problems`, { key: store.key, headers: { 'accept-language': language } })).body['problems'] as { line: number; column: string | null; found: string | null; code: string; wanted: string }[]
    const found = await problems('en')
    expect(found.map(({ line, column, found: what, code }) => [line, column, what, code])).toEqual([
      [3, 'email', 'no address', 'imports.bad_email'], [3, 'birthday', '1990-13-01', 'imports.bad_date'], [3, 'accepts marketing', 'maybe', 'imports.bad_truth'], [3, 'points', 'ten', 'imports.bad_points'], [3, 'level', 'Platinum', 'imports.bad_level'],
      [4, null, null, 'imports.nobody'], [5, null, 'A1', 'imports.twice'], [6, 'points', '-5', 'imports.points_below'], [7, 'points expiry', '2020-01-01', 'imports.day_over'], [8, null, null, 'imports.broken_quotes'],
    ])
    expect(found.find(({ code }) => code === 'imports.bad_level')?.wanted).toMatch(/gold \(Gold, 金卡\)/)
    expect((await problems('zh-CN')).find(({ code }) => code === 'imports.twice')?.wanted).toBe('这位会员在第 2 行已经出现过。')
    expect(await run(id)).toMatchObject({ made: 2, refused: 6 })
    const csv = (await ask(`GET /imports/${id}/refused`)).text
    expect(csv.startsWith('\uFEFFid,email,birthday,points,points expiry,level,accepts marketing,line,problem\r\nA2,no address,')).toBe(true)
    expect(csv).toContain('email: ')
    const chinese = (await server.ask('GET', `/api/v1/imports/${id}/refused`, { key: store.key, headers: { 'accept-language': 'zh-CN' } })).text
    expect([chinese.includes('email：'), chinese.includes('email: ')]).toEqual([true, false])
    expect(await active('A1')).toBe(10)
  })

  test('put right, are brought in by themselves', async () => {
    expect(await bring(BAD)).toMatchObject({ made: 2, refused: 6 })
    expect(await bring('id,email,birthday,points,points expiry,level,accepts marketing,line,problem\nA2,a2@example.com,1990-12-01,10,,Silver,no,3,email: This is no e-mail address\n')).toMatchObject({ made: 1, points: 10, consents: 1 })
  })

  test('are one row where two are about one member, though by an id and by an address', async () => {
    await bring('id,email,birthday\nA1,a1@example.com,07-14\n')
    expect(await bring('id,email,points,birthday\nA1,,50,1990-08-01\n,a1@example.com,60,\n')).toMatchObject({ changed: 1, refused: 1, points: 50 })
    expect([await active('A1'), (await ask('GET /members/A1/profile')).body['birthday']]).toEqual([50, '07-14'])
  })

  test('are refused whole where a row is about two members, and nothing of it stays', async () => {
    await bring('id,email,points\nA1,a1@example.com,\nA2,a2@example.com,\n')
    expect(await bring('id,email,points\nA1,a2@example.com,50\nA3,a3@example.com,5\n')).toMatchObject({ made: 1, refused: 1, points: 5 })
    expect(await active('A1')).toBe(0)
  })
})

describe('whoever does not see personal data', () => {
  test('sees of cells their first letters alone, and whoever brought the file sees it whole', async () => {
    const other = await store.newKey(['imports:run', 'members:write', 'activity:record'])
    const id = await send(Buffer.from('id,email,note\nA1,anna@,secret\n'))
    await check(id)
    const sample = (await ask(`GET /imports/${id}/sample`, undefined, other)).body
    expect([sample['isMasked'], (sample['columns'] as { examples: string[] }[]).map(({ examples }) => examples)]).toEqual([true, [['A1'], ['a•••'], ['s•••']]])
    expect((await ask(`GET /imports/${id}/problems`, undefined, other)).body).toMatchObject({ isMasked: true, problems: [{ found: 'a•••' }] })
    expect((await ask(`GET /imports/${id}/refused`, undefined, other)).text).not.toMatch(/anna@,|secret/)
    expect((await ask(`GET /imports/${id}/problems`)).body).toMatchObject({ isMasked: false, problems: [{ found: 'anna@' }] })
  })

  test('has no import of another store, and may begin none without the right', async () => {
    const id = await send(Buffer.from('id\nA1\n'))
    const other = await server.openStore()
    for (const request of [`GET /imports/${id}`, `GET /imports/${id}/sample`, `GET /imports/${id}/problems`, `GET /imports/${id}/refused`, `DELETE /imports/${id}`]) expect((await ask(request, undefined, other.key)).body, request).toMatchObject({ status: 404, code: 'imports.unknown' })
    expect((await ask(`POST /imports/${id}/runs`, {}, other.key)).status).toBe(404)
    expect((await ask('POST /imports', { name: 'x', bytes: 1 }, await store.newKey(['members:write', 'jobs:run']))).status).toBe(403)
    expect((await ask('POST /imports', { name: 'x', bytes: 1 }, await store.newKey(['imports:run']))).status).toBe(403)
    const noPoints = await store.newKey(['imports:run', 'members:write'])
    expect((await ask(`POST /imports/${id}/checks`, { encoding: 'utf-8', delimiter: ',', columns: ['externalId', 'points'], source: 'x', reason: 'r' }, noPoints)).body).toMatchObject({ status: 403, code: 'http.no_permission' })
  })
})

describe('what a file must be', () => {
  test('is asked for before anything is done: who a row is about, a reason, a text', async () => {
    const id = await send(Buffer.from('name,points,email consent\nA,1,yes\n'))
    const { status, body } = await ask(`POST /imports/${id}/checks`, { encoding: 'utf-8', delimiter: ',', columns: ['name', 'points', 'consentEmail'], source: 'x' })
    expect([status, (body['errors'] as { path: string }[]).map(({ path }) => path)]).toEqual([422, ['columns', 'consentText', 'reason']])
    expect((await ask(`POST /imports/${id}/runs`, {})).body).toMatchObject({ status: 409, code: 'imports.not_now' })
  })

  test('comes in the order of its pieces, once each, and is gone when it is over', async () => {
    const { body } = await ask('POST /imports', { name: 'x', bytes: 6 })
    const id = body['import'] as string
    const put = (number: number, text: string) => ask(`POST /imports/${id}/pieces`, { number, content: Buffer.from(text).toString('base64') })
    expect((await put(2, 'A1\n')).body).toMatchObject({ code: 'imports.piece_out_of_turn' })
    expect((await put(1, 'id\n')).body).toMatchObject({ status: 'uploading', received: 3 })
    expect((await put(1, 'id\n')).body).toMatchObject({ received: 3 })
    expect((await put(2, 'A1\nA2\n')).body).toMatchObject({ code: 'imports.too_long' })
    expect((await put(2, 'A1\n')).body).toMatchObject({ status: 'uploaded', received: 6, encoding: 'utf-8', delimiter: ',' })
    expect((await ask(`DELETE /imports/${id}`)).body).toMatchObject({ status: 'cancelled' })
    expect((await ask(`GET /imports/${id}/sample`)).body).toMatchObject({ code: 'imports.not_now' })
  })

  test('is gone a week after its end, and so is one that nobody went on with', async () => {
    const id = await send(Buffer.from('id\nA1\n'))
    await piece(Date.parse('2026-01-12T09:59:59Z'))
    expect((await ask(`GET /imports/${id}`)).status).toBe(200)
    await piece(Date.parse('2026-01-12T10:00:00Z'))
    expect((await ask(`GET /imports/${id}`)).status).toBe(404)
  })

  test('stays while it is worked on, however old it is', async () => {
    const late = Date.parse('2026-01-13T10:00:00Z')
    const id = await send(Buffer.from(`id\n${Array.from({ length: 25 }, (_, n) => `L${n}`).join('\n')}\n`))
    await check(id)
    await ask(`POST /imports/${id}/runs`, {})
    await piece(late)
    expect((await ask(`GET /imports/${id}`)).body).toMatchObject({ status: 'running' })
    while (await piece(late));
    expect((await ask(`GET /imports/${id}`)).body).toMatchObject({ status: 'done', tally: { made: 25 } })
  })
})

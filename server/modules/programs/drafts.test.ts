import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'

const TEXT = `# the summer's rules
program:   plain
name: Plain
currency: EUR
zone: UTC
markets: { eu: { currency: EUR, earn: "1" } }
earn:
  - { id: purchase, on: order.paid, rate: "2" }   # double points
expiry: { after: { years: 1 } }
`

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server?.close())

type Ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, ...sent: [body?: unknown, locale?: string]) => Promise<Answered>

async function openStore(): Promise<{ ask: Ask; storeId: string }> {
  const { key, storeId } = await server.openStore()
  return { storeId, ask: (method, path, ...[body, locale = 'en']) => server.ask(method, `/api/v1/programs${path}`, { key, headers: { 'accept-language': locale }, ...(body === undefined ? {} : { body }) }) }
}

async function draftIn(ask: Ask, program: unknown = TEXT): Promise<string> {
  const { status, body } = await ask('POST', '/drafts', { name: 'Summer', program })
  expect(status).toBe(201)
  return body['draft'] as string
}

describe('a draft', () => {
  test('is kept to the letter, as a text or as a document in its own order', async () => {
    const { ask } = await openStore()
    const document = { zone: 'UTC', program: 'plain', name: 'Small shop', markets: { us: {}, de: {} } }
    const [text, other] = [await draftIn(ask), await draftIn(ask, document)]
    expect((await ask('GET', `/drafts/${text}`)).body).toMatchObject({ name: 'Summer', revision: 1, program: TEXT, isValid: true, problems: [] })
    expect(JSON.stringify((await ask('GET', `/drafts/${other}`)).body['program'])).toBe(JSON.stringify(document))
  })

  test('may have mistakes, which come with every answer, each with its path and its line', async () => {
    const { ask } = await openStore()
    const wrong = TEXT.replace('zone: UTC', 'zone: Mars/Base')
    const made = await ask('POST', '/drafts', { name: 'Summer', program: wrong })
    expect(made.body).toMatchObject({ isValid: false, problems: [{ severity: 'mistake', path: 'zone', line: 5, code: 'unknown_zone' }] })
    const fixed = await ask('PATCH', `/drafts/${made.body['draft'] as string}`, { revision: 1, program: TEXT })
    expect(fixed).toMatchObject({ status: 200, body: { revision: 2, isValid: true, problems: [], program: TEXT, name: 'Summer' } })
    expect((await ask('POST', '/drafts', { name: 'Summer', program: wrong }, 'zh-CN')).body['problems']).toMatchObject([{ message: expect.stringMatching(/时区/) }])
  })

  test('is one of a hundred at most, though more come at once; whoever deletes one may make another', async () => {
    const { ask } = await openStore()
    const made = await Promise.all(Array.from({ length: 103 }, () => ask('POST', '/drafts', { name: 'Summer', program: TEXT })))
    expect(made.filter(({ status }) => status === 201)).toHaveLength(100)
    expect(made.filter(({ status }) => status !== 201)).toMatchObject([1, 2, 3].map(() => ({ status: 409, body: { code: 'programs.too_many_drafts', details: { most: 100 } } })))
    const [draft] = made.flatMap(({ status, body }) => (status === 201 ? [body['draft'] as string] : []))
    expect(await ask('PATCH', `/drafts/${draft}`, { revision: 1, name: 'Autumn' })).toMatchObject({ status: 200 })
    await ask('DELETE', `/drafts/${draft}`)
    await draftIn(ask)
    await draftIn((await openStore()).ask)
  })

  test('is listed in pages, and gone once it is deleted', async () => {
    const { ask } = await openStore()
    const made = [await draftIn(ask), await draftIn(ask), await draftIn(ask)].sort()
    const first = await ask('GET', '/drafts?limit=2')
    const last = await ask('GET', `/drafts?limit=2&after=${first.body['next'] as string}`)
    const listed = [first, last].flatMap(({ body }) => body['drafts'] as { draft: string }[])
    expect(listed.map(({ draft }) => draft)).toEqual(made)
    expect(last.body['next']).toBe(null)
    expect(await ask('DELETE', `/drafts/${made[0]}`)).toMatchObject({ status: 200, body: { draft: made[0] } })
    for (const method of ['GET', 'DELETE'] as const) expect(await ask(method, `/drafts/${made[0]}`)).toMatchObject({ status: 404, body: { code: 'programs.draft_unknown' } })
  })

  test('that somebody else changed meanwhile is not written over: of ten at once one wins, and the others are told both revisions', async () => {
    const { ask } = await openStore()
    const draft = await draftIn(ask)
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => ask('PATCH', `/drafts/${draft}`, { revision: 1, name: `Name ${n}` })))
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    for (const lost of answers.filter((answer) => answer !== won[0])) {
      expect(lost).toMatchObject({ status: 409, body: { code: 'programs.draft_changed', details: { draft, sent: 1, current: 2 } } })
    }
    expect((await ask('GET', `/drafts/${draft}`)).body).toMatchObject({ revision: 2, name: won[0]?.body['name'] })
    expect((await ask('POST', `/drafts/${draft}/publications`, { revision: 1 })).body).toMatchObject({ code: 'programs.draft_changed' })
  })

  test('of another store is not there, whatever is asked of it', async () => {
    const [ours, theirs] = [await openStore(), await openStore()]
    const draft = await draftIn(theirs.ask)
    const asked = [['GET', `/drafts/${draft}`], ['DELETE', `/drafts/${draft}`], ['PATCH', `/drafts/${draft}`, { revision: 1, name: 'Ours' }], ['POST', `/drafts/${draft}/publications`, {}], ['GET', `/diffs?from=1&to=${draft}`], ['POST', `/drafts/${draft}/impacts`, {}]] as const
    for (const [method, path, body] of asked) expect(await ours.ask(method, path, body), `${method} ${path}`).toMatchObject({ status: 404, body: { code: 'programs.draft_unknown' } })
    expect((await ours.ask('GET', '/drafts')).body).toEqual({ drafts: [], next: null })
    expect((await theirs.ask('GET', `/drafts/${draft}`)).body).toMatchObject({ revision: 1, name: 'Summer' })
  })

  test.each([
    [{ name: 'Summer' }, 'program'], [{ name: 'Summer', program: 7 }, 'program'], [{ name: 'two\nlines', program: TEXT }, 'name'], [{ name: 'Summer', program: TEXT, mode: 'all' }, 'mode'],
  ])('of a wrong shape is refused with the path: %#', async (body, path) => {
    const { ask } = await openStore()
    expect(await ask('POST', '/drafts', body)).toMatchObject({ status: 422, body: { errors: [{ path }] } })
  })
})

describe('publishing a draft', () => {
  test('is publishing its document: the version has it, and the text as it was written', async () => {
    const { ask } = await openStore()
    const draft = await draftIn(ask)
    const published = await ask('POST', `/drafts/${draft}/publications`, { mode: 'upgrades_only', from: '2026-02-01T00:00:00Z' })
    expect(published).toMatchObject({ status: 201, body: { version: 2, from: '2026-02-01T00:00:00Z', warnings: [] } })
    expect((await ask('GET', '/2')).body).toMatchObject({
      version: 2, name: 'Plain', mode: 'upgrades_only', from: '2026-02-01T00:00:00Z', publishedAt: '2026-01-05T10:00:00Z', text: TEXT, document: { earn: [{ id: 'purchase', rate: '2' }] },
    })
    expect((await ask('GET', '/1')).body).toMatchObject({ version: 1, from: null, text: null, document: { program: 'plain' } })
    expect((await ask('GET', `/drafts/${draft}`)).body).toMatchObject({ revision: 1 })
  })

  test('is refused as publishing its document is: with mistakes, for the past, before another', async () => {
    const { ask } = await openStore()
    const [wrong, right] = [await draftIn(ask, TEXT.replace('EUR\n', 'ERU\n')), await draftIn(ask)]
    expect(await ask('POST', `/drafts/${wrong}/publications`, {})).toMatchObject({ status: 422, body: { code: 'programs.wrong', errors: [{ path: 'currency', line: 4 }] } })
    expect(await ask('POST', `/drafts/${right}/publications`, { from: '2026-01-05T09:59:59Z' })).toMatchObject({ status: 409, body: { code: 'programs.publication_before_commit' } })
    expect(await ask('POST', `/drafts/${right}/publications`, { from: '2026-03-01T00:00:00Z' })).toMatchObject({ status: 201 })
    expect(await ask('POST', `/drafts/${right}/publications`, {})).toMatchObject({ status: 409, body: { code: 'programs.publication_out_of_order' } })
    expect((await ask('GET', '')).body['programs']).toHaveLength(2)
  })

  test.each(['0', '3', '01', '1.5', 'first', '99999999999999999999', 'drafts-of-mine'])('version %s of a store that has one is not there', async (version) => {
    const { ask } = await openStore()
    expect(await ask('GET', `/${version}`)).toMatchObject({ status: 404, body: { code: 'programs.version_unknown', details: { version } } })
  })
})

describe('comparing programs', () => {
  test('tells path by path what changed between a version and a draft, in the language asked for', async () => {
    const { ask } = await openStore()
    const draft = await draftIn(ask)
    const { body } = await ask('GET', `/diffs?from=1&to=${draft}`)
    expect(body).toEqual({ from: '1', to: draft, changes: [{ kind: 'changed', path: 'earn[purchase].rate', before: 'market', after: '2', message: 'Rule “purchase”: “Rate” was “The rate of the market” and is now 2.' }] })
    expect((await ask('GET', `/diffs?from=${draft}&to=1&locale=zh`)).body['changes']).toMatchObject([{ before: '2', after: 'market', message: '积分规则“purchase”：“积分比例”由 2 改为 按各市场的积分比例。' }])
    expect((await ask('GET', '/diffs?from=1&to=1')).body['changes']).toEqual([])
  })

  test('takes a draft with mistakes, and refuses one whose text cannot be read, with the line', async () => {
    const { ask } = await openStore()
    const [wrong, broken] = [await draftIn(ask, TEXT.replace('UTC', 'Mars/Base')), await draftIn(ask, 'program: [plain\n')]
    expect((await ask('GET', `/diffs?from=1&to=${wrong}`)).body['changes']).toMatchObject([{ path: 'zone', after: 'Mars/Base' }, { path: 'earn[purchase].rate' }])
    expect(await ask('GET', `/diffs?from=${broken}&to=1`)).toMatchObject({ status: 422, body: { code: 'programs.unreadable', errors: [{ line: expect.any(Number) }] } })
    expect(await ask('GET', '/diffs?from=1')).toMatchObject({ status: 422, body: { errors: [{ path: 'to' }] } })
  })
})

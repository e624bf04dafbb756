import { afterEach, describe, expect, test, vi } from 'vitest'
import { placeOf } from './place.ts'
import { openSession } from './session.ts'

const PLACE = placeOf('https://points.example/m/reef/widget.js?market=us')

function storageOf(): { items: Map<string, string>; storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> } {
  const items = new Map<string, string>()
  return { items, storage: { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value), removeItem: (key) => void items.delete(key) } }
}

afterEach(() => vi.unstubAllGlobals())

/** The server of the network: what it answers to a hand-over. */
function answers(status: number, body: object): Request[] {
  const asked: Request[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push(new Request(url, init))
    return Response.json(body, { status })
  })
  return asked
}

describe('a hand-over', () => {
  test('becomes a session of the tab, once', async () => {
    const asked = answers(200, { token: 'rm_1' })
    const { items, storage } = storageOf()
    const session = openSession(PLACE, storage)
    expect([await session.handOver('signed'), await session.handOver('signed'), session.token()]).toEqual([true, true, 'rm_1'])
    expect(asked.map(({ url, headers }) => [url, headers.get('rockpool-store'), headers.get('authorization')])).toEqual([['https://points.example/api/v1/sessions', 'reef', null]])
    expect(openSession(PLACE, storage).token()).toBe('rm_1')
    session.end()
    expect([...items]).toEqual([])
  })

  const signedFor = (sub: string, id: string): string => `h.${btoa(JSON.stringify({ sub, jti: id }))}.s`

  test('of the same customer on the next page is the same session; of another it is theirs, or nobody’s while the server is busy', async () => {
    const { storage } = storageOf()
    const asked = answers(200, { token: 'rm_ada' })
    await openSession(PLACE, storage).handOver(signedFor('ada', '1'))
    const session = openSession(PLACE, storage)
    expect([await session.handOver(signedFor('ada', '2')), session.token(), asked.length]).toEqual([true, 'rm_ada', 1])
    answers(503, {})
    expect([await session.handOver('unreadable'), session.token()]).toEqual([false, 'rm_ada'])
    expect([await session.handOver(signedFor('bob', '3')), session.token()]).toEqual([false, null])
    answers(200, { token: 'rm_bob' })
    expect([await session.handOver(signedFor('bob', '3')), session.lose('rm_ada'), session.lose('rm_bob'), session.token()]).toEqual([true, false, true, null])
  })

  test('that was used is not asked again', async () => {
    const asked = answers(401, { code: 'logins.handover_refused' })
    const session = openSession(PLACE, null)
    expect([await session.handOver('used'), await session.handOver('used'), asked.length]).toEqual([false, false, 1])
  })

  test('that does not hold signs nobody in, and out whoever was', async () => {
    answers(200, { token: 'rm_1' })
    const session = openSession(PLACE, null)
    await session.handOver('signed')
    answers(401, { code: 'logins.handover_refused', title: 'No.' })
    expect([await session.handOver('other'), session.token()]).toEqual([false, null])
  })
})

test('of hand-overs at once, and of one and a sign-out, the later counts, whichever is answered first', async () => {
  const answered = new Map<string, (token: string) => void>()
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    const { token } = JSON.parse(String(init.body)) as { token: string }
    return Response.json({ token: await new Promise<string>((resolve) => answered.set(token, resolve)) })
  })
  const { items, storage } = storageOf()
  const session = openSession(PLACE, storage)
  const [first, second] = [session.handOver('ada'), session.handOver('bob')]
  answered.get('bob')?.('rm_bob')
  await second
  answered.get('ada')?.('rm_ada')
  expect([await first, session.token()]).toEqual([false, 'rm_bob'])
  const third = session.handOver('cy')
  session.end()
  answered.get('cy')?.('rm_cy')
  expect([await third, session.token(), [...items]]).toEqual([false, null, []])
})

test.each(['https://points.example/widget.js', 'https://points.example/m/'])('%s is of no shop', (address) => {
  expect(() => placeOf(address)).toThrow('is not below /m/<shop>/')
})

test('what was stored by somebody else is nobody’s session', () => {
  const { items, storage } = storageOf()
  for (const text of ['', '{', '[]', '{"token":1}', 'null']) {
    items.set('rockpool:reef', text)
    expect(openSession(PLACE, storage).token()).toBe(null)
  }
})

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { dayText, type Instant } from '#engine/calendar'
import { lotViews, viewOf } from '#engine/member/view'
import { openTestServer, type Answered, type TestServer } from '#server/app/testing'
import { createKey, PERMISSIONS, type Permission } from '#server/modules/keys/index'
import { requireMember } from '#server/modules/members/index'
import { publishProgram } from '#server/modules/programs/index'
import { advanceStore } from './advance-store.ts'
import { readState } from './read-state.ts'
import { openTestStore, paid, type TestStore } from './testing.ts'

vi.setConfig({ testTimeout: 60_000 })

const DAY = 86_400_000
const MEMBERS = Array.from({ length: 23 }, (_, n) => `shopper-${String(n).padStart(2, '0')}`)
const BASE = {
  program: 'shop', name: 'Shop', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: '1', redeem: { points: 3, worth: '0.01' } } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
  tiers: [{ id: 'status', levels: [{ id: 'base' }, { id: 'silver', entry: { spend: '100', window: { rolling: { days: 30 } } } }, { id: 'gold', entry: { spend: '300' } }] }],
}
/** Other thresholds, points for entering a level, and an end for points that had none. */
const DRAFT = {
  ...BASE, expiry: { after: { days: 10 } }, earn: [...BASE.earn, { id: 'entry', on: 'tier.entered', points: 40 }],
  tiers: [{ id: 'status', levels: [{ id: 'base' }, { id: 'silver', entry: { spend: '60' } }, { id: 'gold', entry: { spend: '350' } }] }],
}

let server: TestServer
beforeAll(async () => { server = await openTestServer() }, 120_000)
afterAll(() => server?.close())

type Scene = TestStore & { from: Instant; draft: string; ask: (body: object, key?: string) => Promise<Answered>; newKey: (scopes: readonly Permission[]) => Promise<string> }

/** A store whose members bought for $20, $40 … $460, the later ones last; and a draft. */
async function openScene(): Promise<Scene> {
  const store = await openTestStore(server.world, BASE)
  await store.record(MEMBERS.map((externalId, n) => ({ member: { externalId }, event: store.event(`order-${n}`, paid(`o-${n}`, 2_000 * (n + 1)), n * 60) })))
  const newKey = async (scopes: readonly Permission[]) => (await store.inStore((ctx) => createKey(ctx, { name: 'Test', scopes: [...scopes] }))).secret
  const key = await newKey(PERMISSIONS)
  const made = await server.ask('POST', '/api/v1/programs/drafts', { key, body: { name: 'Autumn', program: DRAFT } })
  const draft = made.body['draft'] as string
  return { ...store, from: store.began + 2 * DAY, draft, newKey, ask: (body, other = key) => server.ask('POST', `/api/v1/programs/drafts/${draft}/impacts`, { key: other, body }) }
}

const iso = (at: Instant) => new Date(at).toISOString()

/** What each member has and is at an instant, as it is read of them. */
function membersAt({ inStore }: TestStore, at: Instant) {
  return inStore(async (ctx) => {
    const found = []
    for (const name of MEMBERS) {
      const { state, timeline } = await readState(ctx, { memberId: await requireMember(ctx, name), allLots: true })
      found.push({ name, level: viewOf(timeline, state).level, lots: new Map(lotViews(timeline, state, state.lots.values()).map((lot) => [lot.id, lot])) })
    }
    return found
  }, at)
}

type Seen = Awaited<ReturnType<typeof membersAt>>
type Counted = { moves: Record<string, string[]>; ending: Record<string, number>; ends: string[]; lost: number; left: [number, number] }

/** The same figures as a preview has, from members that lived on without the draft and with it. */
function difference(without: Seen, withDraft: Seen): Counted {
  const counted: Counted = { moves: {}, ending: {}, ends: [], lost: 0, left: [0, 0] }
  for (const [n, { name, level, lots }] of without.entries()) {
    const after = withDraft[n] as Seen[number]
    if (level !== after.level) (counted.moves[`${level}>${after.level}`] ??= []).push(name)
    for (const lot of lots.values()) counted.left[0] += lot.left
    for (const lot of after.lots.values()) counted.left[1] += lot.left
    for (const [id, lot] of lots) {
      const now = after.lots.get(id)
      counted.lost += lot.left - (now?.left ?? 0)
      if (now === undefined || lot.expiresOn !== null || now.expiresOn === null) continue
      counted.ending[name] = (counted.ending[name] ?? 0) + now.left
      counted.ends.push(dayText(now.expiresOn))
    }
  }
  return counted
}

describe('the impact of a draft', () => {
  test.each([['all', 0], ['all', 11], ['upgrades_only', 0], ['upgrades_only', 11], ['new_periods', 0], ['new_periods', 40]] as const)('is what comes of it once it is published: %s, after %i days', async (mode, days) => {
    const [foretold, lived, other] = [await openScene(), await openScene(), await openScene()]
    const at = foretold.from + days * DAY
    const { status, body } = await foretold.ask({ mode, from: iso(foretold.from), at: iso(at), named: 100 })
    expect(status).toBe(200)
    await lived.inStore((ctx) => publishProgram(ctx, { document: DRAFT, from: lived.from, mode }))
    for (const store of [lived, other]) await advanceStore({ database: server.world.database }, { storeId: store.storeId, until: at })
    const counted = difference(await membersAt(other, at), await membersAt(lived, at))
    const moves = body['moves'] as { from: string[]; to: string[]; members: number; named: string[] }[]
    expect(Object.fromEntries(moves.map(({ from, to, named }) => [`${from[0]}>${to[0]}`, named.toSorted()]))).toEqual(counted.moves)
    expect(moves.map(({ members }) => members)).toEqual(moves.map(({ named }) => named.length))
    const points = Object.values(counted.ending).reduce((sum, left) => sum + left, 0)
    expect(body['ending']).toMatchObject({ members: Object.keys(counted.ending).length, points, firstLastDay: counted.ends.sort()[0] ?? null })
    expect(body['lost']).toMatchObject({ points: counted.lost })
    // A point costs a third of a cent; the sum is rounded once.
    expect(body['liability']).toEqual({ currency: 'USD', beforeMinor: Math.round(counted.left[0] / 3), afterMinor: Math.round(counted.left[1] / 3) })
    expect(body).toMatchObject({ members: { looked: MEMBERS.length, all: MEMBERS.length }, version: 2, mode, next: null })
  })

  test('something moves, ends and is lost in what was just compared', async () => {
    const { ask, from } = await openScene()
    const [first, later] = [await ask({ mode: 'all', from: iso(from) }), await ask({ mode: 'all', from: iso(from), at: iso(from + 11 * DAY) })]
    expect(first.body['moves']).toHaveLength(2)
    expect(first.body).toMatchObject({ ending: { members: 23, points: 5_520 }, lost: { points: 0 } })
    expect(later.body).toMatchObject({ ending: { points: 0 }, lost: { members: 23, points: 5_520, costMinor: 1_840 } })
  })

  test('is the same in pages as in one go, and says how far it is', async () => {
    const { ask, from } = await openScene()
    const asked = { mode: 'all', from: iso(from), named: 2 }
    const { body: whole } = await ask(asked)
    let page = (await ask({ ...asked, members: 7 })).body
    const looked = [page['members']]
    while (page['next'] !== null) looked.push((page = (await ask({ members: 7, after: page['next'] })).body)['members'])
    expect(looked).toEqual([7, 14, 21, 23].map((count) => ({ looked: count, all: 23 })))
    expect(page).toEqual(whole)
    for (const { named } of page['moves'] as { named: string[] }[]) expect(named.length).toBeLessThanOrEqual(2)
  })

  test('does not go on with a draft that was changed, nor past another publication', async () => {
    const scene = await openScene()
    const { body: { next } } = await scene.ask({ members: 5 })
    const key = await scene.newKey(PERMISSIONS)
    await server.ask('PATCH', `/api/v1/programs/drafts/${scene.draft}`, { key, body: { revision: 1, name: 'Winter' } })
    expect(await scene.ask({ after: next })).toMatchObject({ status: 409, body: { code: 'programs.draft_changed', details: { sent: 1, current: 2 } } })
    const { body: { next: second } } = await scene.ask({ members: 5, from: iso(scene.from + DAY) })
    await scene.inStore((ctx) => publishProgram(ctx, { document: BASE, from: scene.from }))
    expect(await scene.ask({ after: second })).toMatchObject({ status: 409, body: { code: 'programs.published_meanwhile', details: { version: 2 } } })
  })

  test.each([
    [{ after: 'bm9uc2Vuc2U' }, 'after'], [{ after: 'eyJwcmV2aWV3Ijp7fX0' }, 'after'], [{ at: '2026-01-01T00:00:00Z' }, 'at'], [{ members: 0 }, 'members'], [{ members: 10_001 }, 'members'], [{ named: 101 }, 'named'], [{ mode: 'some' }, 'mode'],
  ])('refuses %j with the path', async (body, path) => {
    const { ask } = await openScene()
    expect(await ask(body)).toMatchObject({ status: 422, body: { errors: [{ path }] } })
  })

  test('goes on as it began, and says so where the next request asks for something else', async () => {
    const { ask } = await openScene()
    const { body: { next } } = await ask({ members: 5, mode: 'all' })
    expect(await ask({ after: next, mode: 'upgrades_only' })).toMatchObject({ status: 422, body: { errors: [{ path: 'mode' }] } })
  })

  test('names nobody to a key that may not read members', async () => {
    const { ask, newKey } = await openScene()
    const key = await newKey(['programs:read'])
    expect(await ask({}, key)).toMatchObject({ status: 403, body: { details: { permission: 'activity:read' } } })
    const { status, body } = await ask({ named: 0, from: '2026-01-07T10:00:00Z' }, key)
    expect([status, (body['moves'] as { named: string[] }[]).flatMap(({ named }) => named)]).toEqual([200, []])
  })
})

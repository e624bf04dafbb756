import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { requireMember } from '#server/modules/members/index'
import { publishProgram, readTimeline } from '#server/modules/programs/index'
import { rebuildMember } from './index.ts'
import { openTestStore, paid, type TestStore } from './testing.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

/** A point for a dollar, and from the next version on two, then three …: which version judged an order shows in its points. */
const programOf = (rate: number) => ({ program: 'plain', name: 'Plain', currency: 'USD', zone: 'UTC', markets: { us: { currency: 'USD', earn: String(rate) } }, earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }] })

let world: TestWorld
beforeAll(async () => {
  world = await openTestWorld()
})
afterAll(() => world?.close())

const deviationsOf = (store: TestStore, member: string) => store.inStore(async (ctx) => rebuildMember(ctx, await requireMember(ctx, member)))

test('a program that is published now begins behind an event of a clock that is ahead', async () => {
  const store = await openTestStore(world, programOf(1))
  await store.tell('ada', store.event('o1', paid('1', 10_00), 4))
  const ahead = store.began + 4 * 60_000
  const { from } = await store.inStore((ctx) => publishProgram(ctx, { document: programOf(2) }))
  expect(from).toBe(ahead + 1_000)
  expect(await store.tell('ada', { ...store.event('o2', paid('2', 10_00)), at: from })).toMatchObject({ balances: { points: { active: 30 } } })
  expect(await deviationsOf(store, 'ada')).toEqual([])
  await expect(store.inStore((ctx) => publishProgram(ctx, { document: programOf(3), from }))).rejects.toMatchObject({ kind: 'conflict', code: 'programs.publication_before_commit' })
})

test('orders while programs are published, one after the other, are judged as they are when worked out anew', async () => {
  const store = await openTestStore(world, programOf(1))
  const members = ['ada', 'bob', 'cat', 'dan']
  const ROUNDS = 40
  let minute = 0
  const publishing = (async () => {
    for (let rate = 2, last = 0; minute < ROUNDS; await new Promise((wait) => setTimeout(wait, 5))) {
      if (minute === last) continue
      last = minute
      await store.inStore((ctx) => publishProgram(ctx, { document: programOf(rate++) }), store.began + minute * 60_000)
    }
  })()
  for (let round = 0; round < ROUNDS; round++) {
    minute = round
    await Promise.all(members.map((member) => store.tell(member, { ...store.event(`${member}${round}`, paid(`${member}${round}`, 10_00), round), at: store.began + round * 60_000 + 1 })))
  }
  minute = ROUNDS
  await publishing
  expect((await store.inStore(readTimeline)).length).toBeGreaterThan(10)
  for (const member of members) expect(await deviationsOf(store, member)).toEqual([])
})

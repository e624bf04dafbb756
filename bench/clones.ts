import type { Instant } from '#engine/calendar'
import type { EventBody } from '#engine/member/event'
import { openRecorder } from '#server/modules/activity/index'
import { requireMember } from '#server/modules/members/index'
import { secondsOf, progress } from './measure.ts'
import { cloneMembers, settle, TABLES } from './seed.store.ts'
import { ACTOR, openShop, type Shop, type World } from './world.ts'

const DAY = 86_400_000
const TEMPLATE = 'template'

/** By then the points of the copies' last order are due to become active: 30 days after it, which was 29 days before the beginning. */
export function dueBy({ began }: World): Instant {
  return began + 3 * DAY
}

/** A store whose members all are copies of one: three old orders whose points were spent, and a new one whose points wait; ten postings. */
export async function openCrowd(world: World, count: number): Promise<Shop> {
  const shop = await openShop(world)
  const { began } = world
  const order = (id: string, days: number): { id: string; at: Instant } & EventBody => ({
    id, at: began - days * DAY, kind: 'order.paid', order: { id, currency: 'USD', lines: [{ id: '1', sku: 'hat', quantity: 1, amountMinor: 5_000 }] },
  })
  const events = [order('O1', 300), order('O2', 290), order('O3', 280), { id: 'S1', at: began - 200 * DAY, kind: 'points.spent', points: 150, purpose: 'checkout' } as const, order('O4', 29)]
  const recorder = openRecorder(world.database)
  const answers = await recorder.record({ storeId: shop.storeId, actor: ACTOR, now: began }, events.map((event) => ({ member: { externalId: TEMPLATE }, event: { source: 'shop', ...event } })))
  await recorder.close()
  if (!answers.every(({ status }) => status === 'accepted')) throw new Error(`the template's events are right: ${JSON.stringify(answers)}`)
  const memberId = await shop.inStore((ctx) => requireMember(ctx, TEMPLATE))
  const seconds = await secondsOf(() => cloneMembers(world.superuser, { storeId: shop.storeId, memberId, count }))
  if (count > 50_000) {
    progress(`  ${count} members made in ${seconds.toFixed(0)} s`)
    await settle(world.superuser, TABLES.members)
  }
  return shop
}

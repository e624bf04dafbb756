import { readFigures, rollStore } from '#server/modules/figures/index'
import { listRoster, type ListRoster } from '#server/modules/roster/index'
import { openCrowd } from './clones.ts'
import { median, progress, secondsOf } from './measure.ts'
import { fillRoster, ROSTER_TABLES, tellNews } from './roster.store.ts'
import { settle } from './seed.store.ts'
import { ACTOR, openShop, type World } from './world.ts'

const TURNS = 5
const AT = Date.UTC(2026, 0, 1)

/** Milliseconds on the server of a page or of figures, the median of a few turns. */
export type RosterFigures = { firstMs: number; slowestFirst: string; filterMs: number; slowestFilter: string; figuresMs: number; rolledPerSecond: number }

const FIRST: readonly Partial<ListRoster>[] = [{}, { sort: '-active' }, { sort: '-balance' }, { sort: '-spend' }, { sort: 'spend' }]
const FILTERS: readonly Partial<ListRoster>[] = [
  { tag: ['vip'] }, { tag: ['rare'], sort: '-spend' }, { tag: ['nobody'] }, { level: ['pearl'], sort: '-active' }, { region: ['US'], level: ['reef'], sort: '-balance' }, { market: ['jp'], hasEmail: false, spendFrom: 400_000 },
  { hasDebt: true }, { kind: 'company', tag: ['vip'], sort: '-spend' }, { activeFrom: AT - 30 * 86_400_000, sort: '-balance' }, { joinedFrom: AT - 90 * 86_400_000, joinedTo: AT - 60 * 86_400_000, sort: 'balance' }, { balanceFrom: 4_900, sort: '-joined' },
]

/** The list and the figures of a store of so many generated members; and how many postings a second are summed up, of copies of one member, a tenth as many. */
export async function measureRoster(world: World, { members }: { members: number }): Promise<RosterFigures> {
  const shop = await openShop(world)
  await fillRoster(world.superuser, { storeId: shop.storeId, count: members })
  await settle(world.superuser, ROSTER_TABLES)
  const page = async (asked: Partial<ListRoster>) => medianMs(() => world.database.readStore(shop.storeId, (db) => listRoster({ db, storeId: shop.storeId, actor: ACTOR, now: AT }, { sort: '-joined', limit: 50, ...asked })))
  const first = await slowest(FIRST, page)
  const filter = await slowest(FILTERS, page)
  const figuresMs = await medianMs(() => world.database.readStore(shop.storeId, (db) => readFigures({ db, storeId: shop.storeId, actor: ACTOR, now: AT }, { period: 'year', unit: 'day', activeDays: 90 })))
  progress(`  figures of a year by days: ${Math.round(figuresMs)} ms`)
  return { firstMs: first.ms, slowestFirst: first.what, filterMs: filter.ms, slowestFilter: filter.what, figuresMs, rolledPerSecond: await measureRolling(world, Math.ceil(members / 10)) }
}

async function medianMs(act: () => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let turn = 0; turn < TURNS; turn += 1) taken.push((await secondsOf(act)) * 1_000)
  return median(taken)
}

async function slowest(asked: readonly Partial<ListRoster>[], page: (asked: Partial<ListRoster>) => Promise<number>): Promise<{ ms: number; what: string }> {
  let worst = { ms: 0, what: '' }
  for (const one of asked) {
    const ms = await page(one)
    progress(`  ${JSON.stringify(one)}: ${Math.round(ms)} ms`)
    if (ms > worst.ms) worst = { ms, what: JSON.stringify(one) }
  }
  return worst
}

async function measureRolling(world: World, members: number): Promise<number> {
  const crowd = await openCrowd(world, members)
  const now = world.began
  await tellNews(world.superuser, crowd.storeId)
  const seconds = await secondsOf(async () => {
    while (await crowd.inStore((ctx) => rollStore(ctx, { worldNow: 0 }), now));
  })
  progress(`  ${members * 10} postings summed up, and their members written, in ${seconds.toFixed(1)} s`)
  return (members * 10) / seconds
}

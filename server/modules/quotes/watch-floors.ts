import { assert } from '#engine/assert'
import { checkProgram } from '#engine/program/check'
import type { Program } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { translate, type Locale } from '#engine/text'
import { Type, type TObject } from 'typebox'
import { selectNewestOrders } from '#server/modules/activity/index'
import { readTimeline } from '#server/modules/programs/index'
import { getStore } from '#server/modules/stores/index'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { hasPermission } from '#server/platform/require-permission'
import type { Call, OwnRoute, Reply, Route } from '#server/platform/route'
import { countBelow, DAY_MS } from './check-floors.ts'
import { FloorWarning } from './schemas.ts'

const MaybeWarning = Type.Union([FloorWarning, Type.Null()], { description: 'null: it is saved, but past orders could not be looked at; ask for it by POST /floor-checks' })

type House = { database: Database }
type Body = Record<string, unknown>
/** What was saved: a program by which orders are bought again, and of which products alone; null: nothing that moves a floor. */
type Saved = { program: Program; skus?: ReadonlySet<string> } | null
type Watched = (ctx: ReadContext, saved: { input: Body; body: Body }) => Promise<Saved>

/** How much is looked at: enough to see a price that is wrong, and never so much that whoever saves waits for it. */
const LOOKED = { days: 30, newest: 200, orders: 20, worst: 5 }

/** What can put the store's own orders below their floor when it is saved, by method and path. */
const WATCHED: Readonly<Record<string, Watched>> = {
  'POST /programs': published, 'POST /programs/drafts/:draft/publications': published, 'POST /programs/versions/:version/publications': published,
  'POST /programs/resumptions': published,
  'POST /programs/drafts': drafted, 'PATCH /programs/drafts/:draft': drafted,
  'POST /catalogue/products': rowsPut('products'), 'POST /catalogue/prices': rowsPut('prices'),
}

/**
 * R36: the same routes, of which those that save a program, prices or costs answer also with what the store's own last orders would leave, bought
 * again. Looked at is what was committed, and nothing is refused or undone for it (`docs/decisions/0064-floors-beside-what-is-saved.md`).
 */
export function watchFloors<H extends House>(routes: readonly Route<H>[]): Route<H>[] {
  const names = routes.map(nameOf)
  for (const name of Object.keys(WATCHED)) assert(names.includes(name), 'a route that is watched is there', name)
  return routes.map((route) => {
    const watched = WATCHED[nameOf(route)]
    return watched === undefined ? route : watching(route, watched)
  })
}

function nameOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`
}

function watching<H extends House>(route: Route<H>, watched: Watched): OwnRoute<H> {
  assert((route.kind === 'writes' || route.kind === 'own') && route.method !== 'DELETE', 'what saves something is watched', route.path)
  const { properties, ...shape } = route.output as TObject & { title: string }
  return {
    ...route, kind: 'own', method: route.method, output: Type.Object({ ...properties, floors: Type.Optional(MaybeWarning) }, { ...shape, title: `${shape.title}WithFloors` }),
    example: { ...route.example, output: { ...(route.example.output as Body), floors: EXAMPLE } },
    async run(house, call, input) {
      const reply = await save(route, house, { call, input })
      // What is saved stays saved: whoever was told of a failure now would save it again.
      const floors = await warningOf(house, call, (ctx) => watched(ctx, { input, body: reply.body as Body })).catch(() => null)
      return floors === undefined ? reply : { ...reply, body: { ...(reply.body as Body), floors } }
    },
  }
}

async function save<H extends House>(route: Extract<Route<H>, { kind: 'own' | 'writes' }>, house: H, { call, input }: { call: Call; input: never }): Promise<Reply> {
  if (route.kind === 'own') return route.run(house, call, input)
  const { storeId, actor, now } = call
  return { status: route.status ?? 200, body: await house.database.inStore(storeId, (db) => route.run({ db, storeId, actor, now }, input)) }
}

/** What the newest orders would leave by what was saved; none where there is no floor, nothing that moves it, or nobody who may see costs. */
async function warningOf({ database }: House, { storeId, actor, now, locale }: Call, read: (ctx: ReadContext) => Promise<Saved>): Promise<FloorWarning | undefined> {
  if (!hasPermission(actor, 'catalogue:costs')) return undefined
  return database.readStore(storeId, async (db) => {
    // Drafts are saved by the world's clock; orders of a sandbox are told by its own.
    const { clockAt } = await getStore({ db, storeId, actor, now })
    const ctx = { db, storeId, actor, now: clockAt ?? now }
    const saved = await read(ctx)
    if (saved === null || saved.program.pricing.margin === null || (await readTimeline(ctx)).length === 0) return undefined
    return warn(ctx, saved, locale)
  })
}

async function warn(ctx: ReadContext, { program, skus }: NonNullable<Saved>, locale: Locale): Promise<FloorWarning> {
  const newest = await selectNewestOrders(ctx, { from: ctx.now - LOOKED.days * DAY_MS, most: LOOKED.newest })
  const touched = newest.filter(({ order }) => skus === undefined || order.lines.some(({ sku }) => skus.has(sku)))
  const { worst, ...counts } = await countBelow(ctx, program, touched.slice(0, LOOKED.orders))
  const message = translate(locale, 'quote.staff.floors', { orders: counts.orders, below: counts.ordersBelow, days: LOOKED.days })
  return { days: LOOKED.days, ...counts, worst: worst.slice(0, LOOKED.worst), message }
}

/** The version that was published, from whenever it is in force. */
async function published(ctx: ReadContext, { body }: { body: Body }): Promise<Saved> {
  const publication = (await readTimeline(ctx)).find(({ version }) => version === body['version'])
  return publication === undefined ? null : { program: publication.program }
}

/** A draft as it was kept, unless it has mistakes. */
async function drafted(_ctx: ReadContext, { body }: { body: Body }): Promise<Saved> {
  const { program } = checkProgram(body['program'])
  return program === null ? null : { program }
}

/** Products whose rows were put and are not as they were, by the program in force. */
function rowsPut(field: 'products' | 'prices'): Watched {
  return async (ctx, { input, body }) => {
    if (input['isDryRun'] === true) return null
    const results = body['results'] as readonly { outcome?: string }[]
    const rows = input[field] as readonly { sku: string }[]
    const skus = new Set(rows.filter((_, index) => ![undefined, 'unchanged'].includes(results[index]?.outcome)).map(({ sku }) => sku))
    const timeline = await readTimeline(ctx)
    return skus.size === 0 || timeline.length === 0 ? null : { program: publicationAt(timeline, ctx.now).program, skus }
  }
}

const EXAMPLE: FloorWarning = {
  days: 30, orders: 20, lines: 43, notSold: 0, ordersBelow: 1, linesBelow: 1,
  worst: [{ orderId: '1001', memberId: 'mem_1kdvdna00kb1wmzrvz4gen', line: '1', sku: 'MUG', market: 'eu', currency: 'EUR', netMinor: 1560, marginMinor: 73, floorMinor: 156, shortBaseMinor: 83 }],
  message: 'Of 20 orders of the last 30 days one would leave less than must stay.',
}

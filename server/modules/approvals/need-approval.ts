import { hash } from 'node:crypto'
import { assert } from '#engine/assert'
import { canonicalJson } from '#engine/canonical'
import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import type { Call, OwnRoute, Reply, Route } from '#server/platform/route'
import { insertApproval, selectByKey, selectLimit, type ApprovalRow } from './approvals.store.ts'
import { outside } from './list-approvals.ts'
import { approvalRoutes, EXAMPLE } from './routes.ts'
import { Approval } from './schemas.ts'
import { watchedRows, type CountJob, type Wanted, type Watched } from './watched.ts'

type House = { database: Database }
export type Writing<H> = Extract<Route<H>, { kind: 'own' | 'writes' }>

/** The same routes, of which those that give or take points by hand ask for a second pair of eyes above the store's limit; and the routes of those who are asked. */
export function needApproval<H extends House>(routes: readonly Route<H>[], countJob: CountJob): Route<H>[] {
  const rows = watchedRows(countJob)
  const watched = new Map(routes.flatMap((route) => {
    const want = rows[nameOf(route)]
    return want === undefined ? [] : [[nameOf(route), { route: route as Writing<H>, want }] as const]
  }))
  for (const name of Object.keys(rows)) assert(watched.has(name), 'a route that is watched is there', name)
  return [...routes.map((route) => (watched.has(nameOf(route)) ? watching(route as Writing<H>, rows) : route)), ...approvalRoutes(watched)]
}

function nameOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`
}

function watching<H extends House>(route: Writing<H>, rows: Watched): OwnRoute<H> {
  const also = route.kind === 'own' ? route.also : undefined
  const { kind: _, run: _run, ...rest } = route
  return {
    ...rest, kind: 'own',
    also: { ...also, ...(route.path === '/events' ? {} : { 202: { description: 'More than somebody of the staff may do alone: it waits for a colleague', schema: Approval, example: EXAMPLE } }) },
    // Where nobody is asked, a row of one transaction stays one.
    ...(route.kind === 'own' ? {} : { within: async (house: H, call: Call, input: never) => ((await wantedOf(house, call, { route, input, rows })) === null ? (ctx: WriteContext) => route.run(ctx, input) : null) }),
    async run(house: H, call: Call, input: never): Promise<Reply> {
      const kept = await keep(house, call, { route, input, rows })
      return kept ?? runAs(route, house, { call, input })
    },
  }
}

/** Runs a row as a call says. */
async function runAs<H extends House>(route: Writing<H>, house: H, { call, input }: { call: Call; input: never }): Promise<Reply> {
  if (route.kind === 'own') return route.run(house, call, input)
  const { storeId, actor, now } = call
  return { status: route.status ?? 200, body: await house.database.inStore(storeId, (db) => route.run({ db, storeId, actor, now }, input)) }
}

type Wanting<H> = { route: Writing<H>; input: never; rows: Watched }

/** What somebody of the staff wants that is more than they may do alone; null: it may be done. */
async function wantedOf<H extends House>({ database }: H, { storeId, actor, now }: Call, { route, input, rows }: Wanting<H>): Promise<Wanted> {
  return actor.kind !== 'staff' ? null : database.readStore(storeId, (db) => aboveLimit({ db, storeId, actor, now }, (ctx) => rows[nameOf(route)]?.(ctx, input)))
}

/** Keeps a request that is above the limit, once however often it comes under its key; null: it may be done. @throws AppError approvals.other_body */
async function keep<H extends House>(house: H, call: Call, { route, input, rows }: Wanting<H>): Promise<Reply | null> {
  const { storeId, actor, now, idempotencyKey } = call
  const requestKey = (route.kind === 'own' && route.isIdempotent === true ? idempotencyKey : undefined) ?? null
  const wanted = await wantedOf(house, call, { route, input, rows })
  if (wanted === null) return null
  return house.database.inStore(storeId, async (db) => {
    const kept = await keepRequest({ db, storeId, actor, now }, { wanted, route: nameOf(route), input, requestKey })
    // What was granted is there: the row itself answers a repetition.
    return kept.status === 'granted' ? null : { status: 202, body: kept }
  })
}

type Request = { wanted: NonNullable<Wanted>; route: string; input: Record<string, unknown>; requestKey: string | null }

/** Keeps a request of whoever acts until a colleague decides; under a key that is known already, what became of it. @throws AppError approvals.other_body */
export async function keepRequest(ctx: WriteContext, { wanted, route, input, requestKey }: Request): Promise<Approval> {
  const askedBy = actorName(ctx.actor)
  const inputHash = hash('sha256', canonicalJson(input), 'hex')
  const row: ApprovalRow = { ...wanted, approval: newId('apr', ctx.now), route, input, inputHash, requestKey, status: 'waiting', askedBy, askedAt: ctx.now, decidedBy: null, decidedAt: null, note: null }
  const kept = (await insertApproval(ctx, row)) || requestKey === null ? row : ((await selectByKey(ctx, { askedBy, requestKey })) as ApprovalRow)
  if (kept.inputHash !== inputHash) throw new AppError('conflict', 'approvals.other_body', { key: String(requestKey) })
  return (await outside(ctx, [kept]))[0] as Approval
}

/** What a request would give or take, where that is more than one alone may. */
async function aboveLimit(ctx: ReadContext, want: (ctx: ReadContext) => Promise<Wanted> | undefined): Promise<Wanted> {
  const limit = await selectLimit(ctx)
  const asked = limit === null ? null : ((await want(ctx)) ?? null)
  return asked !== null && Math.abs(asked.points) * asked.members > (limit as number) ? asked : null
}

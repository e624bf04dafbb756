import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { codeOf } from './coupon-code.ts'
import { lockCoupons, selectCoupons, updateUses, type CouponRow } from './coupons.store.ts'
import { insertUse, lockOfOrders, lockOrders, lockOver, lockUse, selectUse, updateCounters, updateStatus, type UseRow } from './uses.store.ts'

/** Holds of one transaction that are let go. */
const MOST_OVER = 200

/**
 * Holds uses of coupons and amounts of limits, which the caller has locked and found free, until a time. Locks are taken in one order
 * everywhere: members, then orders, uses, coupons and limits, each in the order of their names.
 */
export async function holdUse(ctx: WriteContext, { useId, memberId, codes, counted, until }: Pick<UseRow, 'useId' | 'memberId' | 'codes' | 'counted'> & { until: Instant }): Promise<void> {
  await insertUse(ctx, { useId, memberId, codes, counted, until, orderId: null, status: 'held' })
  await updateUses(ctx, codes, { held: 1, taken: 0 })
  await updateCounters(ctx, counted, 1)
}

/** How a use stands now, and whether that is new. */
export type Settled = Pick<UseRow, 'status' | 'orderId'> & { isNew: boolean }

/** Takes what was held, for an order: `committed` where it was held until now, or is committed already. */
export async function commitUse(ctx: WriteContext, { useId, orderId }: { useId: string; orderId: string }): Promise<Settled> {
  await lockOrders(ctx, [orderId])
  const use = await lockHeld(ctx, useId)
  if (use.status !== 'held') return { ...use, isNew: false }
  if (isOver(ctx, use)) return { status: 'over', orderId: null, isNew: false }
  // The order may have been told before, and have taken its codes by itself.
  await moveUses(ctx, (await lockOfOrders(ctx, [orderId])).filter((other) => other.useId !== useId), 'returned')
  await updateUses(ctx, use.codes, { held: -1, taken: 1 })
  await updateStatus(ctx, [useId], { status: 'committed', orderId })
  return { status: 'committed', orderId, isNew: true }
}

/** Lets go what was held. */
export async function releaseUse(ctx: WriteContext, useId: string): Promise<Settled> {
  const use = await lockHeld(ctx, useId)
  if (use.status !== 'held') return { ...use, isNew: false }
  const status = isOver(ctx, use) ? 'over' : 'released'
  await moveUses(ctx, [use], status)
  return { status, orderId: null, isNew: true }
}

async function lockHeld(ctx: WriteContext, useId: string): Promise<UseRow> {
  const use = await lockUse(ctx, useId)
  assert(use, 'what was held is there', { useId })
  return use
}

function isOver({ now }: ReadContext, { until }: UseRow): boolean {
  return until !== null && until <= now
}

/** R37: holds that are over free what they held. Says how many, 0 when none is left; one that somebody commits at this moment is theirs. */
export async function freeOver(ctx: WriteContext): Promise<number> {
  const over = await lockOver(ctx, MOST_OVER)
  await moveUses(ctx, over, 'over')
  return over.length
}

/** Ends uses that were held, or (returned) committed: first of all coupons, then of all limits. */
async function moveUses(ctx: WriteContext, uses: readonly UseRow[], status: 'released' | 'over' | 'returned'): Promise<void> {
  if (uses.length === 0) return
  await updateUses(ctx, uses.flatMap(({ codes }) => codes), status === 'returned' ? { held: 0, taken: -1 } : { held: -1, taken: 0 })
  await updateCounters(ctx, uses.flatMap(({ counted }) => counted), -1)
  await updateStatus(ctx, uses.map(({ useId }) => useId), { status })
}

/** R35: what orders had taken of coupons and limits can be used again, once all of each came back. */
export async function returnUses(ctx: WriteContext, orders: readonly string[]): Promise<void> {
  if (orders.length > 0) await moveUses(ctx, await lockOfOrders(ctx, orders), 'returned')
}

/** How a coupon stands that an order may take: it may be told long after it was paid, when the coupon is over. */
const TAKEN_LATE: ReadonlySet<CouponRow['status']> = new Set(['issued', 'expired'])

/** An order that was told with coupons. */
export type CouponOrder = { memberId: string; orderId: string; codes: readonly string[] }

/**
 * Orders that came without a quote take the coupons that they name, each once. An order is a fact: where a code is unknown, of somebody else or
 * used up, nothing more is taken, and nothing is refused.
 */
export async function takeByOrders(ctx: WriteContext, orders: readonly CouponOrder[]): Promise<void> {
  const named = orders.map(({ codes, ...order }) => ({ ...order, codes: [...new Set(codes.map(codeOf))] }))
  const wanted = [...new Set(named.flatMap(({ codes }) => codes))].sort()
  if (wanted.length === 0) return
  const known = new Set((await selectCoupons(ctx, wanted)).map(({ code }) => code))
  const taking = named.filter(({ codes }) => codes.some((code) => known.has(code)))
  if (taking.length === 0) return
  await lockOrders(ctx, taking.map(({ orderId }) => orderId))
  const done = new Set((await lockOfOrders(ctx, taking.map(({ orderId }) => orderId))).map(({ orderId }) => orderId))
  const coupons = new Map((await lockCoupons(ctx, [...known])).map((coupon) => [coupon.code, { ...coupon }]))
  for (const { memberId, orderId, codes } of taking) {
    if (done.has(orderId)) continue
    const free = codes.flatMap((code) => coupons.get(code) ?? []).filter(({ status, usesAllowed, usesTaken, usesHeld }) => TAKEN_LATE.has(status) && (usesAllowed === null || usesTaken + usesHeld < usesAllowed))
    const isNew = free.length > 0 && (await insertUse(ctx, { useId: `order/${orderId}`, memberId, orderId, status: 'committed', codes: free.map(({ code }) => code), counted: [], until: null }))
    if (!isNew) continue
    for (const coupon of free) coupon.usesTaken += 1
    await updateUses(ctx, free.map(({ code }) => code), { held: 0, taken: 1 })
  }
}

/** How a use stands; a hold whose time is over is over, though nobody has let it go yet. */
export async function readUse(ctx: ReadContext, useId: string): Promise<Pick<UseRow, 'status' | 'orderId'> | undefined> {
  const use = await selectUse(ctx, useId)
  if (use === undefined) return undefined
  return { orderId: use.orderId, status: use.status === 'held' && isOver(ctx, use) ? 'over' : use.status }
}

import { actorName } from '#server/platform/actor-name'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { placeIn, placeText, type Place } from '#server/platform/place'
import { insertBatch, insertCodes, lockOpenBatch, selectBatch, selectBatchPage, selectCodes, updateBatchVoid } from './batches.store.ts'
import { newCodes } from './coupon-code.ts'
import { endOfCoupon } from './issue-coupon.ts'
import { requireCoupon, requireSpan, wrongCoupon } from './require-coupon.ts'
import type { BatchName, CouponBatch, CouponBatchPage, CreateBatch, ListBatches } from './schemas.ts'

/** Codes of one transaction: its commit is a small part of it, and whoever waits for a lock of ours waits for less than a second. */
const CODES_AT_ONCE = 20_000
const CODES_A_PAGE = 10_000

/**
 * Asks for codes of their own, so many; they are made piece by piece, each piece whole, by whoever looks next: a process that ends loses one piece.
 * The same again asks for nothing more, whatever the program says by now; what it leaves out is as it was. @throws AppError http.wrong_shape, coupons.batch_taken, programs.none_published
 */
export async function createBatch(ctx: WriteContext, { batch, discount: asked, count, from: begins, until }: CreateBatch): Promise<CouponBatch> {
  const from = begins ?? null
  const known = await selectBatch(ctx, batch)
  if (known === undefined) {
    const discount = await requireCoupon(ctx, asked)
    requireSpan({ from, until, now: ctx.now })
    if (discount.codes === 'shared') throw wrongCoupon([{ path: 'discount', found: `“${asked}”, which has one code for many`, wanted: 'a coupon with a code for each (codes: unique)' }])
    const end = until === undefined ? await endOfCoupon(ctx, asked, from ?? ctx.now) : until
    if (await insertBatch(ctx, { batch, discount: asked, from, until: end, wanted: count, createdAt: ctx.now, createdBy: actorName(ctx.actor) })) return getBatch(ctx, { batch })
  }
  const row = known ?? await getBatch(ctx, { batch })
  const isOther = row.discount !== asked || row.wanted !== count || row.from !== from || (until !== undefined && row.until !== until)
  if (isOther) throw new AppError('conflict', 'coupons.batch_taken', { batch })
  return row
}

/** A batch, and how many of its codes are there. @throws AppError coupons.batch_unknown */
export async function getBatch(ctx: ReadContext, { batch }: BatchName): Promise<CouponBatch> {
  const row = await selectBatch(ctx, batch)
  if (row === undefined) throw new AppError('not_found', 'coupons.batch_unknown', { batch })
  return row
}

/** Batches in pages, those that were asked for last first. @throws AppError http.wrong_shape */
export async function listBatches(ctx: ReadContext, { after, limit }: ListBatches): Promise<CouponBatchPage> {
  const rows = await selectBatchPage(ctx, { after: placeIn(after), most: limit + 1 })
  const batches = rows.slice(0, limit)
  const last = batches.at(-1)
  return { batches, next: rows.length > limit && last !== undefined ? placeText({ at: last.createdAt, id: last.batch }) : null }
}

/** Makes a batch void, whole and at once; codes that were used, or that a quote holds, stay what they are, and one that comes back is void. Twice is once. @throws AppError coupons.batch_unknown */
export async function deleteBatch(ctx: WriteContext, asked: BatchName): Promise<CouponBatch> {
  await getBatch(ctx, asked)
  await updateBatchVoid(ctx, asked.batch)
  return getBatch(ctx, asked)
}

/** Makes the next piece of a batch that is not whole; says how many codes, 0 when there is none to make. */
export async function makeCodes(ctx: WriteContext): Promise<number> {
  const batch = await lockOpenBatch(ctx)
  if (batch === undefined) return 0
  const codes = newCodes(Math.min(CODES_AT_ONCE, batch.wanted - batch.made)).sort()
  await insertCodes(ctx, batch, codes)
  return codes.length
}

/** The codes of a batch as lines of CSV, page by page, each page seen in a transaction of its own. @throws AppError coupons.batch_unknown */
export async function exportCodes({ database }: { database: Database }, ctx: Omit<ReadContext, 'db'>, { batch }: BatchName): Promise<AsyncGenerator<string>> {
  const read = <T>(act: (ctx: ReadContext) => Promise<T>) => database.readStore(ctx.storeId, (db) => act({ ...ctx, db }))
  await read((inside) => getBatch(inside, { batch }))
  return (async function* pages() {
    yield 'code,status\n'
    for (let after: Place | undefined; ;) {
      const page = await read((inside) => selectCodes(inside, { batch, after, most: CODES_A_PAGE }))
      if (page.length > 0) yield page.map(({ code, status }) => `${code},${status}\n`).join('')
      if (page.length < CODES_A_PAGE) return
      const last = page.at(-1)
      after = last && { at: last.issuedAt, id: last.code }
    }
  })()
}

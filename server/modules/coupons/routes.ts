import type { Database } from '#server/platform/database'
import { del, get, post, stream, type Route } from '#server/platform/route'
import { createCoupon } from './create-coupon.ts'
import { getCoupon, listCoupons } from './list-coupons.ts'
import { exportCodes } from './export-codes.ts'
import { createBatch, deleteBatch, getBatch, listBatches } from './make-batch.ts'
import * as shapes from './schemas.ts'
import { deleteCoupon } from './void-coupon.ts'

type House = { database: Database }

const coupon = {
  code: 'K7QM3WXR9CDFGH', discount: 'two_off', name: '€2 off your next order', memberId: 'mem_1h3kq2v9zc0g5x7t8p4rj6', member: { memberId: 'mem_1h3kq2v9zc0g5x7t8p4rj6', name: 'Ada Marsh', externalId: 'customer-77', isTest: false }, origin: 'staff', batch: null, from: null, until: '2026-02-05T00:00:00Z',
  usesAllowed: 1, usesTaken: 0, usesHeld: 0, status: 'issued', issuedAt: '2026-01-05T10:00:00Z', issuedBy: 'key_1h3kq2v9zc0g5x7t8p4rj6',
}
const batch = { batch: 'spring-letter', discount: 'two_off', from: null, until: null, wanted: 50000, made: 20000, createdAt: '2026-01-05T10:00:00Z', createdBy: 'key_1h3kq2v9zc0g5x7t8p4rj6', voidedAt: null }

/** Codes that stand for discounts of the program. */
export const couponsRoutes: readonly Route<House>[] = [
  post({
    path: '/coupons', permission: 'coupons:write', input: shapes.CreateCoupon, output: shapes.Coupon, run: createCoupon, status: 201, isNaming: true,
    summary: 'Issue a coupon', description: 'For one member, or for whoever has the code; of a discount with `codes: shared` a code for many, with `usesAllowed` or without an end. Without `code` it is one that nobody guesses. The same `id` again makes nothing more.',
    example: { input: { discount: 'two_off', member: 'customer-77' }, output: coupon },
  }),
  get({
    path: '/coupons', permission: 'coupons:read', shoppers: 'members', input: shapes.ListCoupons, output: shapes.CouponPage, run: listCoupons, isNaming: true,
    summary: 'List coupons', description: 'Those that were issued last first, of a member, a discount, a batch, an origin or a status. What is over by the clock of the store, and was not used, is `expired`.', example: { output: { coupons: [coupon], next: null } },
  }),
  get({
    path: '/coupons/:code', permission: 'coupons:read', input: shapes.CouponCode, output: shapes.Coupon, run: getCoupon,
    summary: 'Read a coupon', example: { output: coupon },
  }),
  del({
    path: '/coupons/:code', permission: 'coupons:write', input: shapes.CouponCode, output: shapes.Coupon, run: deleteCoupon,
    summary: 'Make a coupon void', description: 'One that was used up or is held by a quote stays, and is answered with 409. Of a shared code the uses that were not taken end.', example: { output: { ...coupon, status: 'void' } },
  }),
  post({
    path: '/coupons/batches', permission: 'coupons:write', input: shapes.CreateBatch, output: shapes.CouponBatch, run: createBatch, status: 201,
    summary: 'Make many codes', description: 'Codes of their own, each used once. They are made in the background, piece by piece; the batch says how many are there. The same again asks for nothing more.',
    example: { input: { batch: 'spring-letter', discount: 'two_off', count: 50000 }, output: { ...batch, made: 0 } },
  }),
  get({
    path: '/coupons/batches', permission: 'coupons:read', input: shapes.ListBatches, output: shapes.CouponBatchPage, run: listBatches,
    summary: 'List batches of codes', description: 'Those that were asked for last first.', example: { output: { batches: [batch], next: null } },
  }),
  del({
    path: '/coupons/batches/:batch', permission: 'coupons:write', input: shapes.BatchName, output: shapes.CouponBatch, run: deleteBatch,
    summary: 'Make a batch of codes void', description: 'At once, however many they are, and for good: no more are made, and no code of it that is not used works any more. What was used stays used; what a quote holds may still be bought, and is void where it comes back.', example: { output: { ...batch, wanted: 20000, voidedAt: '2026-01-06T10:00:00Z' } },
  }),
  get({
    path: '/coupons/batches/:batch', permission: 'coupons:read', input: shapes.BatchName, output: shapes.CouponBatch, run: getBatch,
    summary: 'Read a batch of codes', example: { output: batch },
  }),
  stream({
    path: '/coupons/batches/:batch/codes', permission: 'coupons:read', input: shapes.BatchName, mediaType: 'text/csv', run: exportCodes,
    summary: 'Export the codes of a batch', description: 'As CSV, a code and its status on each line, for a key in the words of the API, for somebody of the staff in the language of Accept-Language.', example: { output: 'code,status\nK7QM3WXR9CDFGH,issued\n' },
  }),
]

import { Compile } from 'typebox/compile'
import { pathText, shapeProblems } from '#engine/shape'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { inStoreUnless } from '#server/platform/dry-run'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import { PlainText } from '#server/platform/schemas'
import { requireList } from './require-reward.ts'
import { countVouchers, insertVouchers } from './rewards.store.ts'
import type { PutVouchers, ReadVouchers, VoucherResults, Vouchers } from './schemas.ts'

const validator = Compile(PlainText)

/** Adds codes of a partner to a list, each with a result of its own: a wrong one fails no other. @throws AppError rewards.voucher_list_unknown */
export async function putVouchers({ database }: { database: Database }, { storeId, actor, now, problemOf }: Call, { list, codes, isDryRun = false }: PutVouchers): Promise<Reply<VoucherResults>> {
  const outcomes = await inStoreUnless(database, { storeId, isDryRun }, (db) => addVouchers({ db, storeId, actor, now }, { list, codes }))
  const results = outcomes.map((outcome): VoucherResults['results'][number] => {
    if (typeof outcome === 'string') return { status: outcome === 'created' ? 201 : 200, outcome }
    const problem = problemOf(outcome)
    return { status: problem.status, problem }
  })
  return { status: 200, body: { results } }
}

/** The same in a transaction: a code that the list has is not added. @throws AppError rewards.voucher_list_unknown */
export async function addVouchers(ctx: WriteContext, { list, codes }: Omit<PutVouchers, 'isDryRun'>): Promise<('created' | 'unchanged' | AppError)[]> {
  await requireList(ctx, list)
  const added = await insertVouchers(ctx, { list, codes: [...new Set(codes.filter((code): code is string => validator.Check(code)))] })
  // Of one that comes twice the first is new.
  return codes.map((code) => (validator.Check(code) ? (added.delete(code) ? 'created' : 'unchanged') : wrongCode(code)))
}

function wrongCode(code: unknown): AppError {
  return new AppError('invalid', 'http.wrong_shape', { errors: shapeProblems(validator, code).map(({ keys, ...rest }) => ({ path: pathText(keys), ...rest })) })
}

/** How many codes of a list are free, given and void. @throws AppError rewards.voucher_list_unknown */
export async function readVouchers(ctx: ReadContext, { list }: ReadVouchers): Promise<Vouchers> {
  await requireList(ctx, list)
  return { list, ...(await countVouchers(ctx, list)) }
}

import { Compile } from 'typebox/compile'
import { pathText, shapeProblems } from '#engine/shape'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import type { Call, Reply } from '#server/platform/route'
import { PlainText } from '#server/platform/schemas'
import { requireList } from './require-reward.ts'
import { countVouchers, insertVouchers } from './rewards.store.ts'
import type { PutVouchers, ReadVouchers, VoucherResults, Vouchers } from './schemas.ts'

const validator = Compile(PlainText)

/** Adds codes of a partner to a list, each with a result of its own: a wrong one fails no other, and one that the list has is not added. @throws AppError rewards.voucher_list_unknown */
export async function putVouchers({ database }: { database: Database }, { storeId, actor, now, problemOf }: Call, { list, codes }: PutVouchers): Promise<Reply<VoucherResults>> {
  const good = codes.filter((code): code is string => validator.Check(code))
  const added = await database.inStore(storeId, async (db) => {
    const ctx = { db, storeId, actor, now }
    await requireList(ctx, list)
    return insertVouchers(ctx, { list, codes: [...new Set(good)] })
  })
  const results = codes.map((code): VoucherResults['results'][number] => {
    if (!validator.Check(code)) {
      const problem = problemOf(new AppError('invalid', 'http.wrong_shape', { errors: shapeProblems(validator, code).map(({ keys, ...rest }) => ({ path: pathText(keys), ...rest })) }))
      return { status: problem.status, problem }
    }
    // Of one that comes twice the first is new.
    return added.delete(code) ? { status: 201, outcome: 'created' } : { status: 200, outcome: 'unchanged' }
  })
  return { status: 200, body: { results } }
}

/** How many codes of a list are free, given and void. @throws AppError rewards.voucher_list_unknown */
export async function readVouchers(ctx: ReadContext, { list }: ReadVouchers): Promise<Vouchers> {
  await requireList(ctx, list)
  return { list, ...(await countVouchers(ctx, list)) }
}

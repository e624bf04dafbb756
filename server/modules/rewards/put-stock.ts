import { shown } from '#engine/shape'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { requireReward } from './require-reward.ts'
import { addStock, setStock } from './rewards.store.ts'
import type { PutStock, Stock } from './schemas.ts'

/** Says how many of a reward there are, or how many more. @throws AppError rewards.unknown, rewards.not_so_many, http.wrong_shape */
export async function putStock(ctx: WriteContext, { reward, left, add }: PutStock): Promise<Stock> {
  await requireReward(ctx, reward)
  if ((left === undefined) === (add === undefined)) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: '', found: left === undefined ? 'neither left nor add' : `left ${shown(left)} and add ${shown(add)}`, wanted: 'either left or add' }] })
  if (left !== undefined) {
    await setStock(ctx, { reward, left })
    return { reward, left }
  }
  const after = await addStock(ctx, { reward, by: add as number })
  if (after === undefined) throw new AppError('conflict', 'rewards.not_so_many', { reward, wanted: -(add as number) })
  return { reward, left: after }
}

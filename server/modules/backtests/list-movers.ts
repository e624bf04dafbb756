import { shown } from '#engine/shape'
import { listed, selectRows } from '#server/modules/roster/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { requirePermission } from '#server/platform/require-permission'
import { selectMovers, type Mover } from './backtests.store.ts'
import { requireBacktest } from './list-backtests.ts'
import type { ListMovers, MoverPage } from './schemas.ts'

/** Members who would stand elsewhere, those who bought the most first. Who they are is looked up now, masked; of somebody who was erased nothing is told. @throws AppError backtests.unknown, http.wrong_shape, http.no_permission */
export async function listMovers(ctx: ReadContext, { backtest, from, to, after, limit }: ListMovers): Promise<MoverPage> {
  requirePermission(ctx.actor, 'programs:read')
  await requireBacktest(ctx, backtest)
  const found = await selectMovers(ctx, { backtest, from, to, after: after === undefined ? null : placeOf(after), most: limit + 1 })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const people = new Map((await listed(ctx, await selectRows(ctx, page.map(({ memberId }) => memberId)))).map((one) => [one.memberId, one]))
  return {
    movers: page.map((mover) => {
      const { externalIds = [], name = null, email = null } = people.get(mover.memberId) ?? {}
      return { ...mover, externalIds, name, email }
    }),
    next: found.length > limit && last !== undefined ? `${last.spendMinor}_${last.memberId}` : null,
  }
}

/** @throws AppError http.wrong_shape */
function placeOf(cursor: string): Pick<Mover, 'spendMinor' | 'memberId'> {
  const [, spend, memberId] = /^(-?\d{1,15})_(.+)$/.exec(cursor) ?? []
  if (spend === undefined || memberId === undefined) throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'after', found: shown(cursor), wanted: 'the "next" of the page before', code: 'bad_format' }] })
  return { spendMinor: Number(spend), memberId }
}

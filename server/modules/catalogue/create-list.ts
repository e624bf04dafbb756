import { shown } from '#engine/shape'
import { publicationAt } from '#engine/program/timeline'
import type { Program } from '#engine/program/program'
import { requireCompany } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import { lockStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { countLists, insertList, selectList, selectRetailList, type ListRow } from './catalogue.store.ts'
import type { CreateList, PriceList } from './schemas.ts'
import { tellList } from './tell-catalogue.ts'

/** More companies than a store has contracts with. */
export const MOST_LISTS = 10_000

type Wrong = { path: string; found: string; wanted: string }

/**
 * Makes a list of prices without any yet; the same again makes nothing more. A market has one retail list, which everybody sees at all times.
 * @throws AppError http.wrong_shape, members.unknown, catalogue.list_taken, catalogue.retail_taken, catalogue.too_many_lists, programs.none_published
 */
export async function createList(ctx: WriteContext, asked: CreateList): Promise<PriceList> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const errors = mistakesIn(asked, publicationAt(timeline, ctx.now).program)
  if (errors.length > 0) throw new AppError('invalid', 'http.wrong_shape', { errors })
  const { list, kind, market, tag = null, level = null, from = null, until = null, isOnly = false } = asked
  const row: ListRow = { list, kind, market, tag, level, memberId: asked.member === undefined ? null : await requireCompany(ctx, asked.member), from, until, isOnly, createdAt: ctx.now }
  await lockStore(ctx)
  const known = await selectList(ctx, list)
  if (known !== undefined && !isSame(known, row)) throw new AppError('conflict', 'catalogue.list_taken', { list })
  if (known !== undefined) return tellList(ctx, known)
  const retail = kind === 'retail' ? await selectRetailList(ctx, market) : undefined
  if (retail !== undefined) throw new AppError('conflict', 'catalogue.retail_taken', { market, list: retail.list })
  if ((await countLists(ctx)) >= MOST_LISTS) throw new AppError('conflict', 'catalogue.too_many_lists', { most: MOST_LISTS })
  await insertList(ctx, row)
  return tellList(ctx, row)
}

/** What no program or no kind of list allows. */
export function mistakesIn({ kind, market, tag, level, member, from, until, isOnly = false }: CreateList, program: Program): Wrong[] {
  const told = { tag, level, member, from, until }
  const audience = (['tag', 'level', 'member'] as const).filter((name) => told[name] !== undefined)
  const markets = Object.keys(program.markets)
  const levels = program.tracks.flatMap((track) => track.levels.map(({ id }) => id))
  const wrong = (path: keyof typeof told, wanted: string): Wrong => ({ path, found: shown(told[path]), wanted })
  return [
    ...(markets.includes(market) ? [] : [{ path: 'market', found: shown(market), wanted: `a market of the program: ${markets.join(', ')}` }]),
    ...(level === undefined || levels.includes(level) ? [] : [wrong('level', `a level of the program: ${levels.join(', ') || '–'}`)]),
    ...(kind === 'contract' && member === undefined ? [{ path: 'member', found: 'nothing', wanted: 'the company that the contract is with' }] : []),
    ...(kind === 'retail' ? (['tag', 'level', 'member', 'from', 'until'] as const).filter((name) => told[name] !== undefined).map((name) => wrong(name, 'nothing: retail prices are for everybody at all times')) : []),
    ...(isOnly && audience.length === 0 ? [{ path: 'isOnly', found: 'true', wanted: 'a tag, a level or a member besides: for them it is the only one' }] : []),
    ...(audience.length > 1 ? [wrong(audience.at(-1) as 'tag', 'a tag, a level or a member alone')] : []),
    ...(from !== undefined && until !== undefined && until <= from ? [{ path: 'until', found: 'a time that is not after from', wanted: 'a time after from' }] : []),
  ]
}

function isSame({ createdAt: _, ...one }: ListRow, { createdAt: __, ...other }: ListRow): boolean {
  return (Object.keys(one) as (keyof typeof one)[]).every((name) => one[name] === other[name])
}

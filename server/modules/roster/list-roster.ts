import { publicationAt } from '#engine/program/timeline'
import { shown } from '#engine/shape'
import { listPeople } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { Actor, ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { countRoster, selectRoster, selectSparse, type Asked, type RosterPlace, type RosterRow } from './roster.store.ts'
import type { ListRoster, RosterFilter, RosterMember, RosterPage, RosterSort } from './schemas.ts'

/** Members are counted no further: nobody reads a longer number, and each count would read the whole store. */
const MOST_COUNTED = 10_000

/** A page of the members that a filter finds, with how many there are on the first. As new as the worker's last look, a second or two. @throws AppError http.wrong_shape */
export async function listRoster(ctx: ReadContext, { sort: name, after, limit, ...filter }: ListRoster, { most = MOST_COUNTED }: { most?: number } = {}): Promise<RosterPage> {
  const sort = sortOf(name)
  const { rows, total } = await found(ctx, { filter: filterOf(ctx.actor, filter), sort, after: after === undefined ? null : placeOf(after), most: limit + 1 }, most)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    members: await listed(ctx, page), next: rows.length > limit && last !== undefined ? `${valueOf(sort, last)}_${last.memberId}` : null,
    total: after === undefined ? { members: Math.min(total, most), isMore: total > most } : null,
  }
}

/** A filter with whoever asks for "my members" by their id. @throws AppError http.wrong_shape */
export function filterOf(actor: Actor, filter: RosterFilter): RosterFilter {
  if (filter.manager !== 'me') return filter
  if (actor.kind !== 'staff') throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'manager', found: '"me"', wanted: 'an id of GET /managers: a key looks after nobody', code: 'bad_value' }] })
  return { ...filter, manager: actor.staffId }
}

/** A sort by its name. */
function sortOf(name: string): RosterSort {
  const isDown = name.startsWith('-')
  return { by: (isDown ? name.slice(1) : name) as RosterSort['by'], isDown }
}

/** Whom a filter fits: few are found and sorted, of many an index has the order. */
async function found(ctx: ReadContext, asked: Asked, most: number): Promise<{ rows: RosterRow[]; total: number }> {
  const isEverybody = Object.keys(asked.filter).length === 0
  if (isEverybody) return { rows: await selectRoster(ctx, asked), total: (await countRoster(ctx, {}, most + 1)).members }
  const { members, rows } = await selectSparse(ctx, asked, most)
  return { rows: members <= most ? rows : await selectRoster(ctx, asked), total: members }
}

function valueOf({ by }: RosterSort, row: RosterRow): number {
  return { joined: row.joinedAt, active: row.lastAt, balance: row.balance, spend: row.spendMinor, id: 0 }[by]
}

/** Where a page goes on, as it was said. @throws AppError http.wrong_shape */
export function placeOf(cursor: string): RosterPlace {
  const [, value, memberId] = /^(-?\d{1,15})_(.+)$/.exec(cursor) ?? []
  if (value === undefined || memberId === undefined) {
    throw new AppError('invalid', 'http.wrong_shape', { errors: [{ path: 'after', found: shown(cursor), wanted: 'the "next" of the page before', code: 'bad_format' }] })
  }
  return { value: Number(value), memberId }
}

/** Rows with who they are, masked unless they shall be whole, in the order of the rows. */
export async function listed(ctx: ReadContext, rows: readonly Omit<RosterRow, 'hasEmail' | 'pending'>[], { isWhole = false }: { isWhole?: boolean } = {}): Promise<RosterMember[]> {
  const people = new Map((await listPeople(ctx, rows.map(({ memberId, kind, joinedAt, isTest }) => ({ memberId, kind, createdAt: joinedAt, mergedInto: null, erasedAt: null, isTest })), { isWhole })).map((one) => [one.memberId, one]))
  const timeline = await readTimeline(ctx)
  const currency = timeline.length === 0 ? null : publicationAt(timeline, ctx.now).program.currency
  return rows.map(({ memberId, kind, joinedAt, lastAt, market, region, tags, levels, balance, debt, spendMinor, orders, isTest }) => {
    const { externalIds = [], name = null, email = null, phone = null } = people.get(memberId) ?? {}
    return { memberId, kind, externalIds, name, email, phone, joinedAt, lastAt, market, region, tags, levels, balance, debt, spendMinor, currency, orders, isTest }
  })
}

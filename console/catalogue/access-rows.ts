import type { ProductAccess, ToldAccess } from '#sdk/index'
import { instantStill, localTime } from './times.ts'
import type { Whom } from './whom-fields.tsx'

/** A row of whom a product is sold to: as the fields have it, what they do not hold of it, and its times to the second. */
export type AccessRow = { whom: Whom; /** All that the shopper must be besides. */ rest: Omit<ToldAccess, 'from' | 'until'>; was: Pick<ProductAccess, 'from' | 'until'> }

/** What was said before, as the fields show it: of several conditions the first of company, level and tag is in them, and the others stay beside it. */
export function rowOf({ isMembers, tag, level, memberId, from, until }: Omit<ProductAccess, 'member'>): AccessRow {
  const all = { ...(memberId === null ? {} : { member: memberId }), ...(level === null ? {} : { level }), ...(tag === null ? {} : { tag }), ...(isMembers ? { isMembers } : {}) }
  const [shown] = Object.keys(all) as (keyof typeof all)[]
  const { [shown ?? 'member']: value, ...rest } = all
  const sort = shown === undefined ? 'everybody' : shown === 'member' ? 'company' : shown === 'isMembers' ? 'members' : shown
  return { whom: { sort, name: typeof value === 'string' ? value : '', from: localTime(from), until: localTime(until) }, rest, was: { from, until } }
}

/** Where a sort of shoppers stands in what is told. */
const FIELDS = { members: 'isMembers', tag: 'tag', level: 'level', company: 'member' } as const

/** The sorts that the fields of a row offer: not what the shopper must be besides, which would take its place. */
export function sortsOf({ rest }: AccessRow): readonly Whom['sort'][] {
  return (['everybody', 'members', 'tag', 'level', 'company'] as const).filter((sort) => sort === 'everybody' || rest[FIELDS[sort]] === undefined)
}

/** The row as it is sent: what nobody changed as it was. */
export function toldOf({ whom: { sort, name, from, until }, rest, was }: AccessRow): ToldAccess {
  const [fromAt, untilAt] = [instantStill(from, was.from), instantStill(until, was.until)]
  return {
    ...rest,
    ...(sort === 'members' ? { isMembers: true } : sort === 'tag' ? { tag: name.trim() } : sort === 'level' ? { level: name } : sort === 'company' ? { member: name.trim() } : {}),
    ...(fromAt === undefined ? {} : { from: fromAt }), ...(untilAt === undefined ? {} : { until: untilAt }),
  }
}

import { dayParts, dayText } from '#engine/calendar'
import { majorAmount, type ConditionScope } from '#engine/program/conditions'
import { dayOf, type Draft } from './draft.ts'
import type { OrderLine } from './event.ts'
import { resolvedLevels } from './levels.ts'
import { marketOf } from './policy.ts'
import { baseOf, total } from './snapshot.ts'
import type { PaidOrder } from './state.ts'

/** What happened, as earn rules see it. */
export type Occasion = {
  name: string
  /** Where the snapshot of what it earns will be kept. */
  award: string
  fields?: Readonly<Record<string, string | number | boolean | readonly string[]>>
  /** An order that another one was exchanged for: that one was counted towards each nth. */
  isCountedAlready?: boolean
  order?: { id: string; paid: PaidOrder; lines: readonly OrderLine[]; coupons: readonly string[] }
}

/** What a condition may read of the member, the day and the occasion. Whole numbers are BigInt, as CEL wants them. */
export function scopeOf(draft: Draft, { name, fields, order }: Occasion): ConditionScope {
  const event = { name, ...eventFields(fields) }
  return { member: memberScope(draft), today: todayScope(draft), event, ...(order === undefined ? {} : { order: orderScope(draft, order) }) }
}

function memberScope(draft: Draft): ConditionScope['member'] {
  const { head, program } = draft
  const levels = resolvedLevels(head, program)
  const joined = head.joinedAt === null ? dayOf(draft) : dayOf(draft, head.joinedAt)
  return {
    level: levels[0] ?? '', levels, tags: head.tags, market: marketOf(head, program).id, region: head.region ?? '',
    orders: BigInt(head.series['orders']?.total ?? 0), spend: majorAmount(head.series['spend']?.total ?? 0, program.currency),
    days: BigInt(dayOf(draft) - joined),
  }
}

function todayScope(draft: Draft): ConditionScope['today'] {
  const day = dayOf(draft)
  const { year, month, date, weekday } = dayParts(day)
  return { date: dayText(day), year: BigInt(year), month: BigInt(month), day: BigInt(date), weekday: BigInt(weekday) }
}

function orderScope(draft: Draft, { id, paid, lines, coupons }: NonNullable<Occasion['order']>): NonNullable<ConditionScope['order']> {
  const eligible = total(paid.lines.map((line) => line.eligibleMinor))
  return {
    id, currency: paid.currency, market: paid.market,
    total: majorAmount(eligible, paid.currency), base_total: majorAmount(baseOf(eligible, paid.rate), draft.program.currency),
    skus: lines.map(({ sku }) => sku), tags: [...new Set(lines.flatMap(({ tags }) => tags ?? []))], coupons,
    lines: BigInt(lines.length), items: BigInt(lines.reduce((sum, { quantity }) => sum + quantity, 0)),
    is_first: (draft.head.series['orders']?.total ?? 0) === 0,
  }
}

function eventFields(fields: Occasion['fields'] = {}): Record<string, string | bigint | boolean | readonly string[]> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'number' ? BigInt(value) : value]))
}

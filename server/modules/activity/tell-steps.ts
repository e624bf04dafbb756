import { dayText, instantText } from '#engine/calendar'
import { explain, type Explaining } from '#engine/member/explain'
import type { Trace } from '#engine/member/outcome'
import { isContact, seesIdsWhole, selectExternalIds } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import type { Explanation } from './member-schemas.ts'

/** Steps as sentences, and as they are read outside: all of each, or as much as `shown` leaves, with the place of its sentence. */
export function tellSteps(steps: readonly Trace[], explaining: Explaining, shown: (step: Trace) => Readonly<Record<string, unknown>> = outside): Explanation {
  const sentences: string[] = []
  const told = steps.map((step) => {
    const [sentence] = explain([step], explaining)
    return { ...shown(step), sentence: sentence === undefined ? null : sentences.push(sentence) - 1 }
  })
  return { sentences, steps: told as unknown as Explanation['steps'] }
}

/** A step with its days as dates and its instants as times; its own instant the edge writes. */
function outside({ code, at, ...values }: Trace): Readonly<Record<string, unknown>> {
  return { code, at, ...(outsideValue(values) as object) }
}

function outsideValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(outsideValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => {
    if (key === 'day' && typeof one === 'number') return [key, dayText(one)]
    return [key, key === 'at' && typeof one === 'number' ? instantText(one) : outsideValue(one)]
  }))
}

/** The fields of a step that name another member. */
export const NAMING_MEMBERS = ['to', 'from', 'absorbed', 'into', 'by'] as const

/**
 * The same with the shop's ids where ours stood: of a member that points went to or came from, that another became, or who decided.
 * One by which somebody is reached stays ours for whoever may not see it. `named` are ids that the request itself told.
 */
export async function withShopIds<T extends Readonly<Record<string, unknown>>>(ctx: ReadContext, told: readonly T[], named: ReadonlyMap<string, string> = new Map()): Promise<T[]> {
  const isMember = (value: unknown): value is string => typeof value === 'string' && value.startsWith('mem_')
  const ids = [...new Set(told.flatMap((one) => NAMING_MEMBERS.flatMap((field) => (isMember(one[field]) ? one[field] : []))))]
  if (ids.length === 0) return [...told]
  const known = new Map([...(await selectExternalIds(ctx, ids)).filter(({ externalId }) => seesIdsWhole(ctx.actor) || !isContact(externalId)).map(({ memberId, externalId }) => [memberId, externalId] as const), ...named])
  return told.map((one) => {
    const ids = NAMING_MEMBERS.filter((field) => isMember(one[field])).map((field) => [field, known.get(one[field] as string) ?? one[field]])
    return ids.length === 0 ? one : { ...one, ...Object.fromEntries(ids) }
  })
}

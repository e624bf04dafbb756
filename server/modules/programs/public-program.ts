import { publicationAt } from '#engine/program/timeline'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { selectVersion } from './programs.store.ts'
import { readTimeline } from './read-timeline.ts'
import type * as shapes from './public-schemas.ts'

/** Of the document what shoppers may know; what is not named here is the store's own: margins, floors, discounts, price lists, companies, limits. */
const SHOWN = ['program', 'name', 'description', 'currency', 'zone', 'units', 'market', 'pending', 'expiry', 'refund', 'level', 'benefits'] as const
const MARKET = ['name', 'currency', 'zone', 'earn', 'redeem'] as const
const RULE = ['id', 'name', 'on', 'unit', 'rate', 'points', 'minimum', 'per', 'rounding', 'combine', 'every', 'streak', 'pending', 'expiry'] as const
const MULTIPLIER = ['id', 'name', 'times', 'dates', 'weekdays', 'month_days'] as const
const ENTITLEMENT = ['id', 'name', 'description', 'uses', 'level_uses', 'per'] as const

type Json = Readonly<Record<string, unknown>>

/** The rules in force as shoppers may read them, in the words of the document: how one earns, levels, benefits and services. @throws AppError programs.none_published */
export async function readPublicProgram(ctx: ReadContext): Promise<shapes.PublicProgram> {
  const timeline = await readTimeline(ctx)
  if (timeline.length === 0) throw new AppError('conflict', 'programs.none_published', { storeId: ctx.storeId })
  const { version } = publicationAt(timeline, ctx.now)
  const document = (await selectVersion(ctx, version))?.document as Json
  return { version, program: publicPart(document) }
}

function publicPart(document: Json): Record<string, unknown> {
  const { markets = {}, earn = [], entitlements = [], tiers = [] } = document as { markets?: Record<string, Json>; earn?: Json[]; entitlements?: Json[]; tiers?: Json[] }
  return {
    ...pick(document, SHOWN), markets: Object.fromEntries(Object.entries(markets).map(([id, market]) => [id, pick(market, MARKET)])),
    earn: earn.map((rule) => ({ ...pick(rule, RULE), hasCondition: rule['when'] !== undefined, multipliers: ((rule['multipliers'] ?? []) as Json[]).map((one) => ({ ...pick(one, MULTIPLIER), hasCondition: one['when'] !== undefined })) })),
    tiers: tiers.map(withoutTags), entitlements: entitlements.map((one) => pick(one, ENTITLEMENT)),
  }
}

function pick(from: Json, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((field) => (from[field] === undefined ? [] : [[field, from[field]]])))
}

/** Criteria may ask for a tag, whose name is the store's own: that one is asked for, and no more, is told. */
function withoutTags(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTags)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => (key === 'tag' && typeof one === 'string' ? [key, ''] : [key, withoutTags(one)])))
}

import { eventKey } from '#engine/ids'
import { AMENDED } from '#engine/member/amend'
import { activityAwardId, orderAwardId } from '#engine/member/award-ids'
import type { MemberEvent, Order } from '#engine/member/event'
import type { Award } from '#engine/member/state'
import { publicationAt } from '#engine/program/timeline'
import { selectAwardsOf, type FeedRow } from '#server/modules/activity/index'
import { withAuthors } from '#server/modules/keys/index'
import { nameMembers, readGoingOn } from '#server/modules/members/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { saidChanges } from './said-changes.ts'
import type { FeedItem } from './schemas.ts'

/** Rows of the list of events in short, each with whose it is and what it gave. */
export async function tellItems(ctx: ReadContext, rows: readonly FeedRow[]): Promise<FeedItem[]> {
  if (rows.length === 0) return []
  const timeline = await readTimeline(ctx)
  const { mainUnit } = publicationAt(timeline, ctx.now).program
  const goesOn = await readGoingOn(ctx, rows.map(({ memberId }) => memberId))
  const people = await nameMembers(ctx, [...goesOn.values()])
  const awards = await readAwards(ctx, rows, goesOn)
  const items = rows.map(({ at, recordedAt, memberId, event }) => {
    const holder = goesOn.get(memberId) ?? memberId
    const award = awards.get(`${holder} ${awardIdOf(event)}`) ?? awards.get(`${memberId} ${awardIdOf(event)}`)
    const { source, id, kind: type } = event
    const { amountMinor = null, currency = null } = moneyOf(event)
    return {
      at, recordedAt, type, ...(event.amends === undefined ? { source, id } : { source: event.amends.source, id: event.amends.id }), member: people.get(holder) ?? { memberId: holder, name: null, externalId: null, isTest: false },
      orderId: orderIdOf(event), name: nameOf(event), changes: award === undefined ? saidChanges(event, mainUnit) : changesOf(award), amountMinor, currency,
      reason: 'reason' in event ? (event.reason ?? null) : null, author: 'author' in event ? (event.author ?? null) : null, isCorrection: source === AMENDED,
    }
  })
  return withAuthors(ctx, items)
}

/** After a merge what earned is with the one that goes on, or where it was. */
async function readAwards(ctx: ReadContext, rows: readonly FeedRow[], goesOn: ReadonlyMap<string, string>): Promise<Map<string, Award>> {
  const wanted = rows.flatMap(({ memberId, event }) => {
    const awardId = awardIdOf(event)
    return awardId === null ? [] : [...new Set([memberId, goesOn.get(memberId) ?? memberId])].map((holder) => ({ memberId: holder, awardId }))
  })
  return new Map((await selectAwardsOf(ctx, wanted)).map(({ memberId, award }) => [`${memberId} ${award.id}`, award]))
}

function awardIdOf(event: MemberEvent): string | null {
  if (event.kind === 'order.paid' || event.kind === 'order.exchanged') return orderAwardId(event.order.id)
  if (event.kind === 'activity') return activityAwardId(eventKey(event.source, `${event.id}/${event.name}`))
  return event.kind === 'member.joined' ? activityAwardId(eventKey(event.source, `${event.id}/member.joined`)) : null
}

/** What an award gives now, by unit. */
export function changesOf({ earnings }: Award): FeedItem['changes'] {
  const units = new Map<string, number>()
  for (const { unit, earned, clawed } of earnings) units.set(unit, (units.get(unit) ?? 0) + earned - clawed)
  return [...units].filter(([, points]) => points !== 0).map(([unit, points]) => ({ unit, points }))
}

/** The order that an event is about; of an exchange the new one. */
export function orderIdOf(event: MemberEvent): string | null {
  if ('order' in event) return event.order.id
  return 'orderId' in event ? (event.orderId ?? null) : null
}

/** Which activity, reward, level or entitlement an event is about. */
export function nameOf(event: MemberEvent): string | null {
  switch (event.kind) {
    case 'activity': return event.name
    case 'reward.redeemed': return event.reward
    case 'tier.set': return event.level
    case 'entitlement.granted':
    case 'entitlement.withdrawn':
    case 'entitlement.used': return event.entitlement
    default: return null
  }
}

function moneyOf(event: MemberEvent): { amountMinor?: number; currency?: string } {
  if ('order' in event) return { amountMinor: totalOf(event.order), currency: event.order.currency }
  return event.kind === 'credit.noted' ? { amountMinor: event.amountMinor, currency: event.currency } : {}
}

/** What an order came to: lines less discounts, with shipping and with tax. */
export function totalOf({ lines, taxIncluded = false, discountMinor = 0, shippingMinor = 0 }: Order): number {
  const goods = lines.reduce((sum, line) => sum + line.amountMinor - (line.discountMinor ?? 0) + (taxIncluded ? 0 : (line.taxMinor ?? 0)), 0)
  return goods - discountMinor + shippingMinor
}

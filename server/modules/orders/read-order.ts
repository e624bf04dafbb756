import { compareEvents, type MemberEvent } from '#engine/member/event'
import { orderAwardId } from '#engine/member/award-ids'
import { zoneOf } from '#engine/member/policy'
import type { Award } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import { publicationAt } from '#engine/program/timeline'
import { readOwnEvents, readState, selectAwardsOf, selectHoldersOf, selectOrderPostings } from '#server/modules/activity/index'
import { pendingLot, totalOf } from '#server/modules/feed/index'
import { nameMembers, readGoingOn, readSelves } from '#server/modules/members/index'
import { readCauses } from '#server/modules/moments/index'
import { readTimeline } from '#server/modules/programs/index'
import type { ReadContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import type { OrderStory, ReadOrder, TellingOf } from './schemas.ts'

/** A shop that gives one number to more members than this has no numbers. */
const MOST_HOLDERS = 10

/** An order by the shop's number: whose it is, what was told of it, what each telling gave or took, and what waits. @throws AppError orders.unknown */
export async function readOrder(ctx: ReadContext, { order }: ReadOrder): Promise<OrderStory> {
  const holders = await selectHoldersOf(ctx, orderAwardId(order), MOST_HOLDERS)
  const memberIds = [...new Set((await readGoingOn(ctx, holders)).values())]
  const timeline = await readTimeline(ctx)
  const members: TellingOf[] = []
  for (const memberId of memberIds) {
    const telling = await readTelling(ctx, timeline, { memberId, order, holders })
    if (telling !== null) members.push(telling)
  }
  if (members.length === 0) throw new AppError('not_found', 'orders.unknown', { order })
  return { order, members }
}

type Asked = { memberId: string; order: string; holders: readonly string[] }

async function readTelling(ctx: ReadContext, timeline: Timeline, { memberId, order, holders }: Asked): Promise<TellingOf | null> {
  const member = (await nameMembers(ctx, [memberId])).get(memberId)
  const selves = await readSelves(ctx, memberId)
  const own = await readOwnEvents(ctx, timeline, { memberId })
  const past = selves.length === 1 ? [] : (await Promise.all(selves.filter((self) => self !== memberId).map((self) => readOwnEvents(ctx, timeline, { memberId: self })))).flat()
  const events = [...own, ...past].map(({ event }) => event).filter((event) => isOf(event, order)).sort(compareEvents)
  const awards = await selectAwardsOf(ctx, [...new Set([memberId, ...holders.filter((holder) => selves.includes(holder))])].map((holder) => ({ memberId: holder, awardId: orderAwardId(order) })))
  const award = (awards.find((one) => one.memberId === memberId) ?? awards[0])?.award
  if (member === undefined || award === undefined || (events.length === 0 && award.paid === null)) return null
  const { state, until } = await readState(ctx, { memberId, allLots: true, timeline })
  const steps = stepsOf(events, await selectOrderPostings(ctx, { memberIds: selves, orderId: order }))
  const causeOf = await readCauses(ctx, steps)
  return {
    member, zone: zoneOf(state.head, publicationAt(timeline, until).program), ...paidOf(award, events, order), rules: rulesOf(award),
    pending: [...state.lots.values()].filter((lot) => lot.orderId === order && lot.isPending && lot.left > 0).map((lot) => pendingLot(timeline, lot)),
    steps: steps.map((step) => ({ ...step, cause: causeOf(step) })),
  }
}

/** What each rule of a version gave; what an exchange kept, and what it added, is one. */
function rulesOf({ earnings }: Award): TellingOf['rules'] {
  const rules = new Map<string, TellingOf['rules'][number]>()
  for (const { rule, version, unit, earned, clawed, waived } of earnings) {
    const key = [rule, version, unit].join()
    const sum = rules.get(key) ?? { rule, version, unit, earned: 0, clawed: 0, waived: 0 }
    rules.set(key, { ...sum, earned: sum.earned + earned, clawed: sum.clawed + clawed, waived: sum.waived + waived })
  }
  return [...rules.values()]
}

/** Whether an event is about an order: of an exchange both are. */
function isOf(event: MemberEvent, order: string): boolean {
  return ('order' in event && event.order.id === order) || ('orderId' in event && event.orderId === order)
}

function paidOf(award: Award, events: readonly MemberEvent[], id: string): Pick<TellingOf, 'paidAt' | 'currency' | 'market' | 'totalMinor' | 'isWhollyRefunded' | 'lines'> {
  const order = events.flatMap((event) => ('order' in event && event.order.id === id ? [event.order] : [])).at(-1)
  return {
    paidAt: award.paid?.at ?? null, currency: order?.currency ?? award.paid?.currency ?? null, market: award.paid?.market ?? null, totalMinor: order === undefined ? null : totalOf(order), isWhollyRefunded: award.isWhollyRefunded,
    lines: (order?.lines ?? []).map((line) => ({ id: line.id, sku: line.sku, quantity: line.quantity, amountMinor: line.amountMinor - (line.discountMinor ?? 0) })),
  }
}

type Postings = Awaited<ReturnType<typeof selectOrderPostings>>

/** Events with what each moved of the order's points; what time did is a step of its own at each instant. */
function stepsOf(events: readonly MemberEvent[], postings: Postings): Omit<TellingOf['steps'][number], 'cause'>[] {
  const moved = Map.groupBy(postings, ({ source, sourceId, effectiveAt }) => `${source} ${sourceId}${source === 'time' ? ` ${effectiveAt}` : ''}`)
  const told = events.map(({ at, kind, source, id }) => {
    const moves = movesOf(moved.get(`${source} ${id}`) ?? [])
    moved.delete(`${source} ${id}`)
    return { at, type: kind as string | null, source, id, moves }
  })
  const others = [...moved.values()].flatMap((group) => (group[0] === undefined ? [] : [{ at: group[0].effectiveAt, type: null, source: group[0].source, id: group[0].sourceId, moves: movesOf(group) }]))
  return [...told, ...others].sort((a, b) => a.at - b.at)
}

/** What went the same way for the same reason is one line, though it was of several lots. */
function movesOf(postings: Postings): TellingOf['steps'][number]['moves'] {
  const moves = new Map<string, TellingOf['steps'][number]['moves'][number]>()
  for (const { unit, from, to, reason, points } of postings) {
    const key = [unit, from, to, reason].join()
    moves.set(key, { unit, from, to, reason, points: points + (moves.get(key)?.points ?? 0) })
  }
  return [...moves.values()]
}

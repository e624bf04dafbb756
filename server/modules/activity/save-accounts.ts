import type { Instant } from '#engine/calendar'
import { duesOf } from '#engine/member/lot-ends'
import { isOwnDeed, type MemberEvent } from '#engine/member/event'
import { emptyMember, snapshotOf } from '#engine/member/parts'
import type { Award, Spend } from '#engine/member/state'
import type { Timeline } from '#engine/program/program'
import { issueDue, returnUses, type DueCoupon } from '#server/modules/coupons/index'
import { noteJudged } from '#server/modules/programs/index'
import { updateClock } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import type { Account } from './account.ts'
import { lockChain, type KeyRow, type LotRow } from './activity.store.ts'
import { bookPostings } from './chain.ts'
import { newsOf } from './news-of.ts'
import { saveChanges, savePostings, type Changes } from './save.store.ts'

/** So far may clocks of two machines be apart. */
export const CLOCKS_APART_MS = 1_000

/** What else a batch writes: the keys of its events, and how much more is used of shared limits. */
export type Besides = { keys?: readonly KeyRow[]; budgets?: Readonly<Record<string, number>> }

/**
 * Writes what has become of members. How far they were judged is noted, and postings are booked behind the store's last, at the end: from there
 * to the commit, batches of one store wait for each other, and for all that comes before they do not.
 */
export async function saveAccounts(ctx: WriteContext, accounts: readonly Account[], { timeline, keys = [], budgets = {} }: Besides & { timeline: Timeline }): Promise<void> {
  const changed = accounts.filter(({ isChanged }) => isChanged)
  await saveChanges(ctx, { ...partsOf(changed, timeline), keys, budgets: Object.entries(budgets).flatMap(([rule, change]) => (change === 0 ? [] : [{ rule, change }])) })
  await issueDue(ctx, changed.flatMap((account) => dueCoupons(ctx, account)))
  await returnUses(ctx, changed.flatMap(({ told }) => told.flatMap(({ fact }) => (fact.name === 'order.refunded' && fact['isWhole'] === true ? [String(fact['orderId'])] : []))))
  const judged = Math.max(...changed.map(({ state }) => state.head.advancedTo))
  if (changed.length > 0) await noteJudged(ctx, judged)
  // A clock that stands goes on with what is done one behind the other, so that it is seen.
  if (judged > ctx.now && judged - ctx.now <= CLOCKS_APART_MS) await updateClock(ctx, judged)
  const postings = changed.flatMap(({ memberId, postings }) => postings.map((posting) => ({ memberId, posting })))
  if (postings.length > 0) await savePostings(ctx, bookPostings(postings, { ...await lockChain(ctx), bookedAt: ctx.now }))
}

/** What an event tells of so long ago is history: a past that is imported brings nobody a coupon. */
const COUPON_LATE_MS = 7 * 86_400_000

/** The coupons that are due by what was told. Whoever had events before is welcomed by none that belongs before them: by an import they may have been a member elsewhere. */
function dueCoupons({ now }: WriteContext, { memberId, told, events, recorded }: Account): DueCoupon[] {
  const isNew = events === recorded.length
  return told.flatMap(({ fact: { name, ...fact }, cause }) => {
    const isDue = name === 'coupon.due' && (cause === null || now - fact.at <= COUPON_LATE_MS) && (isNew || fact['occasion'] !== 'welcome')
    return isDue ? [{ memberId, ...fact } as DueCoupon] : []
  })
}

function partsOf(accounts: readonly Account[], timeline: Timeline): Omit<Changes, 'keys' | 'budgets'> {
  return {
    heads: accounts.map(({ memberId, state: { head }, events, last, recorded, into }) => ({ memberId, head, events, nextDue: head.nextDue, lastPlace: last && placeOf(last), deedAt: deedAtOf(recorded), intoMemberId: into?.memberId ?? null, intoAt: into?.at ?? null })),
    lots: accounts.flatMap((account) => lotsOf(account, timeline)),
    awards: accounts.flatMap(({ memberId, state, changed }) => [...changed.awards].map((id) => ({ memberId, award: state.awards.get(id) as Award }))),
    spends: accounts.flatMap(({ memberId, state, changed }) => [...changed.spends].map((id) => ({ memberId, spend: state.spends.get(id) as Spend }))),
    gone: accounts.flatMap(({ memberId, gone }) => KINDS.flatMap((kind) => [...gone[kind]].map((id) => ({ memberId, kind, id })))),
    events: accounts.flatMap(({ recorded }) => recorded.map(({ memberId, event }) => ({ memberId, event: kept(event) }))),
    news: accounts.flatMap(({ memberId, state: { head }, counted, into }) => newsOf(memberId, { was: counted, is: into === null ? head.series : {} })),
    outbox: accounts.flatMap(({ memberId, told }) => told.map(({ fact: { name, ...fact }, cause }) => ({ memberId, topic: name, payload: { ...fact, source: cause?.source ?? 'time', sourceId: cause?.id ?? '' } }))),
  }
}

function deedAtOf(recorded: Account['recorded']): Instant | null {
  const deeds = recorded.flatMap(({ event }) => (isOwnDeed(event) ? [event.at] : []))
  return deeds.length === 0 ? null : Math.max(...deeds)
}

const KINDS = ['lots', 'awards', 'spends'] as const

/** A merge is kept with the name of the other: what it brings is read from the other's own events. */
function kept(event: MemberEvent): MemberEvent {
  return event.kind === 'member.merged' ? { ...event, absorbed: snapshotOf(emptyMember(event.absorbed.head.member)) } : event
}

/** Where an event stands in the order of events: all that another one is compared with. */
function placeOf({ at, kind, source, id }: MemberEvent): object {
  return { at, kind, source, id }
}

/** Lots that changed, and those that time does something to at another instant than was written. */
function lotsOf({ memberId, state, changed, dues }: Account, timeline: Timeline): LotRow[] {
  const open = duesOf(timeline, state, state.lots.values()).filter(({ lot, due }) => changed.lots.has(lot.id) || dues.get(lot.id) !== due)
  const closed = [...changed.lots].flatMap((id) => state.closedLots.get(id) ?? [])
  return [...open.map(({ lot, due }) => ({ memberId, lot, dueAt: due, isOpen: true })), ...closed.map((lot) => ({ memberId, lot, dueAt: null, isOpen: false }))]
}

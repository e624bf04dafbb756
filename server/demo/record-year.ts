import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { advanceStore, insertGuests, type Recorder, type Recording } from '#server/modules/activity/index'
import { listCoupons } from '#server/modules/coupons/index'
import { rollStore } from '#server/modules/figures/index'
import { findMembers } from '#server/modules/members/index'
import { getStore, updateClock } from '#server/modules/stores/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { LOOKED_AT, YEAR_BEGINS } from './days.ts'
import { doDeed, type DeedTold } from './do-deeds.ts'
import type { Year } from './live-year.ts'
import type { Told } from './lives.ts'
import { makePeople, newcomersOf } from './make-people.ts'

/** What records a year: a store, and where to tell how far it is. A signal ends it between two weeks; the next call goes on there. */
export type YearRecording = { database: Database; recorder: Recorder; storeId: string; onProgress: (done: number, total: number) => void; signal: AbortSignal }

/** What a shop tells at once: first events of many members, and then a deed of some of them. */
type Round = { events: EventTold[]; deeds: DeedTold[] }
type EventTold = Exclude<Told, DeedTold>

/** Coupons of one sort that a member of the demo may have unused. */
const MOST_COUPONS = 20
const WEEK = 7 * 86_400_000
const ACTOR = { kind: 'system', job: 'demo' } as const

/**
 * Records a year in a sandbox as a shop would have told it: week by week, what members did and then what time brings, so that the clock
 * of the store always stands where the story is. In the end it stands a millisecond before the story's end. Where a span ends that a
 * home compares with, its figures are summed up, as they are kept as they were known then.
 */
export async function recordYear(year: Year, recording: YearRecording): Promise<void> {
  const { database, storeId, onProgress, signal } = recording
  const end = year.asOf - 1
  const newcomers = newcomersOf(year)
  const inStore = <T>(now: Instant, act: (ctx: WriteContext) => Promise<T>) => database.inStore(storeId, (db) => act({ db, storeId, actor: ACTOR, now }))
  const { clockAt } = await inStore(0, getStore)
  for (let from = Math.max(YEAR_BEGINS - 1, clockAt ?? 0); from < end && !signal.aborted;) {
    const until = Math.min(from + WEEK, end, ...LOOKED_AT.filter((at) => at > from))
    const isNow = ({ at }: { at: Instant }) => at > from && at <= until
    await inStore(until, async (ctx) => {
      await makePeople(ctx, newcomers.filter(isNow))
      await insertGuests(ctx, year.guests.filter(isNow))
    })
    for (const round of roundsOf(year.told.filter(isNow))) await tellRound(year, recording, { round, until })
    await advanceStore({ database }, { storeId, until })
    if (LOOKED_AT.includes(until)) while (await inStore(until, (ctx) => rollStore(ctx, { worldNow: until })));
    await inStore(until, (ctx) => updateClock(ctx, until))
    onProgress(until - YEAR_BEGINS, end - YEAR_BEGINS)
    from = until
  }
}

/**
 * What was told of a week, in as few rounds as keep each member's own order: a deed comes behind what the member did before it, and a
 * coupon is looked up when what brought it is known.
 */
function roundsOf(week: readonly Told[]): Round[] {
  const rounds: Round[] = []
  const places = new Map<string, { round: number; hasEvents: boolean }>()
  for (const told of week) {
    const place = places.get(told.member) ?? { round: 0, hasEvents: false }
    places.set(told.member, place)
    if ('event' in told && told.coupon !== null && place.hasEvents) Object.assign(place, { round: place.round + 1, hasEvents: false })
    const round = (rounds[place.round] ??= { events: [], deeds: [] })
    if ('event' in told) {
      round.events.push(told)
      place.hasEvents = true
    } else {
      round.deeds.push(told)
      Object.assign(place, { round: place.round + 1, hasEvents: false })
    }
  }
  return rounds
}

async function tellRound(year: Year, { database, recorder, storeId }: YearRecording, { round: { events, deeds }, until }: { round: Round; until: Instant }): Promise<void> {
  if (events.length > 0) {
    const recordings = await database.readStore(storeId, (db) => withCoupons({ db, storeId, actor: ACTOR, now: until }, events))
    const answers = await recorder.record({ storeId, actor: ACTOR, now: until }, recordings)
    // An order that a year told before it was interrupted has named its coupon then; now it is used, and not found.
    const isKnown = (place: number) => events[place]?.coupon !== null && answers[place]?.status === 'conflict'
    const wrong = answers.findIndex(({ status }, place) => status !== 'accepted' && status !== 'duplicate' && !isKnown(place))
    assert(wrong < 0, 'what happened in the year is accepted', { answer: answers[wrong], event: events[wrong]?.event })
  }
  for (const deed of deeds) await doDeed({ database, storeId, year }, deed)
}

/** The events, with the codes of the coupons that orders name. */
async function withCoupons(ctx: ReadContext, events: readonly EventTold[]): Promise<Recording[]> {
  const naming = events.filter(({ coupon }) => coupon !== null)
  const known = await findMembers(ctx, naming.map(({ member }) => member))
  const codes = new Map<MemberEvent, string>()
  for (const { member, event, coupon } of naming) {
    const memberId = known.get(member)
    if (memberId === undefined || coupon === null) continue
    const { coupons } = await listCoupons(ctx, { member: memberId, discount: coupon, locale: 'en', limit: MOST_COUPONS })
    const valid = coupons.find(({ status, until }) => (status === 'issued' || status === 'expired') && (until === null || until > event.at))
    if (valid !== undefined) codes.set(event, valid.code)
  }
  return events.map(({ member, event }): Recording => {
    const code = codes.get(event)
    return { member: { externalId: member }, event: code === undefined || event.kind !== 'order.paid' ? event : { ...event, order: { ...event.order, coupons: [code] } } }
  })
}

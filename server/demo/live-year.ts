import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import type { MemberState } from '#engine/member/state'
import type { Program } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'
import type { BacktestReport } from '#engine/simulate/report'
import type { GuestOrder } from '#server/modules/activity/index'
import { openChance } from './chance.ts'
import { storyEnds } from './days.ts'
import { byTime } from './happenings.ts'
import { liveShopping } from './live-shopping.ts'
import { eventsIn, openLives, type Lives, type Told } from './lives.ts'
import { planGuests } from './plan-guests.ts'
import { planTrade, type Company, type TradeEvent } from './plan-trade.ts'
import { planYear } from './plan-year.ts'
import type { Shopper } from './shoppers.ts'

/** The year as it was lived: every member's events and final state, and the report over all. */
export type Year = {
  program: Program
  shoppers: readonly Shopper[]
  companies: readonly Company[]
  guests: readonly GuestOrder[]
  eventsOf: ReadonlyMap<string, readonly MemberEvent[]>
  /** What the shop tells of it, in the order in which it does. */
  told: readonly Told[]
  stateOf: (member: string) => MemberState
  report: BacktestReport
  /** The midnight that closes the year in the store's zone. */
  asOf: Instant
}

const DAY = 86_400_000
/** Of reviews, one in so many is told late by the plug-in that sends them, by so many days. */
const [LATE_ONE_IN, LATE_DAYS] = [25, 12]
/** Who is erased has done nothing for so many days. */
const QUIET_DAYS = 45
const TAKING: ReadonlySet<string> = new Set(['points.spent', 'points.sent', 'reward.redeemed', 'spend.cancelled', 'entitlement.used', 'member.merged', 'points.adjusted'])

/** Lives the year of a seed under a program. Requests are decided with the balance of the moment, everything else is fact. */
export function liveYear(program: Program, seed: number): Year {
  const chance = openChance(seed)
  const { shoppers, happenings } = planYear(chance)
  const timeline = timelineOf(program)
  const asOf = storyEnds(program.zone)
  const trade = planTrade(chance, timeline, asOf)
  const guests = planGuests(chance, asOf)
  const lives = openLives(timeline, asOf)
  const shopping = liveShopping({ program, chance, lives })
  const moments = [
    ...happenings.map((happening) => ({ ...happening, live: () => shopping(happening) })),
    ...trade.events.map((one) => ({ at: one.event.at, shopper: { id: one.member }, live: () => liveTrade(lives, one) })),
    ...guests.map((guest) => ({ at: guest.at, shopper: { id: guest.id }, live: () => lives.backtest.takeGuest(guest) })),
  ]
  for (const { live } of moments.sort(byTime)) live()
  for (const { id, joinedAt, addedAt } of trade.companies) {
    lives.act(id, { do: 'contract' }, { at: joinedAt, kind: null })
    lives.act(id, { do: 'buyers' }, { at: addedAt, kind: null })
  }
  const report = lives.backtest.finish(asOf)
  return {
    program, guests, report, asOf, companies: trade.companies, told: tellLate(lives, asOf),
    shoppers: [...shoppers, ...trade.shoppers].filter(({ id }) => lives.eventsOf.has(id)),
    eventsOf: new Map([...lives.eventsOf.keys()].map((member) => [member, eventsIn(lives, member)])),
    stateOf(member) {
      const state = lives.backtest.member(member)
      assert(state, 'every shopper of the year is a member', { member })
      return state
    },
  }
}

function liveTrade(lives: Lives, { member, event, isHanded }: TradeEvent): void {
  if (isHanded) lives.hand(member, event)
  else lives.tell(member, event)
}

/** The same, with some reviews told late, where nothing was asked for meanwhile that they would have changed; and nobody erased who was there lately. */
function tellLate({ told, eventsOf }: Lives, asOf: Instant): Told[] {
  const isQuiet = (member: string, from: Instant, until: Instant) => (eventsOf.get(member) ?? []).every(({ at, kind }) => at <= from || at > until || !TAKING.has(kind))
  let reviews = 0
  const all = told.flatMap((one): Told[] => {
    if ('deed' in one) return one.deed.do === 'erase' && (eventsOf.get(one.member) ?? []).some(({ at }) => at > asOf - QUIET_DAYS * DAY) ? [] : [one]
    if (one.event.kind !== 'activity' || one.event.name !== 'reviewed' || (reviews += 1) % LATE_ONE_IN !== 0) return [one]
    const late = one.at + LATE_DAYS * DAY
    return [late < asOf && isQuiet(one.member, one.at, late) ? { ...one, at: late } : one]
  })
  return all.sort((a, b) => a.at - b.at)
}

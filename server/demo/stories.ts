import type { Day, Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import { fold } from '#engine/member/fold'
import type { Fact, Trace } from '#engine/member/outcome'
import { totalsOf } from '#engine/member/parts'
import { progress, type TrackProgress } from '#engine/member/progress'
import type { MemberState } from '#engine/member/state'
import { timelineOf } from '#engine/program/timeline'
import type { Year } from './live-year.ts'
import type { Shopper } from './shoppers.ts'

/** Who a story is about: one who uses the program fully, one whose refund took something back, one whose points ran out. */
export type Role = 'regular' | 'returner' | 'sleeper'

/** A moment of a story: what the member did (null where only time passed), and the engine's reasons for what came of it. */
export type Moment = { at: Instant; event: MemberEvent | null; trace: readonly Trace[] }

/** Points that a member has from one source, and until when. */
export type Holding = { points: number; rule: string; orderId: string | null; earnedAt: Instant; isPending: boolean; expiresOn: Day | null }

/** A member's year: what stands in the end, how it came about, and where each point of it is from. */
export type Story = {
  role: Role
  shopper: Shopper
  state: MemberState
  levelId: string | null
  /** Active − debt; what is pending comes on top. */
  balance: number
  pending: number
  debt: number
  moments: readonly Moment[]
  holdings: readonly Holding[]
  progress: TrackProgress | undefined
}

/** A change of level of a person or a company, as the engine announced it. */
export type LevelChange = { who: Known; at: Instant; from: string; to: string; isUp: boolean }

/** Who somebody is, as far as lists tell. */
export type Known = Pick<Shopper, 'id' | 'name' | 'place'>

/** Moments that a story tells: more would not be read. */
const MOST_MOMENTS = 7

/** How much a reader wants to know of a step; what is not listed only fills up. */
const WEIGHTS: Readonly<Record<string, number>> = {
  'tier.up': 6, 'tier.down': 6, 'claw.taken': 6, 'points.returned': 5, 'spend.taken': 5, 'points.expired': 4, 'earn.fixed': 1, 'earn.rate': 2, 'debt.repaid': 5,
}

/** The stories of three members of the year, no member twice and nobody who was erased; fewer where nobody fits. */
export function tellStories(year: Year): Story[] {
  const told = new Set<string>()
  const gone = new Set(year.told.flatMap((one) => ('deed' in one && one.deed.do === 'erase' ? [one.member] : [])))
  return (['regular', 'returner', 'sleeper'] as const).flatMap((role) => {
    const scored = year.shoppers.filter(({ id }) => !told.has(id) && !gone.has(id)).map((shopper) => ({ shopper, score: scoreOf(role, year, shopper) }))
    const best = scored.reduce((most, each) => (each.score > most.score ? each : most), { shopper: undefined as Shopper | undefined, score: 0 })
    if (best.shopper === undefined) return []
    told.add(best.shopper.id)
    return [tellStory(year, role, best.shopper)]
  })
}

/** How well a member fits a role; 0 is not at all. Short lives are told better than long ones. */
function scoreOf(role: Role, { program, stateOf, eventsOf }: Year, { id }: Shopper): number {
  const { head } = stateOf(id)
  const points = totalsOf(head, program.mainUnit)
  const length = eventsOf.get(id)?.length ?? 0
  const highest = Math.max(0, ...Object.values(head.standings).map(({ level }) => level))
  switch (role) {
    case 'regular': return points.spent > 0 && length <= 16 ? points.spent * (highest + 1) : 0
    case 'returner': return length <= 12 ? points.clawedBack * (points.spent > 0 ? 2 : 1) : 0
    case 'sleeper': return length <= 8 ? points.expired * (points.active > 0 ? 2 : 1) : 0
  }
}

function tellStory(year: Year, role: Role, shopper: Shopper): Story {
  const { program, asOf } = year
  const timeline = timelineOf(program)
  const { state, trace } = fold(timeline, shopper.id, { events: year.eventsOf.get(shopper.id) ?? [], until: asOf - 1 })
  const { active, debt, pending } = totalsOf(state.head, program.mainUnit)
  const track = progress(timeline, state, asOf - 1)[0]
  return {
    role, shopper, state, levelId: track?.levelId ?? null, balance: active - debt, pending, debt,
    moments: withoutEchoes(chosen(momentsOf(year.eventsOf.get(shopper.id) ?? [], trace))), holdings: holdingsOf(state, program.mainUnit), progress: track,
  }
}

/** Everything that happened, by instant: an event with what came of it, or what time brought. */
function momentsOf(events: readonly MemberEvent[], trace: readonly Trace[]): Moment[] {
  const byTime = new Map<Instant, { event: MemberEvent | null; trace: Trace[] }>()
  for (const event of events) byTime.set(event.at, { event, trace: [] })
  for (const step of trace) {
    const moment = byTime.get(step.at)
    if (moment) moment.trace.push(step)
    else byTime.set(step.at, { event: null, trace: [step] })
  }
  return [...byTime].map(([at, moment]) => ({ at, ...moment })).sort((a, b) => a.at - b.at)
}

/** That points wait is told once: the first time explains the others. */
function withoutEchoes(moments: readonly Moment[]): Moment[] {
  let isTold = false
  return moments.map((moment) => {
    const trace = moment.trace.filter(({ code }) => code !== 'points.pending' || !isTold)
    isTold ||= trace.some(({ code }) => code === 'points.pending')
    return { ...moment, trace }
  })
}

/** The moments worth telling, in their order; the first order and what was done last are always among them. */
function chosen(moments: readonly Moment[]): Moment[] {
  const weightOf = ({ event, trace }: Moment) => Math.max(event?.kind === 'order.paid' ? 2 : 0, ...trace.map(({ code }) => WEIGHTS[code] ?? 0))
  const tellable = moments.filter((moment) => weightOf(moment) > 0)
  const first = tellable.find(({ event }) => event?.kind === 'order.paid')
  const ranked = [...tellable].sort((a, b) => Number(b === first) - Number(a === first) || weightOf(b) - weightOf(a) || b.at - a.at)
  const kept = new Set(ranked.slice(0, MOST_MOMENTS))
  return tellable.filter((moment) => kept.has(moment))
}

function holdingsOf({ lots }: MemberState, unit: string): Holding[] {
  const open = [...lots.values()].filter((lot) => lot.unit === unit)
  open.sort((a, b) => (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity) || a.earnedAt - b.earnedAt || (a.id < b.id ? -1 : 1))
  return open.map(({ left, rule, orderId, earnedAt, isPending, expiresOn }) => ({ points: left, rule, orderId, earnedAt, isPending, expiresOn }))
}

/** The latest changes of level in the whole store, the newest first. */
export function latestChanges(year: Year, most: number): LevelChange[] {
  const timeline = timelineOf(year.program)
  const changes = everybody(year).flatMap((who) => {
    const { facts } = fold(timeline, who.id, { events: year.eventsOf.get(who.id) ?? [], until: year.asOf - 1 })
    return facts.filter(({ name }) => name === 'tier.changed').map((fact) => changeOf(who, fact))
  })
  return changes.sort((a, b) => b.at - a.at || (a.who.id < b.who.id ? -1 : 1)).slice(0, most)
}

/** People and companies of the year alike. */
export function everybody({ shoppers, companies }: Year): Known[] {
  return [...shoppers, ...companies.map(({ id, firm }): Known => ({ id, name: firm.name, place: firm }))]
}

function changeOf(who: Known, { at, from, to, isUp }: Fact): LevelChange {
  return { who, at, from: String(from ?? 'none'), to: String(to ?? 'none'), isUp: isUp === true }
}

/** Points that end within so many days of the year's end if nobody uses them, and how many members lose some. */
export function expiringWithin(year: Year, days: number): { points: number; members: number } {
  const before = year.asOf + days * 86_400_000
  const perMember = everybody(year).map(({ id }) => (
    [...year.stateOf(id).lots.values()].reduce((sum, { unit, left, held, expiresAt }) => (
      unit === year.program.mainUnit && expiresAt !== null && expiresAt <= before ? sum + left - held : sum), 0)
  ))
  return { points: perMember.reduce((sum, points) => sum + points, 0), members: perMember.filter((points) => points > 0).length }
}

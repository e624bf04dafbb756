import { parseDay, parseInstant, type Instant } from '#engine/calendar'
import type { MemberEvent } from '#engine/member/event'
import type { Fact } from '#engine/member/outcome'
import { compileProgram } from '#engine/program/compile'
import type { Program } from '#engine/program/program'
import { timelineOf } from '#engine/program/timeline'
import { openStore, type Receipt, type Store } from '#engine/simulate/store'
import { perform } from './deeds.ts'
import { BEGINNINGS, type Deed, type Plan, type Step } from './plan.ts'
import { companyOf, keyOf, memberOf, type Published, type Scene, type Told } from './scene.ts'

/** A history that happened: everything asked, in its order, with the store as it was left. */
export type Story = { store: Store; told: readonly Told[]; published: readonly Published[]; began: Instant; ended: Instant }

const SOURCES = ['web', 'pos', 'erp'] as const
const MINUTE = 60_000
const LONGEST = 900 * 24 * 60 * MINUTE

/** Lets a plan happen to a new store, in the order of time; `listen` is called after every answer. */
export function tell(plan: Plan, listen: (scene: Scene) => void = () => {}): Story {
  const [first, ...versions] = plan.programs.map(compileProgram)
  const began = parseInstant(BEGINNINGS[plan.begins] as string)
  const store = openStore(timelineOf(first as Program))
  const scene: Scene = { store, told: [], published: [], now: began, source: SOURCES[0], who: '', orders: [], spends: [], holds: [], redemptions: [], grants: [], merges: [], versions, listen }
  for (const step of plan.steps) {
    scene.who = whoOf(step)
    scene.source = SOURCES[step.from] as string
    scene.now = Math.max(scene.now, Math.min(timeOf(scene, step), began + LONGEST))
    perform(scene, step.deed)
  }
  return { store, told: scene.told, published: scene.published, began, ended: scene.now }
}

const OF_COMPANIES: readonly Deed['kind'][] = ['company_order', 'hire', 'share']

/** Only a company does what companies do. */
function whoOf({ who, deed }: Step): string {
  return OF_COMPANIES.includes(deed.kind) ? companyOf(who) : memberOf(who)
}

function timeOf({ store, now, who }: Scene, { wait }: Step): Instant {
  if ('minutes' in wait) return now + wait.minutes * MINUTE
  const due = store.member(who, now).head.nextDue
  return due === null ? now + 1_000 * MINUTE : due + wait.due
}

/** What was accepted, by member: what a replay of each member starts from. Points sent are an event of the receiver's, too. */
export function eventsByMember(told: readonly Told[]): Map<string, MemberEvent[]> {
  const events = new Map<string, MemberEvent[]>()
  const add = (member: string, event: MemberEvent) => void (events.get(member)?.push(event) ?? events.set(member, [event]))
  for (const one of told) {
    if (one.act !== 'event' || one.receipt.status !== 'accepted') continue
    add(one.member, asFact(one))
    for (const fact of one.receipt.facts) if (fact.name === 'points.sent') add(fact.to as string, receivedFrom(one, fact))
  }
  return events
}

/** A redemption as the fact that it became: where it was had, and for how much. */
function asFact({ event, receipt: { facts } }: { event: MemberEvent; receipt: Receipt }): MemberEvent {
  const fact = event.kind === 'reward.redeemed' ? facts.find(({ name }) => name === event.kind) : undefined
  return fact === undefined ? event : { ...event, market: fact.market, points: fact.points } as MemberEvent
}

function receivedFrom({ member, event }: { member: string; event: MemberEvent }, fact: Fact): MemberEvent {
  const pieces = (fact.pieces as { points: number; expiresOn: string | null; zone: string }[]).map((piece) => ({ ...piece, expiresOn: piece.expiresOn === null ? null : parseDay(piece.expiresOn) }))
  return { source: 'rockpool', id: `${keyOf(event)}/sent`, at: event.at, kind: 'points.received', unit: fact.unit as string, from: member, pieces }
}

import type { Instant } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import type { EventBody, MemberEvent, Order } from '#engine/member/event'
import type { Program, Publication } from '#engine/program/program'
import type { Receipt, Store } from '#engine/simulate/store'

/** One thing asked of the store, and its answer. */
export type Told = { receipt: Receipt } & (
  | { act: 'event'; member: string; event: MemberEvent }
  | { act: 'merge'; into: string; absorbed: string; source: string; id: string; at: Instant }
  | { act: 'unmerge'; into: string; mergeId: string; source: string; id: string; at: Instant }
)

/** A version made public, and when that was done. */
export type Published = { at: Instant; publication: Publication }

/** A history while it happens. */
export type Scene = {
  store: Store
  told: Told[]
  published: Published[]
  now: Instant
  source: string
  who: string
  /** What later steps can name, oldest first. */
  orders: { id: string; member: string; order: Order }[]
  spends: { id: string; member: string }[]
  holds: { id: string; member: string }[]
  redemptions: { id: string; member: string }[]
  grants: { id: string; member: string }[]
  merges: { id: string; into: string; absorbed: string }[]
  /** Versions not yet published. */
  versions: Program[]
  listen: (scene: Scene) => void
}

const PEOPLE = ['ada', 'bob', 'cy'] as const
/** Kinds are fixed: a company buys for nobody, and a person has no buyers. */
const COMPANIES = ['acme', 'brick'] as const

/** People first, then companies. */
export function memberOf(n: number): string {
  const all = [...PEOPLE, ...COMPANIES]
  return all[n % all.length] as string
}

export function personOf(n: number): string {
  return PEOPLE[n % PEOPLE.length] as string
}

export function companyOf(n: number): string {
  return COMPANIES[n % COMPANIES.length] as string
}

/** Somebody of the same kind: only those become one. */
export function oneLike(member: string, n: number): string {
  return COMPANIES.some((company) => company === member) ? companyOf(n) : personOf(n)
}

/** Asks the store for one event, now or at another instant; the answer is told to the listener. */
export function ask(scene: Scene, body: EventBody, { member = scene.who, at = scene.now }: { member?: string; at?: Instant } = {}): { id: string; isAccepted: boolean; receipt: Receipt } {
  const id = nextId(scene)
  const event: MemberEvent = { source: scene.source, id, at, ...body }
  const [receipt] = scene.store.record([{ member, event }]) as [Receipt]
  scene.told.push({ act: 'event', member, event, receipt })
  scene.listen(scene)
  return { id, isAccepted: receipt.status === 'accepted', receipt }
}

/** Ids whose order is not that of time: ties must not be decided by arrival. */
export function nextId({ told }: Scene): string {
  return `${String.fromCharCode(122 - (told.length % 26))}${told.length}`
}

/** The key of an event, as lots name it. */
export const keyOf = ({ source, id }: Pick<MemberEvent, 'source' | 'id'>): string => eventKey(source, id)

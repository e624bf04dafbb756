import { canonicalJson } from '#engine/canonical'
import type { Instant } from '#engine/calendar'
import type { Timeline } from '#engine/program/program'
import type { EventOf, MemberEvent, Profile } from './event.ts'
import { fold } from './fold.ts'
import { snapshotOf } from './parts.ts'
import type { Snapshot } from './state.ts'

/** What events say about a person besides what they are worth: birthday and tags, texts that staff or a form wrote, texts in an activity's fields, and the codes that an order named. */
export const PERSONAL_PARTS = ['birthday', 'tags', 'reason', 'fields', 'coupons'] as const
export type PersonalPart = (typeof PERSONAL_PARTS)[number]

/** The events of one member, and until when they were folded. */
export type History = { member: string; events: readonly MemberEvent[]; until: Instant }

/** Stands where a reason stood: an event may not be without one. */
const GONE = '—'

/** What of one event is about the person, by part; null where nothing is. What this lists is what forgetting takes away. */
export function personalValuesOf(event: MemberEvent): Partial<Record<PersonalPart, unknown>> | null {
  const { birthday, tags } = profileOf(event) ?? {}
  const texts = event.kind === 'activity' ? Object.entries(event.fields ?? {}).filter(([, value]) => isText(value) && (value as string | readonly string[]).length > 0) : []
  const values = {
    ...(birthday === undefined || birthday === null ? {} : { birthday }),
    ...(tags === undefined || tags.length === 0 ? {} : { tags }),
    ...('reason' in event && event.reason !== undefined && event.reason !== GONE ? { reason: event.reason } : {}),
    ...(texts.length === 0 ? {} : { fields: Object.fromEntries(texts) }),
    ...(codesOf(event).length === 0 ? {} : { coupons: codesOf(event) }),
  }
  return Object.keys(values).length === 0 ? null : values
}

/**
 * R44: a person's histories without what is about the person, those of members who were merged into others before these. What value
 * rests on stays, and is named: a birthday that paid, a tag that a rule asked for. Points, levels and lots are the same before and after.
 * `forget` does the same to an event that stands in no history, such as one that was corrected.
 */
export function forgetPerson(timeline: Timeline, histories: readonly History[]): { histories: readonly History[]; kept: PersonalPart[]; forget: (event: MemberEvent) => MemberEvent } {
  const worth = worthOf(timeline, histories)
  let left = histories
  const [kept, drops]: [PersonalPart[], ((event: MemberEvent) => MemberEvent)[]] = [[], []]
  const tryTo = (drop: (event: MemberEvent) => MemberEvent): boolean => {
    const tried = redact(timeline, left, drop)
    const isSame = worthOf(timeline, tried) === worth
    if (!isSame) return false
    left = tried
    drops.push(drop)
    return true
  }
  for (const part of PERSONAL_PARTS) {
    if (tryTo((event) => without(event, part))) continue
    const isGone = part === 'tags' && tagsOf(left).filter((tag) => !tryTo((event) => withoutTag(event, tag))).length === 0
    if (!isGone) kept.push(part)
  }
  return { histories: left, kept, forget: (event) => drops.reduce((less, drop) => drop(less), event) }
}

/** Each history anew; a merge brings the other as it is now. */
function redact(timeline: Timeline, histories: readonly History[], drop: (event: MemberEvent) => MemberEvent): History[] {
  const done = new Map<string, History>()
  for (const { member, events, until } of histories) {
    const fresh = events.map(drop).map((event) => (event.kind === 'member.merged' ? { ...event, absorbed: absorbedOf(timeline, event, done) } : event))
    done.set(member, { member, until, events: fresh })
  }
  return [...done.values()]
}

function absorbedOf(timeline: Timeline, { absorbed, at }: EventOf<'member.merged'>, done: ReadonlyMap<string, History>): Snapshot {
  const history = done.get(absorbed.head.member)
  if (history === undefined) return absorbed
  const events = history.events.filter((event) => event.at <= at && event.kind !== 'member.absorbed')
  return snapshotOf(fold(timeline, history.member, { events, until: at }).state)
}

/** All that the histories are worth: everything that was posted and every part of the state, without what is said of the person and when time looks again. */
function worthOf(timeline: Timeline, histories: readonly History[]): string {
  return canonicalJson(histories.map(({ member, events, until }) => {
    const { state, postings } = fold(timeline, member, { events, until })
    const { head: { birthday: _, tags: __, due: ___, nextDue: ____, ...head }, ...parts } = snapshotOf(state)
    return { head, parts, postings }
  }))
}

function without(event: MemberEvent, part: PersonalPart): MemberEvent {
  if (part === 'reason') return 'reason' in event && event.reason !== undefined ? { ...event, reason: GONE } : event
  if (part === 'fields') return withoutTexts(event)
  if (part === 'coupons') return withoutCodes(event)
  const { [part]: _, ...profile } = profileOf(event) ?? {}
  return withProfile(event, profile)
}

/** A field that a rule may name is still there, with nothing in it. */
function withoutTexts(event: MemberEvent): MemberEvent {
  if (event.kind !== 'activity' || event.fields === undefined) return event
  return { ...event, fields: Object.fromEntries(Object.entries(event.fields).map(([name, value]) => [name, typeof value === 'string' ? '' : Array.isArray(value) ? [] : value])) }
}

function codesOf(event: MemberEvent): readonly string[] {
  return event.kind === 'order.paid' || event.kind === 'order.exchanged' ? (event.order.coupons ?? []) : []
}

function withoutCodes(event: MemberEvent): MemberEvent {
  if (event.kind !== 'order.paid' && event.kind !== 'order.exchanged') return event
  const { coupons: _, ...order } = event.order
  return { ...event, order }
}

function withoutTag(event: MemberEvent, tag: string): MemberEvent {
  const { tags, ...profile } = profileOf(event) ?? {}
  return tags === undefined ? event : withProfile(event, { ...profile, tags: tags.filter((one) => one !== tag) })
}

function tagsOf(histories: readonly History[]): string[] {
  return [...new Set(histories.flatMap(({ events }) => events.flatMap((event) => profileOf(event)?.tags ?? [])))]
}

function profileOf(event: MemberEvent): Profile | undefined {
  return event.kind === 'member.joined' || event.kind === 'member.changed' ? event.profile : undefined
}

function withProfile(event: MemberEvent, profile: Profile): MemberEvent {
  return (event.kind === 'member.joined' && event.profile !== undefined) || event.kind === 'member.changed' ? { ...event, profile } : event
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || Array.isArray(value)
}

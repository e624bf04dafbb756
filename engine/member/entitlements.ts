import { anniversaryAfter, anniversaryOnOrBefore, localDay, nextPeriodStart, startOfDay, startOfPeriod, type Day } from '#engine/calendar'
import { eventKey } from '#engine/ids'
import type { Entitlement } from '#engine/program/rewards'
import { announce, dayOf, explainStep, type Draft } from './draft.ts'
import type { EventOf } from './event.ts'
import { resolvedLevels } from './levels.ts'
import type { Refusal } from './outcome.ts'
import { zoneOf } from './policy.ts'
import { refuse } from './refusals.ts'
import type { EntitlementGrant, EntitlementState } from './state.ts'

const YEAR = { years: 1 }
/** How the name of what staff gave begins, before the key of the event that gave it. */
const BY_HAND = 'granted:'
const NONE_BEFORE = { issued: 0, used: 0, expired: 0 }

/** What a member has of an entitlement now: of the period that runs and of what rewards gave, and what became of all before. */
export type EntitlementView = {
  id: string
  issued: number
  used: number
  left: number
  /** The last day of the period; null where no level gives any. */
  through: Day | null
  grants: readonly EntitlementGrant[]
  before: EntitlementState['before']
  costMinor: number
}

/** R57: closes periods that were over before this instant, by the levels held until then; what was not used of them expires. */
export function closePeriods(draft: Draft): void {
  if (draft.program.entitlements.length > 0) settle(draft, dayOf(draft, draft.at - 1))
}

/**
 * R57: opens the period of this instant for the levels held now. A period gives the most that a level held in it gives. What has come about
 * until an instant is the same however often, and when, somebody looked.
 */
export function openPeriods(draft: Draft): void {
  if (draft.program.entitlements.length > 0) settle(draft, dayOf(draft))
}

/** Day by day on which a period begins or what a reward gave is over, until a day; then what the levels of now give besides. */
function settle(draft: Draft, day: Day): void {
  const { entitlements } = draft.program
  for (let next = nextTurn(draft); next <= day; next = nextTurn(draft)) for (const entitlement of entitlements) turn(draft, entitlement, next)
  for (const entitlement of entitlements) {
    const state = draft.head.entitlements?.[entitlement.id]
    const uses = usesNow(draft, entitlement)
    if (uses <= (state?.issued ?? 0)) continue
    putState(draft, entitlement.id, { ...(state ?? emptyState(draft, entitlement, day)), issued: uses })
    tellIssued(draft, entitlement)
  }
}

/** Uses in a period for the levels that the member holds. */
function usesNow({ head, program }: Draft, { levelUses }: Entitlement): number {
  return Math.max(0, ...resolvedLevels(head, program).map((level) => levelUses[level] ?? 0))
}

/** The first day on which something of an entitlement is over. */
function nextTurn(draft: Draft): Day {
  return Math.min(...draft.program.entitlements.map((entitlement) => {
    const state = draft.head.entitlements?.[entitlement.id]
    return state === undefined ? Infinity : Math.min(nextStart(draft, entitlement, state.from), ...state.grants.map(({ through }) => (through ?? Infinity) + 1))
  }))
}

/** What is over on a day of an entitlement, and what begins; told of as of its midnight. */
function turn(draft: Draft, entitlement: Entitlement, day: Day): void {
  const { id } = entitlement
  const state = draft.head.entitlements?.[id]
  if (state === undefined) return
  const over = state.grants.filter(({ through }) => through !== null && through < day)
  const isNew = nextStart(draft, entitlement, state.from) <= day
  if (over.length === 0 && !isNew) return
  const before = [...over.map(({ uses, used }) => ({ issued: uses, used })), ...(isNew ? [state] : [])].reduce<EntitlementState['before']>((sum, one) => closed(sum, one), state.before)
  const now = draft.at
  draft.at = startOfDay(day, zoneOf(draft.head, draft.program))
  putState(draft, id, { ...state, grants: state.grants.filter((grant) => !over.includes(grant)), before, ...(isNew ? { from: day, issued: usesNow(draft, entitlement), used: 0 } : {}) })
  const expired = before.expired - state.before.expired
  if (expired > 0) explainStep(draft, 'entitlement.expired', { entitlement: id, uses: expired })
  if (isNew) tellIssued(draft, entitlement)
  draft.at = now
}

function tellIssued(draft: Draft, entitlement: Entitlement): void {
  const { id } = entitlement
  const { issued, from } = draft.head.entitlements?.[id] ?? { issued: 0, from: 0 }
  if (issued > 0) explainStep(draft, 'entitlement.issued', { entitlement: id, uses: issued, through: { day: nextStart(draft, entitlement, from) - 1 } })
}

function emptyState(draft: Draft, entitlement: Entitlement, day: Day): EntitlementState {
  return { from: startOn(draft, entitlement, day), issued: 0, used: 0, grants: [], before: NONE_BEFORE, costMinor: 0 }
}

function closed({ issued, used, expired }: EntitlementState['before'], over: { issued: number; used: number }): EntitlementState['before'] {
  return { issued: issued + over.issued, used: used + over.used, expired: expired + Math.max(0, over.issued - over.used) }
}

function startOn(draft: Draft, { per }: Entitlement, day: Day): Day {
  return per === 'anniversary' ? anniversaryOnOrBefore(joinedOn(draft), day, YEAR) : startOfPeriod(day, per)
}

/** The first day of the period after the one that began on a day. */
function nextStart(draft: Draft, { per }: Entitlement, from: Day): Day {
  return per === 'anniversary' ? anniversaryAfter(joinedOn(draft), from, YEAR) : nextPeriodStart(from, per)
}

function joinedOn({ head, program, at }: Draft): Day {
  return localDay(head.joinedAt ?? at, zoneOf(head, program))
}

/** What of the period's uses the levels held now leave. */
function leftOfPeriod(draft: Draft, entitlement: Entitlement, { used }: EntitlementState): number {
  return Math.max(0, usesNow(draft, entitlement) - used)
}

const leftOfGrants = (grants: readonly EntitlementGrant[]): number => grants.reduce((sum, { uses, used }) => sum + uses - used, 0)

const entitlementOf = ({ program }: Draft, id: string): Entitlement | undefined => program.entitlements.find((one) => one.id === id)

function unknownEntitlement({ program }: Draft, id: string): Refusal {
  return refuse('entitlement.unknown', { entitlement: id, entitlements: program.entitlements.map((one) => one.id) })
}

/** Why an entitlement cannot be given, if it cannot. */
export function grantRefusal(draft: Draft, id: string): Refusal | null {
  return entitlementOf(draft, id) === undefined ? unknownEntitlement(draft, id) : null
}

/** Why uses that staff gave cannot be taken back, if they cannot: what a reward gave goes back with it, and what is used up is used. */
export function withdrawRefusal(draft: Draft, { entitlement, grant }: EventOf<'entitlement.withdrawn'>): Refusal | null {
  return grantRefusal(draft, entitlement) ?? (grantByHand(draft, entitlement, grant) === undefined ? refuse('entitlement.grant_unknown', { entitlement, grant }) : null)
}

/** Why an entitlement cannot be used now, if it cannot. */
export function useRefusal(draft: Draft, id: string): Refusal | null {
  const entitlement = entitlementOf(draft, id)
  if (entitlement === undefined) return unknownEntitlement(draft, id)
  const state = draft.head.entitlements?.[id]
  if (state === undefined || (usesNow(draft, entitlement) === 0 && state.grants.length === 0)) return refuse('entitlement.not_had', { entitlement: id })
  if (leftOfPeriod(draft, entitlement, state) + leftOfGrants(state.grants) > 0) return null
  return refuse('entitlement.none_left', { entitlement: id, issued: usesNow(draft, entitlement), used: state.used })
}

/** R57: uses that staff give, beside those of levels and rewards. */
export function giveUses(draft: Draft, { source, id: eventId, entitlement: id, uses, through, reason, author }: EventOf<'entitlement.granted'>): void {
  if (entitlementOf(draft, id) === undefined) return explainStep(draft, 'entitlement.unknown', { entitlement: id })
  grantEntitlement(draft, id, { spend: `${BY_HAND}${eventKey(source, eventId)}`, uses, through: through ?? null })
  explainStep(draft, 'entitlement.granted', { entitlement: id, uses, lastDay: through === undefined ? null : { day: through }, author, reason })
}

/** What is left of uses that staff gave is taken back, of a fact that finds none, nothing. */
export function withdrawUses(draft: Draft, { entitlement, grant, reason, author }: EventOf<'entitlement.withdrawn'>): void {
  const given = grantByHand(draft, entitlement, grant)
  if (given === undefined) return explainStep(draft, 'entitlement.grant_unknown', { entitlement })
  takeBackGrant(draft, entitlement, grant)
  explainStep(draft, 'entitlement.withdrawn', { entitlement, uses: given.uses - given.used, author, reason })
}

function grantByHand({ head }: Draft, id: string, grant: string): EntitlementGrant | undefined {
  return head.entitlements?.[id]?.grants.find((one) => one.spend === grant && isByHand(one))
}

/** Whether staff gave these uses, and no reward. */
export function isByHand({ spend }: EntitlementGrant): boolean {
  return spend.startsWith(BY_HAND)
}

/** R57: a use, of whatever ends first. A fact that finds nothing left is counted all the same. */
export function useEntitlement(draft: Draft, { entitlement: id, author, reason }: EventOf<'entitlement.used'>): void {
  const entitlement = entitlementOf(draft, id)
  if (entitlement === undefined) return explainStep(draft, 'entitlement.unknown', { entitlement: id })
  const state = draft.head.entitlements?.[id] ?? emptyState(draft, entitlement, dayOf(draft))
  const costMinor = entitlement.costMinor ?? 0
  const after = { ...taken(draft, entitlement, state), costMinor: state.costMinor + costMinor }
  putState(draft, id, after)
  explainStep(draft, 'entitlement.used', { entitlement: id, author, reason: reason ?? null, left: leftOfPeriod(draft, entitlement, after) + leftOfGrants(after.grants) })
  announce(draft, 'entitlement.used', { entitlement: id, levels: resolvedLevels(draft.head, draft.program), costMinor })
}

function taken(draft: Draft, entitlement: Entitlement, state: EntitlementState): EntitlementState {
  const lastDay = nextStart(draft, entitlement, state.from) - 1
  const first = [...state.grants].sort((a, b) => (a.through ?? Infinity) - (b.through ?? Infinity) || (a.spend < b.spend ? -1 : 1))[0]
  const isOfPeriod = first === undefined || (leftOfPeriod(draft, entitlement, state) > 0 && lastDay <= (first.through ?? Infinity))
  if (isOfPeriod) return { ...state, used: state.used + 1 }
  const used = { ...first, used: first.used + 1 }
  const others = state.grants.filter(({ spend }) => spend !== first.spend)
  return used.used < used.uses ? { ...state, grants: byId([...others, used]) } : { ...state, grants: others, before: closed(state.before, { issued: used.uses, used: used.used }) }
}

function byId(grants: readonly EntitlementGrant[]): EntitlementGrant[] {
  return [...grants].sort((a, b) => (a.spend < b.spend ? -1 : 1))
}

function putState(draft: Draft, id: string, state: EntitlementState): void {
  draft.head.entitlements = { ...draft.head.entitlements, [id]: state }
}

/** Uses beside those of levels. */
export function grantEntitlement(draft: Draft, id: string, { spend, uses, through }: Omit<EntitlementGrant, 'used'>): void {
  const entitlement = entitlementOf(draft, id)
  const state = draft.head.entitlements?.[id] ?? (entitlement && emptyState(draft, entitlement, dayOf(draft)))
  if (state === undefined) return
  putState(draft, id, { ...state, grants: byId([...state.grants, { spend, uses, used: 0, through }]) })
}

/** Whether all uses that a spend paid for are still there. */
export function isGrantUntouched({ head }: Draft, id: string, spend: string): boolean {
  return head.entitlements?.[id]?.grants.some((grant) => grant.spend === spend && grant.used === 0) ?? false
}

/** What is left of uses that a spend paid for is gone, as if it had never been given; what was used of them stays used. */
export function takeBackGrant(draft: Draft, id: string, spend: string): void {
  const state = draft.head.entitlements?.[id]
  const grant = state?.grants.find((one) => one.spend === spend)
  if (state === undefined || grant === undefined) return
  const { used } = grant
  putState(draft, id, { ...state, grants: state.grants.filter((one) => one !== grant), before: used === 0 ? state.before : closed(state.before, { issued: used, used }) })
}

/** R43: of two members' periods the later one runs, and the other is over. */
export function uniteEntitlements(ours: EntitlementState, theirs: EntitlementState): EntitlementState {
  const from = Math.max(ours.from, theirs.from)
  const running = [ours, theirs].filter((one) => one.from === from)
  const over = [ours, theirs].filter((one) => one.from !== from)
  const sum = (name: keyof typeof NONE_BEFORE): number => ours.before[name] + theirs.before[name]
  return {
    from, issued: Math.max(...running.map(({ issued }) => issued)), used: running.reduce((used, one) => used + one.used, 0), grants: byId([...ours.grants, ...theirs.grants]),
    before: over.reduce((before, one) => closed(before, one), { issued: sum('issued'), used: sum('used'), expired: sum('expired') }), costMinor: ours.costMinor + theirs.costMinor,
  }
}

/** What a member has of each entitlement of the program that they ever had any of. */
export function entitlementsIn(draft: Draft): EntitlementView[] {
  return draft.program.entitlements.flatMap((entitlement): EntitlementView[] => {
    const { id } = entitlement
    const state = draft.head.entitlements?.[id]
    if (state === undefined) return []
    const { issued, used, grants, before, costMinor, from } = state
    return [{
      id, grants, before, costMinor,
      issued: issued + grants.reduce((sum, { uses }) => sum + uses, 0), used: used + grants.reduce((sum, grant) => sum + grant.used, 0),
      left: leftOfPeriod(draft, entitlement, state) + leftOfGrants(grants), through: issued === 0 ? null : nextStart(draft, entitlement, from) - 1,
    }]
  })
}

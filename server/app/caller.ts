import type { FastifyReply, FastifyRequest } from 'fastify'
import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { IMPERSONATION_COOKIES, type FoundImpersonation } from '#server/modules/impersonations/index'
import type { Keyring } from '#server/modules/keys/index'
import { isImpersonated, mayReveal } from '#server/platform/require-permission'
import { PLAIN } from '#server/platform/schemas'
import type { Actor, MemberSession } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { networkOf } from '#server/platform/network'
import type { Route, SignedIn } from '#server/platform/route'
import { LONGEST_REASON } from './audit-deeds.ts'
import { readCookies } from './cookies.ts'
import type { House } from './house.ts'
import type { RateLimit } from './rate-limit.ts'
import { requireSameSite } from './same-site.ts'

const PLAIN_TEXT = new RegExp(PLAIN)

/** Who asks, and in which store. */
export type Caller = { storeId: string; isSandbox: boolean; actor: Extract<Actor, { kind: 'key' | 'staff' | 'member' | 'guest' }> }

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once somebody was let in; routes of a store have always one. */
    caller: Caller | null
    /** Who is signed in as staff, on a route without a store. */
    staff: SignedIn | null
  }
}

/** A store, as whoever is not of it names it. */
export type FoundStore = { storeId: string; isSandbox: boolean }

/** How sessions and stores are found. Staff are found by all their cookies, a member by one token, a store by its id or handle. */
export type Finders = {
  findStaff: (cookie: string, now: Instant) => Promise<SignedIn | undefined>
  /** What somebody may do in a store; undefined where they have no seat, or there is no such store. */
  findSeat: (seat: { storeId: string; staffId: string }) => Promise<(FoundStore & { permissions: ReadonlySet<string> }) | undefined>
  findMember: (token: string, now: Instant) => Promise<(FoundStore & { memberId: string; session?: MemberSession }) | undefined>
  /** Whom somebody of the staff looks at, by the token of the cookie and the store as the request names it. */
  findImpersonation: (asked: { token: string; store: string; staffId: string }, now: Instant) => Promise<FoundImpersonation | undefined>
  findStore: (name: string) => Promise<FoundStore | undefined>
}

/** The doors that each route of the API has: who asks, their rate, and what they may do. Whoever is not let in learns nothing else. */
export type Doors = { house: House; keyring: Keyring; rateLimit: RateLimit; finders: Finders; publicUrl: string | null }

type Exchange = { request: FastifyRequest; reply: FastifyReply }

/** The centre's cookie, which holds a member's token; the first name is that under https. */
export const MEMBER_COOKIES = ['__Host-rockpool_member', 'rockpool_member'] as const

/**
 * Lets a request in, or throws. @throws AppError http.no_key, http.wrong_key, http.no_session, http.no_seat, http.cross_site, http.limited,
 * http.no_permission, http.for_shoppers, http.not_for_shoppers, http.only_looking, http.impersonation_over, http.must_enrol, audit.reason_needed, audit.wrong_reason
 */
export async function letIn(doors: Doors, route: Route<never>, { request, reply }: Exchange): Promise<void> {
  if (route.kind === 'storeless') return letInWithoutStore(doors, route.door, { request, reply })
  const caller = await findCaller(doors, route, request).catch(async (error: unknown) => {
    // Whoever is refused is nobody yet, so that their address is counted; else keys could be tried without end.
    if (error instanceof AppError) await count(doors, byAddress(request), reply)
    throw error
  })
  request.caller = caller
  await count(doors, nameOf(caller.actor), reply)
  requireDoor(caller.actor, route)
}

/** Whose requests are counted together. */
function nameOf(actor: Caller['actor']): { sort: keyof RateLimit; name: string } {
  switch (actor.kind) {
    case 'key': return { sort: 'key', name: actor.keyId }
    case 'staff': return { sort: 'person', name: actor.staffId }
    case 'member': return { sort: 'person', name: actor.seenBy ?? actor.memberId }
    case 'guest': return { sort: 'address', name: networkOf(actor.address) }
  }
}

function byAddress({ ip }: FastifyRequest): ReturnType<typeof nameOf> {
  return { sort: 'address', name: networkOf(ip) }
}

async function count({ rateLimit }: Doors, { sort, name }: ReturnType<typeof nameOf>, reply: FastifyReply): Promise<void> {
  const { headers, refusal } = await rateLimit[sort](name)
  reply.headers(headers)
  if (refusal !== null) throw refusal
}

/** Holds a caller against the row: keys and staff by its permission, shoppers by whether it opens to them. */
function requireDoor(actor: Caller['actor'], route: Route<never>): void {
  const { permission, shoppers } = route
  if (actor.kind === 'member' || actor.kind === 'guest') {
    const isOpen = shoppers === 'anybody' || (shoppers === 'members' && actor.kind === 'member')
    if (!isOpen) throw new AppError('forbidden', 'http.not_for_shoppers')
    if (isImpersonated(actor) && !isLook(route)) throw new AppError('forbidden', 'http.only_looking')
    return
  }
  if (permission === null) throw new AppError('forbidden', 'http.for_shoppers')
  if (!actor.permissions.has(permission)) throw new AppError('forbidden', 'http.no_permission', { permission })
  if (permission === 'members:reveal' && !mayReveal(actor)) throw new AppError('forbidden', 'audit.reason_needed')
}

/** Whether a row does nothing but show, in a transaction that cannot write, and nothing that is masked elsewhere. */
function isLook({ kind, permission }: Route<never>): boolean {
  return kind === 'reads' && permission !== 'members:reveal'
}

/** Who asks for what belongs to a store: by what was sent to show it, a secret before a cookie, and a guest last. */
async function findCaller(doors: Doors, route: Route<never>, request: FastifyRequest): Promise<Caller> {
  const { authorization } = request.headers
  const token = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]
  const now = doors.house.clock()
  if (token?.startsWith('rm_') === true) return (await findMember(doors, token, now)) ?? refuse('http.no_session')
  if (token !== undefined) return findKey(doors, token, now)
  if (request.headers['rockpool-impersonation'] !== undefined) return (await findImpersonated(doors, request, now)) ?? refuse('http.impersonation_over')
  const shopper = await findShopper(doors, request, now)
  const staff = isShopping(request) ? undefined : await findStaff(doors, request, now)
  const caller = staff ?? shopper ?? (await findGuest(doors, route, request))
  return caller ?? refuse(request.headers.cookie === undefined ? 'http.no_key' : 'http.no_session')
}

function refuse(code: string): never {
  throw new AppError('unauthenticated', code)
}

async function findKey({ keyring }: Doors, secret: string, now: Instant): Promise<Caller> {
  const found = await keyring.findKey(secret, now)
  if (found === undefined) throw new AppError('unauthenticated', 'http.wrong_key')
  const { storeId, isSandbox, keyId, scopes } = found
  return { storeId, isSandbox, actor: { kind: 'key', keyId, permissions: scopes } }
}

async function findMember({ finders }: Doors, token: string, now: Instant): Promise<Caller | undefined> {
  const found = await finders.findMember(token, now)
  if (found === undefined) return undefined
  const { storeId, isSandbox, memberId, session } = found
  return { storeId, isSandbox, actor: { kind: 'member', memberId, ...(session === undefined ? {} : { session }) } }
}

/** The member whom a page says that it shows to somebody of the staff; nobody where it is over, or another one is looked at by now. */
async function findImpersonated(doors: Doors, request: FastifyRequest, now: Instant): Promise<Caller | undefined> {
  const { headers } = request
  const found = await findImpersonation(doors, { cookie: headers.cookie, store: storeNamed(request) }, now)
  if (found === undefined || found.impersonation !== headers['rockpool-impersonation']) return undefined
  requireSameSite(request, doors.publicUrl)
  const { storeId, isSandbox, memberId, staffId, impersonation } = found
  return { storeId, isSandbox, actor: { kind: 'member', memberId, seenBy: staffId, session: { sessionId: impersonation, provenAt: 0 } } }
}

/** Whom the browser's cookies say that its user looks at in a store: it takes the cookie of the one and the session of the other. */
export async function findImpersonation({ finders }: Pick<Doors, 'finders'>, { cookie, store }: { cookie: string | undefined; store: string | undefined }, now: Instant): Promise<FoundImpersonation | undefined> {
  const cookies = readCookies(cookie)
  const token = IMPERSONATION_COOKIES.map((name) => cookies.get(name)).find((value) => value !== undefined)
  if (token === undefined || cookie === undefined || store === undefined) return undefined
  const staff = await finders.findStaff(cookie, now)
  return staff === undefined || staff.mustEnrol ? undefined : finders.findImpersonation({ token, store, staffId: staff.staffId }, now)
}

/** The member of the centre's cookie. Where the request names a store, it is the one of the session, or the session does not count. */
async function findShopper(doors: Doors, request: FastifyRequest, now: Instant): Promise<Caller | undefined> {
  const cookies = readCookies(request.headers.cookie)
  const token = MEMBER_COOKIES.map((name) => cookies.get(name)).find((value) => value !== undefined)
  const found = token === undefined ? undefined : await findMember(doors, token, now)
  if (found === undefined) return undefined
  const named = storeNamed(request)
  if (named !== undefined && named !== found.storeId && (await doors.finders.findStore(named))?.storeId !== found.storeId) return undefined
  requireSameSite(request, doors.publicUrl)
  return found
}

async function findStaff(doors: Doors, request: FastifyRequest, now: Instant): Promise<Caller | undefined> {
  const signedIn = await findSignedIn(doors, request, now)
  const storeId = storeNamed(request)
  if (signedIn === undefined || storeId === undefined) return undefined
  if (signedIn.mustEnrol) throw new AppError('forbidden', 'http.must_enrol')
  const seat = await doors.finders.findSeat({ storeId, staffId: signedIn.staffId })
  if (seat === undefined) throw new AppError('forbidden', 'http.no_seat')
  return { storeId, isSandbox: seat.isSandbox, actor: { kind: 'staff', staffId: signedIn.staffId, permissions: seat.permissions, ...reasonGiven(request) } }
}

/** Why staff do what they do, percent-encoded as headers have no other letters. @throws AppError audit.wrong_reason */
function reasonGiven({ headers }: FastifyRequest): { reason?: string } {
  const sent = headers['rockpool-reason']
  if (sent === undefined) return {}
  try {
    const reason = decodeURIComponent(String(sent)).trim()
    if (reason.length > 0 && reason.length <= LONGEST_REASON && PLAIN_TEXT.test(reason)) return { reason }
  } catch {
    // What cannot be decoded is as wrong as what is too long.
  }
  throw new AppError('invalid', 'audit.wrong_reason', { most: LONGEST_REASON })
}

/** Somebody whom nobody knows, where the row is open to them. */
async function findGuest({ finders }: Doors, { shoppers }: Route<never>, request: FastifyRequest): Promise<Caller | undefined> {
  const name = storeNamed(request)
  if (shoppers !== 'anybody' || name === undefined) return undefined
  const found = await finders.findStore(name)
  return found === undefined ? undefined : { ...found, actor: { kind: 'guest', address: request.ip } }
}

/** Whoever is signed in as staff; what writes must come from our own pages. @throws AppError http.cross_site */
async function findSignedIn({ finders, publicUrl }: Doors, request: FastifyRequest, now: Instant): Promise<SignedIn | undefined> {
  const { cookie } = request.headers
  const found = cookie === undefined ? undefined : await finders.findStaff(cookie, now)
  if (found !== undefined) requireSameSite(request, publicUrl)
  return found
}

async function letInWithoutStore(doors: Doors, door: 'anybody' | 'enrolling' | 'staff', { request, reply }: Exchange): Promise<void> {
  const signedIn = await findSignedIn(doors, request, doors.house.clock())
  request.staff = signedIn ?? null
  await count(doors, signedIn === undefined ? byAddress(request) : { sort: 'person', name: signedIn.staffId }, reply)
  if (door === 'anybody') return requireSameSite(request, doors.publicUrl, { mayBeSilent: true })
  if (signedIn === undefined) throw new AppError('unauthenticated', 'http.no_session')
  if (door === 'staff' && signedIn.mustEnrol) throw new AppError('forbidden', 'http.must_enrol')
}

/** The store that the request names, by its id or handle. */
function storeNamed({ headers }: FastifyRequest): string | undefined {
  const name = headers['rockpool-store']
  return typeof name === 'string' && /^[\w-]{1,64}$/.test(name) ? name : undefined
}

/** Whether the request says that it is a shopper's, so that whoever is also signed in as staff in the same browser sees what shoppers see. */
function isShopping({ headers }: FastifyRequest): boolean {
  return headers['rockpool-caller'] === 'shopper'
}

/** What a row without any door would be: nobody's. @throws AssertionError */
export function requireDoors(route: Route<never>): void {
  assert(route.kind === 'storeless' || route.permission !== null || route.shoppers !== undefined, 'a row has a door', `${route.method} ${route.path}`)
  assert(route.shoppers === undefined || route.kind !== 'own' || route.isReadByVerb !== true, 'the edge reads what shoppers send', `${route.method} ${route.path}`)
}

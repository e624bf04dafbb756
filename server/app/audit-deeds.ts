import type { FastifyRequest } from 'fastify'
import { appendEntry, continuesRun, maskEntry, type NewEntry } from '#server/modules/audit/index'
import { requireMember } from '#server/modules/members/index'
import { findSignedIn, listSeatsOf, tellAccountChange } from '#server/modules/seats/index'
import type { Actor, ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { mayReveal } from '#server/platform/require-permission'
import type { Call, Reply, Route, StorelessCall, StorelessRoute } from '#server/platform/route'
import { openLook, type OwnLook } from './audit-look.ts'
import type { House } from './house.ts'
import { pathFields, type Sent } from './read-input.ts'

/** What one request did, for the audit: it is entered as of the world's time, whatever the clock of a sandbox says. */
export type Deed = {
  /** Reads what stands where it is done, null where nothing does; null where no row reads it. */
  look: ((ctx: ReadContext) => Promise<unknown>) | null
  enter: (ctx: WriteContext, seen: { before?: unknown; after?: unknown; refusal?: string }) => Promise<void>
}

/** What is asked of a row, as the audit needs it. */
export type Asked = { request: FastifyRequest; sent: Sent }

/** How the deeds of one row are entered; null where the row writes nothing that the audit keeps, or whoever asks is no one of the staff and no key. */
export type Audit = (house: House, asked: Asked) => Deed | null

/**
 * Opens the audit of a row. Before and after are what another row reads of what it changes or ends (`audit-befores.ts`); where there is none, after is what
 * was asked. What was read with a reason is entered too, and so is every reading of all that is known of a person.
 */
export function openAudit(route: Route<House>, routes: readonly Route<House>[]): Audit {
  const look = openLook(route, routes)
  const isWriting = route.method !== 'GET' && route.audit !== 'none'
  return (house, { request, sent }) => {
    const actor = request.caller?.actor
    if (actor === undefined || (actor.kind !== 'staff' && actor.kind !== 'key')) return null
    const reason = reasonOf(actor, sent)
    // What stays masked, whatever reason was sent for it, is no reveal.
    const isRead = route.method === 'GET' && mayReveal(actor) && (actor.kind === 'staff' || route.permission === 'members:reveal' || route.mayReveal === true)
    if (!isRead && (!isWriting || isTried(sent) || (route.audit === 'journal' && actor.kind === 'key'))) return null
    return {
      look: look === null ? null : (ctx) => look(ctx, sent),
      enter: async (ctx, { before = null, after = null, refusal = null as string | null }) => {
        const now = await withOwnId(ctx, after)
        const entry: NewEntry = {
          at: house.clock(), actorKind: actor.kind, actor: actor.kind === 'staff' ? actor.staffId : actor.keyId, deed: `${route.method} ${route.path}`,
          subject: await subjectOf(ctx, route.path, sent.params), reason, before: maskEntry(route.path, before), after: maskEntry(route.path, now, before), refusal,
        }
        if (route.audit === 'run' && await continuesRun(ctx, entry)) return
        await appendEntry(ctx, entry)
      },
    }
  }
}

/** Nothing is written by a dry run; a row that knows none refuses it. */
function isTried({ body }: Sent): boolean {
  return typeof body === 'object' && body !== null && 'isDryRun' in body && body.isDryRun === true
}

/** What was asked beside the path, as it is kept where no row reads what stands there. */
export function askedOf({ method }: Route<House>, { body }: Sent): unknown {
  return method === 'GET' || method === 'DELETE' ? null : (body ?? null)
}

/** Why it was done: said in the header of staff, or as the reason of what was asked, or as the note of a publication. */
function reasonOf(actor: Actor, { body }: Sent): string | null {
  const said = actor.kind === 'staff' ? actor.reason : undefined
  const { reason, note } = (typeof body === 'object' ? body : null) as { reason?: unknown; note?: unknown } | null ?? {}
  const asked = [reason, note].find((text): text is string => typeof text === 'string')
  return said ?? asked?.slice(0, LONGEST_REASON).toWellFormed().replaceAll(/\p{Cc}/gu, ' ') ?? null
}

export const LONGEST_REASON = 300
/** Answers from here on say that it was not done. */
const FIRST_REFUSAL = 400

/** The path with what it names, a member by our own id: the shop's may be an address. What tags are on somebody is theirs too. */
async function subjectOf(ctx: ReadContext, path: string, params: Readonly<Record<string, string>>): Promise<string | null> {
  const fields = pathFields(path)
  if (fields.length === 0) return null
  const shown = async (field: string, value: string) => (PEOPLE.has(field) ? memberIdOf(ctx, value) : field === 'tag' ? HIDDEN : encodeURIComponent(value))
  const named = await Promise.all(fields.map(async (field) => [field, await shown(field, params[field] ?? '')] as const))
  return named.reduce((told, [field, value]) => told.replace(`:${field}`, value), path as string)
}

/** What was asked, with our own id for the member that it names: the shop's may be an address. */
async function withOwnId(ctx: ReadContext, asked: unknown): Promise<unknown> {
  const member = typeof asked === 'object' && asked !== null && 'member' in asked ? asked.member : undefined
  return typeof member === 'string' ? { ...(asked as object), member: await memberIdOf(ctx, member) } : asked
}

const PEOPLE = new Set(['member', 'buyer', 'externalId'])
const HIDDEN = '•••'

async function memberIdOf(ctx: ReadContext, name: string): Promise<string> {
  try {
    return await requireMember(ctx, name)
  } catch (error) {
    if (error instanceof AppError) return HIDDEN
    throw error
  }
}

/** Runs a row in one transaction, with its entry as the last of it: there is no deed without an entry, and no entry without its deed. */
export async function writeAudited(ctx: WriteContext, { deed, asked, run }: { deed: Deed | null; asked: unknown; run: () => Promise<unknown> }): Promise<unknown> {
  if (deed === null) return run()
  const { look } = deed
  const before = look === null ? null : await look(ctx)
  const done = await run()
  const stands = look === null ? null : await look(ctx)
  await deed.enter(ctx, { before, after: stands ?? (before === null ? asked : null) })
  return done
}

/**
 * Runs a row that opens its own transactions: the entry is there before the deed begins, so that no deed is without one, and a refusal follows it with an
 * entry of its own. An entry without one may stand for a deed that a crash cut off.
 */
export async function runAudited({ database }: House, { storeId, actor, now }: Pick<Call, 'storeId' | 'actor' | 'now'>, { deed, asked, run }: { deed: Deed | null; asked: unknown; run: () => Promise<Reply> }): Promise<Reply> {
  if (deed === null) return run()
  const enter = (seen: Parameters<Deed['enter']>[1]) => database.inStore(storeId, (db) => deed.enter({ db, storeId, actor, now }, seen))
  const { look } = deed
  const before = look === null ? null : await database.readStore(storeId, (db) => look({ db, storeId, actor, now }))
  await enter({ before, after: asked })
  try {
    const reply = await run()
    if (reply.status >= FIRST_REFUSAL) await enter({ refusal: (reply.body as { code?: string }).code ?? String(reply.status) })
    return reply
  } catch (error) {
    await enter({ refusal: error instanceof AppError ? error.code : 'http.internal' })
    throw error
  }
}

type Storeless = { request: FastifyRequest; call: StorelessCall; look: OwnLook | null; run: () => Promise<Reply> }

/** Runs a row in no store, and enters it in the stores of whoever did it. */
export async function runStoreless(house: House, route: StorelessRoute<House>, { request, call, look, run }: Storeless): Promise<Reply> {
  const stands = async () => (look === null ? null : look(house, call, request.body))
  const before = await stands()
  const reply = await run()
  await enterStoreless(house, route, { request, reply, before, after: await stands() })
  return reply
}

/**
 * Enters what somebody of the staff did in no store, such as signing in or setting a password, in every store that their account opens: whose seat it is
 * wants to know; and tells them by mail where it changed how they sign in, which is done though the mail cannot be written. What was asked is left out, passwords among it; of a seat that was taken its store reads the role. Comes after the deed, in transactions of its own.
 */
async function enterStoreless(house: House, route: StorelessRoute<House>, { request, reply: { cookies = [], staffId: said, body }, before, after }: { request: FastifyRequest; reply: Reply; before: unknown; after: unknown }): Promise<void> {
  if (route.method === 'GET' || route.audit === 'none') return
  const cookie = cookies.map((one) => one.split(';')[0]).join('; ')
  const staffId = said ?? request.staff?.staffId ?? (await findSignedIn(house, cookie))?.staffId
  if (staffId === undefined) return
  const entry = { at: house.clock(), actorKind: 'staff', actor: staffId, deed: `${route.method} ${route.path}`, reason: null, before: maskEntry(route.path, before), refusal: null } as const
  const seated = (body as { store?: { id?: unknown } | null } | null)?.store?.id
  for (const { storeId, role } of await listSeatsOf(house.database, staffId)) {
    await house.database.inStore(storeId, async (db) => {
      const ctx = { db, storeId, actor: { kind: 'system', job: 'audit' }, now: entry.at } as const
      await appendEntry(ctx, { ...entry, after: maskEntry(route.path, storeId === seated ? { role } : after, before), subject: await subjectOf(ctx, route.path, request.params as Record<string, string>) })
    })
  }
  if (route.tells !== undefined) await tellAccountChange(house.database, { staffId, what: route.tells, now: entry.at }).catch((error: unknown) => request.log.error({ err: error, staffId }, 'staff.account_mail_failed'))
}

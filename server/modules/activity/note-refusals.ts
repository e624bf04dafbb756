import { hash } from 'node:crypto'
import { findMembers, maskId } from '#server/modules/members/index'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import { AppError } from '#server/platform/errors'
import { maskEmail } from '#server/platform/mask-email'
import type { Call } from '#server/platform/route'
import { tryAgain } from '#server/platform/try-again'
import { upsertRefusals, type RefusalRow } from './refusals.store.ts'

/** So many are kept of a store, for so long: enough to see what a wiring does wrong, and no archive of it. */
export const MOST_REFUSALS = 500
export const REFUSALS_KEPT_MS = 30 * 86_400_000
const LONGEST = 200
/** Mistakes of one event that are kept. */
const MOST_MISTAKES = 20

/** What was told, and why it was refused. */
export type Refused = { told: unknown; error: unknown }

/**
 * Keeps for the staff which events of a request were refused, the newest of the store, in a transaction of its own. The request was let in before, and where nothing was refused
 * nothing is done. What went wrong on our side is no refusal.
 */
export async function noteRefusals(database: Database, { storeId, actor, now }: Call, refused: readonly Refused[]): Promise<void> {
  if (actor.kind !== 'key' && actor.kind !== 'staff') return
  const by = { actorKind: actor.kind, actor: actor.kind === 'key' ? actor.keyId : actor.staffId }
  const rows = refused.flatMap(({ told, error }) => (error instanceof AppError ? [{ ...rowOf(told, error), ...by, at: now }] : []))
  if (rows.length === 0) return
  const each = [...Map.groupBy(rows, ({ refusalId }) => refusalId).values()].map((group) => ({ ...(group.at(-1) as (typeof rows)[number]), times: group.length }))
  await tryAgain(() => database.inStore(storeId, (db) => save({ db, storeId, actor, now }, each.slice(-MOST_REFUSALS))))
}

async function save(ctx: WriteContext, rows: readonly Omit<RefusalRow, 'memberId'>[]): Promise<void> {
  const known = await findMembers(ctx, rows.flatMap(({ member }) => member ?? []))
  const named = rows.map((row): RefusalRow => ({ ...row, member: row.member === null ? null : maskId(row.member), memberId: known.get(row.member ?? '') ?? null }))
  await upsertRefusals(ctx, named, { most: MOST_REFUSALS, since: ctx.now - REFUSALS_KEPT_MS })
}

function rowOf(told: unknown, { kind, code, details }: AppError): Pick<RefusalRow, 'refusalId' | 'source' | 'sourceId' | 'type' | 'member' | 'kind' | 'code' | 'details'> {
  const fields = (typeof told === 'object' && told !== null ? told : {}) as Record<string, unknown>
  const [source, sourceId, type, member] = ['source', 'id', 'type', 'member'].map((name) => plain(fields[name])) as [string | null, string | null, string | null, string | null]
  const name = source === null || sourceId === null ? (JSON.stringify(told) ?? '') : JSON.stringify([source, sourceId])
  return { refusalId: hash('sha256', name, 'base64url').slice(0, 22), source, sourceId, type, member, kind, code, details: maskDetails(code, details) }
}

/** A text that a database keeps; null for what is none. */
function plain(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST).toWellFormed().replaceAll(/\p{Cc}/gu, ' ') : null
}

const HIDDEN = '•••'
/** Fields of events that say something of a person, or may. */
const OF_PEOPLE = /^(?:event\.)?(?:profile|fields|reason|author|member|into|absorbed|to|by|order\.(?:buyer|coupons))(?:[.[]|$)/
const NAMES_OF_PEOPLE = new Set(['member', 'into', 'absorbed', 'to', 'by', 'buyer'])
/** Of an event of the shop's own, whose fields may say anything. */
const OF_OWN_FIELD = 'activity.field_wrong'

/** Why it was refused, as it is kept: a field that is of a person, or that nobody knows, is seen to be there and no more. */
function maskDetails(code: string, details: AppError['details']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => {
    if (name === 'errors' && Array.isArray(value)) return [name, value.slice(0, MOST_MISTAKES).map(maskMistake)]
    const isHidden = (NAMES_OF_PEOPLE.has(name) && !String(value).startsWith('mem_')) || (name === 'found' && code === OF_OWN_FIELD)
    return [name, isHidden ? HIDDEN : typeof value === 'string' ? hideAddress(plain(value) ?? '') : value]
  }))
}

function maskMistake(mistake: { path: string; found: string; wanted: string; code?: string }): object {
  const { path, found, code } = mistake
  const isOpen = found === 'nothing' || (code !== 'unknown_field' && !OF_PEOPLE.test(path) && !/^[[{]/.test(found))
  return { ...mistake, path: plain(path) ?? '', found: isOpen ? hideAddress(plain(found) ?? '') : HIDDEN, wanted: plain(mistake.wanted) ?? '' }
}

/** Shops name members, and now and then events, by an address. */
function hideAddress(text: string): string {
  return text.replaceAll(/[^\s"'<>]+@[^\s"'<>]+/g, maskEmail)
}

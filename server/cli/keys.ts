import { instantText, type Instant } from '#engine/calendar'
import { createKey, listKeys, PERMISSIONS, revokeKey, rotateKey, type ApiKey, type NewApiKey } from '#server/modules/keys/index'
import { getStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { UsageError } from './exits.ts'
import { onDatabase } from './open-database.ts'
import { readTime } from './read-time.ts'
import type { Text } from './text.ts'

/** What every command about keys is told. */
export type KeyOptions = { store: string; json?: boolean }
export type CreateOptions = KeyOptions & { name: string; scopes: string; expires?: string }
export type RotateOptions = KeyOptions & { overlap: string }

const PAGE = 500
const MOST_OVERLAP_HOURS = 720
const LONGEST_NAME = 200

/** `rockpool keys list`: every key of a store, those that ended too; never a secret. @throws Failure */
export async function runKeysList({ store, json = false }: KeyOptions, text: Text): Promise<void> {
  const keys = await inStore(store, text, async (ctx) => {
    const all: ApiKey[] = []
    for (let after: string | null = ''; after !== null;) {
      const page = await listKeys(ctx, { limit: PAGE, ...(after === '' ? {} : { after }) })
      all.push(...page.keys)
      after = page.next
    }
    return all
  })
  const now = Date.now()
  print(json ? { keys: keys.map(outside) } : keys.length === 0 ? text.say('cli.keys.list.none') : keys.flatMap((key) => keyLines(key, now, text)).join('\n'))
}

/** `rockpool keys create`: a key with a name and scopes; its secret is shown this once. @throws UsageError, Failure */
export async function runKeysCreate({ store, name, scopes: written, expires, json = false }: CreateOptions, text: Text): Promise<void> {
  const scopes = scopesOf(written, text)
  if (name.length > LONGEST_NAME || !/^[^\p{Cc}]+$/u.test(name)) throw new UsageError(text.say('cli.keys.wrong_name', { found: JSON.stringify(name) }))
  const expiresAt = readTime(expires, { zone: 'UTC', option: '--expires', text })
  const made = await inStore(store, text, (ctx) => createKey(ctx, { name, scopes, ...(expiresAt === undefined ? {} : { expiresAt }) }))
  printNew(made, json, text)
}

/** `rockpool keys rotate`: a new key in the place of one, which works on for the overlap. @throws UsageError, Failure */
export async function runKeysRotate(key: string, { store, overlap, json = false }: RotateOptions, text: Text): Promise<void> {
  if (!/^\d+$/.test(overlap) || Number(overlap) > MOST_OVERLAP_HOURS) throw new UsageError(text.say('cli.keys.wrong_overlap', { found: overlap, most: MOST_OVERLAP_HOURS }))
  const hours = Number(overlap)
  const made = await inStore(store, text, (ctx) => rotateKey(ctx, { key, overlapHours: hours }))
  printNew(made, json, text)
  if (!json) print(text.say('cli.keys.rotate.overlapping', { key, hours }))
}

/** `rockpool keys revoke`: ends a key at once; twice is once. @throws Failure */
export async function runKeysRevoke(key: string, { store, json = false }: KeyOptions, text: Text): Promise<void> {
  const revoked = await inStore(store, text, (ctx) => revokeKey(ctx, { key }))
  print(json ? outside(revoked) : text.say('cli.keys.revoke.done', { key, name: revoked.name }))
}

/** Does it in a store that is there. The times of keys are the world's, whatever the clock of a sandbox says. */
function inStore<T>(storeId: string, { locale }: Text, act: (ctx: WriteContext) => Promise<T>): Promise<T> {
  return onDatabase(locale, ({ database }) => database.inStore(storeId, async (db) => {
    const ctx = { db, storeId, actor: { kind: 'system', job: 'keys' } as const, now: Date.now() }
    await getStore(ctx)
    return act(ctx)
  }))
}

function scopesOf(written: string, { say }: Text): ApiKey['scopes'] & (typeof PERMISSIONS)[number][] {
  const asked = written === 'all' ? [...PERMISSIONS] : [...new Set(written.split(',').map((scope) => scope.trim()))]
  const known = PERMISSIONS.filter((scope) => (asked as string[]).includes(scope))
  if (known.length === asked.length) return known
  throw new UsageError(say('cli.keys.wrong_scopes', { found: asked.filter((scope) => !(PERMISSIONS as readonly string[]).includes(scope)).join(', ') || '""', wanted: PERMISSIONS.join(', ') }))
}

function keyLines(key: ApiKey, now: Instant, { say, date }: Text): string[] {
  const day = (at: Instant) => date(at, 'UTC')
  const used = key.lastUsedAt === null ? say('cli.keys.list.unused') : say('cli.keys.list.used', { date: day(key.lastUsedAt) })
  return [`${key.key}  ${key.name}  (${key.prefix}…)`, `    ${stateOf(key, now, { say, day })}  ·  ${say('cli.keys.list.made', { date: day(key.createdAt) })}  ·  ${used}`, `    ${key.scopes.join(', ')}`]
}

function stateOf({ revokedAt, replacedBy, expiresAt }: ApiKey, now: Instant, { say, day }: { say: Text['say']; day: (at: Instant) => string }): string {
  if (revokedAt !== null) return say('cli.keys.list.revoked', { date: day(revokedAt) })
  if (expiresAt !== null && expiresAt <= now) return say('cli.keys.list.over', { date: day(expiresAt) })
  if (replacedBy !== null && expiresAt !== null) return say('cli.keys.list.replaced', { time: instantText(expiresAt), key: replacedBy })
  return expiresAt === null ? say('cli.keys.list.live') : say('cli.keys.list.live_until', { time: instantText(expiresAt) })
}

function printNew(made: NewApiKey, json: boolean, { say }: Text): void {
  print(json ? outside(made) : say('cli.keys.made', { key: made.key, name: made.name, secret: made.secret, scopes: made.scopes.join(', ') }))
}

/** A key as the API shows it: instants in ISO 8601. */
function outside(key: ApiKey | NewApiKey): Record<string, unknown> {
  return Object.fromEntries(Object.entries(key).map(([field, value]) => [field, field.endsWith('At') && typeof value === 'number' ? instantText(value) : value]))
}

function print(told: object | string): void {
  process.stdout.write(`${typeof told === 'string' ? told : JSON.stringify(told)}\n`)
}

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Instant } from '#engine/calendar'
import { openTestWorld, type TestWorld } from '#server/migrations/testing'
import { createStore } from '#server/modules/stores/index'
import type { Actor, WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import { createKey } from './create-key.ts'
import { openKeyring } from './find-key.ts'
import { listKeys } from './list-keys.ts'
import { revokeKey } from './revoke-key.ts'
import { rotateKey } from './rotate-key.ts'
import type { NewApiKey } from './schemas.ts'

const NOW = Date.UTC(2026, 0, 5)
const HOUR = 3_600_000
const SYSTEM: Actor = { kind: 'system', job: 'test' }

let world: TestWorld
beforeAll(async () => { world = await openTestWorld() }, 120_000)
afterAll(() => world.close())

type Store = { storeId: string; act: <T>(run: (ctx: WriteContext) => Promise<T>, as?: { now?: Instant; actor?: Actor }) => Promise<T>; make: () => Promise<NewApiKey> }

async function openStore(kind: 'live' | 'sandbox' = 'live'): Promise<Store> {
  const storeId = newId('str', NOW)
  const act: Store['act'] = (run, { now = NOW, actor = SYSTEM } = {}) => world.database.inStore(storeId, (db) => run({ db, storeId, actor, now }))
  await act((ctx) => createStore(ctx, { name: 'Test', kind }))
  return { storeId, act, make: () => act((ctx) => createKey(ctx, { name: 'Shop', scopes: ['programs:read', 'activity:read'] })) }
}

/** Whom a secret lets in at an instant, without a memory. */
const find = (secret: string, now = NOW) => openKeyring(world.database).findKey(secret, now)

describe('a secret', () => {
  test('opens its store with its permissions, and tells a sandbox from a live store', async () => {
    const [live, sandbox] = [await openStore(), await openStore('sandbox')]
    const made = await live.make()
    expect(made.secret).toMatch(/^rp_live_[A-Za-z0-9_-]{43}$/)
    expect(made.prefix).toBe(made.secret.slice(0, 12))
    expect(await find(made.secret)).toEqual({ storeId: live.storeId, keyId: made.key, isSandbox: false, scopes: new Set(['activity:read', 'programs:read']) })
    const { secret } = await sandbox.make()
    expect(secret).toMatch(/^rp_test_/)
    expect(await find(secret)).toMatchObject({ storeId: sandbox.storeId, isSandbox: true })
  })

  test('is nowhere in the database', async () => {
    const { make } = await openStore()
    const { secret } = await make()
    const { rows } = await sql<{ kept: string }>`select string_agg(keys_api_keys::text, '') as kept from keys_api_keys`.execute(world.database.bare)
    expect(rows[0]?.kept ?? '').not.toContain(secret.slice(12))
  })

  test('past its end opens nothing, nor does one that is made up', async () => {
    const { act } = await openStore()
    const { secret } = await act((ctx) => createKey(ctx, { name: 'Short', scopes: ['keys:read'], expiresAt: NOW + HOUR }))
    expect(await find(secret, NOW + HOUR - 1)).toBeDefined()
    expect(await find(secret, NOW + HOUR)).toBeUndefined()
    for (const other of ['', 'rp_live_', `${secret}x`, `rp_live_${'A'.repeat(43)}`]) expect(await find(other)).toBeUndefined()
    await expect(act((ctx) => createKey(ctx, { name: 'Past', scopes: ['keys:read'], expiresAt: NOW }))).rejects.toMatchObject({ code: 'keys.expires_past' })
  })

  test('is remembered for two seconds, so that a busy key is not looked up each time', async () => {
    const { act, make } = await openStore()
    const { key, secret } = await make()
    const keyring = openKeyring(world.database)
    expect(await keyring.findKey(secret, NOW)).toBeDefined()
    await act((ctx) => revokeKey(ctx, { key }))
    expect(await keyring.findKey(secret, NOW + 1_999)).toBeDefined()
    expect(await keyring.findKey(secret, NOW + 2_000)).toBeUndefined()
  })

  test('leaves the minute of its last use', async () => {
    const { act, make } = await openStore()
    const { secret } = await make()
    const lastUsed = () => act((ctx) => listKeys(ctx, { limit: 10 })).then(({ keys }) => keys[0]?.lastUsedAt)
    expect(await lastUsed()).toBeNull()
    for (const [at, kept] of [[0, 0], [60_000, 0], [60_001, 60_001]] as const) {
      await find(secret, NOW + at)
      expect(await lastUsed()).toBe(NOW + kept)
    }
  })
})

describe('a key', () => {
  test('that is replaced works for the overlap, and no longer', async () => {
    const { act, make } = await openStore()
    const old = await make()
    const fresh = await act((ctx) => rotateKey(ctx, { key: old.key, overlapHours: 2 }))
    expect(fresh).toMatchObject({ name: 'Shop', scopes: old.scopes, expiresAt: null })
    expect(await find(fresh.secret, NOW + 2 * HOUR)).toMatchObject({ keyId: fresh.key })
    expect(await find(old.secret, NOW + 2 * HOUR - 1)).toMatchObject({ keyId: old.key })
    expect(await find(old.secret, NOW + 2 * HOUR)).toBeUndefined()
    await expect(act((ctx) => rotateKey(ctx, { key: old.key, overlapHours: 2 }))).rejects.toMatchObject({ code: 'keys.not_live' })
  })

  test('that has an end keeps it when it is replaced, and passes it on', async () => {
    const { act } = await openStore()
    const old = await act((ctx) => createKey(ctx, { name: 'Short', scopes: ['keys:read'], expiresAt: NOW + HOUR }))
    const fresh = await act((ctx) => rotateKey(ctx, { key: old.key, overlapHours: 2 }))
    expect(fresh.expiresAt).toBe(NOW + HOUR)
    expect(await find(old.secret, NOW + HOUR)).toBeUndefined()
  })

  test('that is revoked is dead at once, and twice is once', async () => {
    const { act, make } = await openStore()
    const { key, secret } = await make()
    const revoked = await act((ctx) => revokeKey(ctx, { key }))
    expect(revoked.revokedAt).toBe(NOW)
    expect(await find(secret)).toBeUndefined()
    expect(await act((ctx) => revokeKey(ctx, { key }), { now: NOW + HOUR })).toEqual(revoked)
  })

  test('hands out no more than it has', async () => {
    const { act, make } = await openStore()
    const { key } = await make()
    const actor: Actor = { kind: 'key', keyId: key, permissions: new Set(['keys:manage', 'programs:read']) }
    await expect(act((ctx) => createKey(ctx, { name: 'More', scopes: ['programs:publish'] }), { actor })).rejects.toMatchObject({ kind: 'forbidden', code: 'keys.beyond_own' })
    await expect(act((ctx) => rotateKey(ctx, { key, overlapHours: 0 }), { actor })).rejects.toMatchObject({ code: 'keys.beyond_own' })
    expect(await act((ctx) => createKey(ctx, { name: 'Less', scopes: ['programs:read'] }), { actor })).toMatchObject({ scopes: ['programs:read'] })
  })

  test('is listed in pages, the newest first, without its secret', async () => {
    const { act, make } = await openStore()
    const made = [await make(), await make(), await make()].map(({ secret: _, ...key }) => key).sort((a, b) => (a.key < b.key ? 1 : -1))
    const first = await act((ctx) => listKeys(ctx, { limit: 2 }))
    expect(first).toEqual({ keys: made.slice(0, 2), next: made[1]?.key })
    expect(await act((ctx) => listKeys(ctx, { limit: 2, after: first.next as string }))).toEqual({ keys: made.slice(2), next: null })
  })

  test('of another store is not there, and a connection without a store sees none', async () => {
    const [ours, theirs] = [await openStore(), await openStore()]
    const { key } = await theirs.make()
    await expect(ours.act((ctx) => revokeKey(ctx, { key }))).rejects.toMatchObject({ code: 'keys.unknown' })
    expect(await ours.act((ctx) => listKeys(ctx, { limit: 10 }))).toEqual({ keys: [], next: null })
    for (const { bare } of [world.database, world.owner]) {
      const { rows } = await sql`select from keys_api_keys`.execute(bare)
      expect(rows).toEqual([])
    }
  })
})

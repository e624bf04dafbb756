import { del, get, post, type Route } from '#server/platform/route'
import { createKey } from './create-key.ts'
import { listKeys } from './list-keys.ts'
import { revokeKey } from './revoke-key.ts'
import { rotateKey } from './rotate-key.ts'
import { ApiKey, CreateKey, KeyPage, ListKeys, NewApiKey, RevokeKey, RotateKey } from './schemas.ts'

const KEY = 'key_1h3kq8v2m0c4s6d8f0g2h4'
const shown = {
  key: KEY, name: 'Shop connector', prefix: 'rp_live_q7Zk', scopes: ['activity:read', 'activity:record'], createdAt: '2026-01-05T10:00:00Z',
  lastUsedAt: null, expiresAt: null, revokedAt: null, replacedBy: null,
}
const made = { ...shown, secret: 'rp_live_q7Zk…' }

/** The keys of a store. Their times are the world's, whatever the clock of a sandbox says. */
export const keysRoutes: readonly Route[] = [
  get({
    path: '/keys', permission: 'keys:read', input: ListKeys, output: KeyPage, run: listKeys, isOnWorldClock: true,
    summary: 'List API keys', example: { output: { keys: [shown], next: null } },
  }),
  post({
    path: '/keys', permission: 'keys:manage', input: CreateKey, output: NewApiKey, run: createKey, status: 201, isOnWorldClock: true,
    summary: 'Make an API key', description: 'The answer is the only place where the secret is shown. A key can give another no more permissions than it has itself.',
    example: { input: { name: 'Shop connector', scopes: ['activity:record', 'activity:read'] }, output: made },
  }),
  post({
    path: '/keys/:key/rotations', permission: 'keys:manage', input: RotateKey, output: NewApiKey, run: rotateKey, status: 201, isOnWorldClock: true,
    summary: 'Replace an API key', description: 'Makes a key with the same name, permissions and end. The old secret works for the overlap, so that nothing stops while the new one is put in its place.',
    example: { input: { overlapHours: 24 }, output: made },
  }),
  del({
    path: '/keys/:key', permission: 'keys:manage', input: RevokeKey, output: ApiKey, run: revokeKey, isOnWorldClock: true,
    summary: 'Revoke an API key', description: 'It ends at once (other processes may take it for two seconds more). Revoking twice is revoking once.',
    example: { output: { ...shown, revokedAt: '2026-02-01T09:00:00Z' } },
  }),
]

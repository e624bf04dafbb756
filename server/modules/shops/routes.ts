import type { Instant } from '#engine/calendar'
import type { Database } from '#server/platform/database'
import { get, own, patch, type Route } from '#server/platform/route'
import type { Seal } from '#server/platform/seal'
import { changeShopSettings } from './change-settings.ts'
import { DEFAULT_SETTINGS } from './default-settings.ts'
import { rotateSecret } from './handover-secrets.ts'
import { readShopSettings } from './read-settings.ts'
import * as shapes from './schemas.ts'

type House = { database: Database; seal: Seal; clock: () => Instant }

const AT = '2026-01-05T10:00:00Z'
const secret = { secret: 'sec_1kdvdna00kb1wmzrvz4gen', createdAt: AT, expiresAt: null }
const settings = { handle: 'reef-supplies', ...DEFAULT_SETTINGS, secrets: [secret], changedAt: AT }

/** What staff set of all that shoppers see. Times are the world's. */
export const shopsRoutes: readonly Route<House>[] = [
  get({
    path: '/shop-settings', permission: 'stores:read', input: shapes.NoInput, output: shapes.ShopSettings, run: readShopSettings, isOnWorldClock: true,
    summary: 'Read the settings of the shop', description: 'What shoppers see and how they sign in; what was never set is as it comes.', example: { output: settings },
  }),
  patch({
    path: '/shop-settings', permission: 'stores:write', input: shapes.ChangeShopSettings, output: shapes.ShopSettings, run: changeShopSettings, isOnWorldClock: true,
    summary: 'Change the settings of the shop', description: 'A field that is not sent stays; one that is sent is taken whole.',
    example: { input: { origins: ['https://shop.example.com'], stepUpPoints: 5000 }, output: settings },
  }),
  own({
    path: '/shop-settings/secrets', permission: 'stores:write', input: shapes.RotateSecret, output: shapes.NewSecret, run: rotateSecret, status: 201, isOnWorldClock: true,
    summary: 'Make a secret for handing over sign-ins', description: 'With it the server of the shop signs a token for whoever is signed in there (POST /sessions). The secrets that there are work on for the overlap.',
    example: { input: { overlapHours: 24 }, output: { secret: secret.secret, value: 'q7Zk…', createdAt: AT } },
  }),
]

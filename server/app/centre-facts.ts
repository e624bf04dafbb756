import { findStore } from '#server/modules/stores/index'
import { readShop } from '#server/modules/signups/index'
import type { CentreFacts } from '#server/pages/index'
import { findImpersonation, MEMBER_COOKIES, type Finders } from './caller.ts'
import { readCookies } from './cookies.ts'
import type { House } from './house.ts'

/** What the page of a shop's member centre says by itself: what anybody may know of the shop, and whether its reader has a session there, or is somebody of the staff who looks at a member. */
export async function readCentreFacts({ database, clock }: Pick<House, 'database' | 'clock'>, finders: Finders, { handle, cookie }: { handle: string; cookie: string | undefined }): Promise<CentreFacts | null> {
  const found = await findStore(database, handle)
  if (found === undefined) return null
  const now = clock()
  const { storeId } = found
  const shop = await database.readStore(storeId, (db) => readShop({ db, storeId, actor: { kind: 'guest', address: '' }, now }))
  const cookies = readCookies(cookie)
  const token = MEMBER_COOKIES.map((name) => cookies.get(name)).find((value) => value !== undefined)
  const seen = await findImpersonation({ finders }, { cookie, store: storeId }, now)
  if (seen !== undefined) return { shop, isSignedIn: true, impersonation: { id: seen.impersonation, storeId, by: seen.name ?? seen.staffId, until: seen.expiresAt, lastsMs: seen.expiresAt - now } }
  const member = token === undefined ? undefined : await finders.findMember(token, now)
  return { shop, isSignedIn: member?.storeId === storeId, impersonation: null }
}

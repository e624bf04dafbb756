import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import { deviceOf } from '#server/platform/device'
import { deleteDevice, deleteOldDevices, selectKnown, upsertDevice, type KnownDevice } from './devices.store.ts'
import { hashOfToken } from './tokens.ts'

/** So long a device stays known after somebody signed in on it: more than the year that a session lasts at most. */
export const DEVICE_DAYS = 400
const DAY_MS = 86_400_000
/** Of a device that was known before browsers kept a cookie of ours. */
const OF_BEFORE = '?'
/** Of a device whose browser keeps no cookie of ours, as it shows the pages of a shop. */
const WITHOUT_COOKIE = ''

/**
 * Where somebody signs in: `browser` is the token of the cookie that a browser of the centre keeps, null for a widget. `isCarriedOver`: the session comes from one of the same browser, which
 * was looked at when it began.
 */
export type Device = { userAgent: string; browser: string | null; isCarriedOver: boolean }

/**
 * Notes on which device a member signs in, and says whether it is a new one: where they signed in before, and never on it. In the centre a device is the browser that keeps our cookie, as
 * anybody may have one that is called the same; the first after there were any takes over what was known by its words. Elsewhere words are all there is. Signing out everywhere makes none new.
 */
export async function noteDevice(ctx: WriteContext, { memberId, at }: { memberId: string; at: Instant }, { userAgent, browser: token, isCarriedOver }: Device): Promise<{ device: string; isNew: boolean }> {
  await deleteOldDevices(ctx, at - DEVICE_DAYS * DAY_MS)
  const known = await selectKnown(ctx, memberId)
  const device = deviceOf(userAgent)
  const browser = token === null ? WITHOUT_COOKIE : hashOfToken(`${ctx.storeId}/${token}`)
  const isKnown = known.some(token === null || isCarriedOver ? (one) => one.device === device : isOne({ device, browser }))
  if (token !== null) await deleteDevice(ctx, { memberId, device, browser: OF_BEFORE })
  await upsertDevice(ctx, { memberId, device, browser, at })
  return { device, isNew: known.length > 0 && !isKnown }
}

function isOne({ device, browser }: KnownDevice): (known: KnownDevice) => boolean {
  return (known) => known.browser === browser || (known.browser === OF_BEFORE && known.device === device)
}

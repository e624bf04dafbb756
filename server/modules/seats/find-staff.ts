import type { Instant } from '#engine/calendar'
import { selectPeople, updateSeen, type StaffHouse } from '#server/modules/staff/index'
import { getStore } from '#server/modules/stores/index'
import type { ReadContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import type { SignedIn } from '#server/platform/route'
import { findRoles } from './roles.ts'
import type { Role, StaffStore } from './schemas.ts'
import { callSeatsOf, selectSeatOf } from './seats.store.ts'

const SYSTEM = { kind: 'system', job: 'sign-in' } as const

/** As often at most is noted that a session is used: a page asks for a dozen things. */
const NOTED_MS = 10 * 60_000

/** Who is signed in by these cookies, and whether their roles ask for a second factor that they have not enrolled; that the session is used is noted, where it is told when. */
export async function findSignedIn({ database, staffAuth }: StaffHouse, cookie: string, now?: Instant): Promise<SignedIn | undefined> {
  if (!/(?:^|[\s;])(?:__Host-)?rockpool_staff=/.test(cookie)) return undefined
  const found = await staffAuth.findSession({ cookie })
  if (found === null) return undefined
  const { user: { id: staffId }, session: { id: sessionId, seenAt } } = found
  if (now !== undefined && now - (seenAt?.getTime() ?? 0) >= NOTED_MS) await updateSeen(database.bare, { sessionId, at: now })
  return { staffId, sessionId, mustEnrol: await mustEnrol(database, staffId) }
}

async function mustEnrol({ bare }: Database, staffId: string): Promise<boolean> {
  if (!(await callSeatsOf(bare, staffId)).some(({ needsSecondFactor }) => needsSecondFactor)) return false
  const [person] = await selectPeople(bare, [staffId])
  return person?.hasTotp !== true && person?.hasPasskey !== true
}

/** A seat as the door knows it. */
type FoundSeat = { storeId: string; isSandbox: boolean; permissions: ReadonlySet<string> }

/** What somebody may do in a store; undefined where they have no seat in it, or where there is no such store. */
export async function findSeat(database: Database, { storeId, staffId }: { storeId: string; staffId: string }): Promise<FoundSeat | undefined> {
  const seat = await database.readStore(storeId, (db) => readSeat({ db, storeId, actor: SYSTEM, now: 0 }, staffId))
  return seat === undefined ? undefined : { storeId, isSandbox: seat.store.kind === 'sandbox', permissions: new Set(seat.role.permissions) }
}

/** The seat of somebody in the store of the context, with all that its role says. */
async function readSeat(ctx: ReadContext, staffId: string): Promise<{ store: StaffStore; role: Role } | undefined> {
  const seat = await selectSeatOf(ctx, staffId)
  const role = seat === undefined ? undefined : (await findRoles(ctx)).find((one) => one.role === seat.role)
  if (role === undefined) return undefined
  const { storeId: id, name, kind } = await getStore(ctx)
  return { store: { id, name, kind }, role }
}

/** The stores in which somebody has a seat, and as what. */
export function listSeatsOf({ bare }: Database, staffId: string): Promise<{ storeId: string; role: string }[]> {
  return callSeatsOf(bare, staffId)
}

/** All seats of somebody, in the order in which they got them. */
export async function readSeatsOf(database: Database, staffId: string): Promise<{ store: StaffStore; role: Role }[]> {
  const found = await callSeatsOf(database.bare, staffId)
  const seats = await Promise.all(found.map(({ storeId }) => database.readStore(storeId, (db) => readSeat({ db, storeId, actor: SYSTEM, now: 0 }, staffId))))
  return seats.filter((seat) => seat !== undefined)
}

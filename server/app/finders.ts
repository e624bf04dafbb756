import { findImpersonation } from '#server/modules/impersonations/index'
import { openMemberFinder } from '#server/modules/logins/index'
import { findSeat, findSignedIn } from '#server/modules/seats/index'
import { findStore } from '#server/modules/stores/index'
import type { Finders } from './caller.ts'
import type { House } from './house.ts'

/** How the doors find who asks, on the database of the house. */
export function findersOf(house: House): Finders {
  return {
    findStaff: (cookie, now) => findSignedIn(house, cookie, now),
    findSeat: (seat) => findSeat(house.database, seat),
    findMember: openMemberFinder(house.database),
    findImpersonation: (asked, now) => findImpersonation(house.database, asked, now),
    findStore: (name) => findStore(house.database, name),
  }
}

import { findSeat, findSignedIn } from '#server/modules/seats/index'
import { findStoreNamed } from '#server/modules/stores/index'
import type { Finders } from './caller.ts'
import type { House } from './house.ts'

/** How the doors find who asks, on the database of the house. Members do not sign in yet: no token is one of theirs. */
export function findersOf(house: House): Finders {
  return {
    findStaff: (cookie) => findSignedIn(house, cookie),
    findSeat: (seat) => findSeat(house.database, seat),
    findMember: async () => undefined,
    findStore: (name) => findStoreNamed(house.database, name),
  }
}

import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '#engine/calendar'

/** Who acts: a staff member or a program with a key, a shopper who is signed in or not (then known by their address alone), or the house itself. Staff may say why. `seenBy` is whoever of the staff looks at what the member sees. */
export type Actor =
  | { kind: 'staff'; staffId: string; permissions: ReadonlySet<string>; reason?: string }
  | { kind: 'key'; keyId: string; permissions: ReadonlySet<string> }
  | { kind: 'member'; memberId: string; session?: MemberSession; seenBy?: string }
  | { kind: 'guest'; address: string }
  | { kind: 'system'; job: string }

/** The session of a shopper: `provenAt` is when they last showed who they are. */
export type MemberSession = { sessionId: string; provenAt: Instant }

/** Starts with no tables: a module adds its own with `withTables`. */
export type NoTables = Record<never, never>

/** What every verb knows: the store that its connection is confined to, who acts, and the one instant of the request. */
export type ReadContext = { db: Kysely<NoTables>; storeId: string; actor: Actor; now: Instant }

/** A verb that changes data asks for this one, so that it cannot be called outside a transaction. */
export type WriteContext = Omit<ReadContext, 'db'> & { db: Transaction<NoTables> }

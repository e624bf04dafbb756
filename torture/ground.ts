import type { Instant } from '#engine/calendar'
import type { OpenedStore, StoreOptions } from '#server/app/testing'
import type { Database } from '#server/platform/database'

/** A running server to try things on. */
export type Ground = {
  /** Where its web processes answer. */
  urls: readonly string[]
  /** What it serves from, as the serving role. */
  database: Database
  /** How its database is reached by a superuser, whom no row security stops. */
  superuserUrl: string
  /** The world's time there. */
  clock: () => Instant
  /** A new store with a program, one point a euro, and a key that may do everything. */
  openStore: (options?: StoreOptions) => Promise<OpenedStore>
  close: () => Promise<void>
}

/** What a trial is told: what to try it on, what chance is drawn from, how much to try, and where to tell how far it is. */
export type Asked = { ground: Ground; seed: number; rounds: number; say: (text: string) => void }

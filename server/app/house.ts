import type { Instant } from '#engine/calendar'
import type { Recorder } from '#server/modules/activity/index'
import type { StaffAuth } from '#server/modules/staff/index'
import type { Database } from '#server/platform/database'
import type { Seal } from '#server/platform/seal'

/** What a process has open. */
export type House = {
  database: Database
  /** The world's time; a sandbox has a clock of its own. */
  clock: () => Instant
  recorder: Recorder
  /** How staff sign in. */
  staffAuth: StaffAuth
  /** For secrets that must be read again. */
  seal: Seal
  /** Where browsers reach this server, such as "https://club.example.com"; null where nobody said. */
  site: string | null
}

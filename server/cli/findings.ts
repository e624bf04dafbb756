import type { Instant } from '#engine/calendar'
import type { Config } from '#server/platform/config'
import type { Values } from './text.ts'

/** What was looked at. Each has a name in `cli.doctor.checks`. */
export type Check = 'node' | 'binaries' | 'folder' | 'space' | 'server' | 'database' | 'clock' | 'schema' | 'settings' | 'role' | 'time' | 'outbox' | 'ledger'

/** What an examination found: right, worth a look, or wrong; and the sentence that says what to do, by its key. */
export type Finding = { check: Check; state: 'ok' | 'warn' | 'wrong'; key: string; values: Values }

/** What the doctor looks with: settings, the clock of this machine, the version of Node, and the number of the user that we run as (0: root). */
export type Means = { config: Config; clock: () => Instant; nodeVersion: string; uid: number }

/** A finding that all is well with what was looked at. */
export function right(check: Check, key: string, values: Values = {}): Finding {
  return { check, state: 'ok', key, values }
}

/** A finding that is worth a look. */
export function look(check: Check, key: string, values: Values = {}): Finding {
  return { check, state: 'warn', key, values }
}

/** A finding that something is wrong. */
export function wrong(check: Check, key: string, values: Values = {}): Finding {
  return { check, state: 'wrong', key, values }
}

import { constants } from 'node:os'

/** The wish that a command ends in order: a promise to wait for, and a signal to look at between two steps. */
export type End = { told: Promise<void>; signal: AbortSignal }

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
/** A signal may come twice for one wish: from the terminal or a supervisor to us, and again through whoever started us. */
const ECHO_MS = 1_000

/**
 * Waits from now on for Ctrl-C, or for the signal of whoever supervises us, so that what is being started then can also be ended in
 * order. Whoever asks again later wants it at once: the process exits, and its exit ends the database.
 */
export function listenForEnd(): End {
  const controller = new AbortController()
  const told = new Promise<void>((resolve) => {
    let first: number | undefined
    const tell = (name: NodeJS.Signals): void => {
      if (first !== undefined && performance.now() - first > ECHO_MS) process.exit(128 + constants.signals[name])
      first ??= performance.now()
      controller.abort()
      resolve()
    }
    for (const name of SIGNALS) process.on(name, tell)
  })
  return { told, signal: controller.signal }
}

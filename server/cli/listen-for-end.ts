import { constants } from 'node:os'

/** The wish that a command ends in order: a promise to wait for, and a signal to look at between two steps; until it is forgotten. */
export type End = { told: Promise<NodeJS.Signals>; signal: AbortSignal; forget: () => void }

/** What a command holds while it runs, and lets go of in the end. */
type Held = { stop: () => Promise<void> }

/** Ctrl-C, whoever supervises us, and a terminal that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** A signal may come twice for one wish: from the terminal or a supervisor to us, and again through whoever started us. */
const ECHO_MS = 1_000

/**
 * Waits from now on for Ctrl-C, or for the signal of whoever supervises us, so that what is being started then can also be ended in
 * order. Whoever asks again later wants it at once: the process exits, and its exit ends the database.
 */
export function listenForEnd(): End {
  const controller = new AbortController()
  let forget = (): void => {}
  const told = new Promise<NodeJS.Signals>((resolve) => {
    let first: number | undefined
    const tell = (name: NodeJS.Signals): void => {
      if (first !== undefined && performance.now() - first > ECHO_MS) exitBy(name)
      first ??= performance.now()
      controller.abort()
      resolve(name)
    }
    for (const name of SIGNALS) process.on(name, tell)
    forget = () => SIGNALS.forEach((name) => process.off(name, tell))
  })
  return { told, signal: controller.signal, forget }
}

/**
 * Opens what a command works on, so that Ctrl-C lets go of it in order and then ends the process. A `stop` that comes after it waits for that
 * end: nothing is said of the work that it broke.
 */
export async function endingInOrder<T extends Held>(open: () => Promise<T>): Promise<T> {
  const end = listenForEnd()
  try {
    const held = await open()
    const left = end.told.then(async (name) => {
      await held.stop()
      exitBy(name)
    })
    return {
      ...held,
      stop: async () => {
        if (end.signal.aborted) return left
        await held.stop()
        end.forget()
      },
    }
  } catch (error) {
    end.forget()
    throw error
  }
}

/** Exits as a shell says that a signal ended a command. */
export function exitBy(name: NodeJS.Signals): never {
  return process.exit(128 + constants.signals[name])
}

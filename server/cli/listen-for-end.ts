/** The wish that a command ends in order: a promise to wait for, and a signal to look at between two steps. */
export type End = { told: Promise<void>; signal: AbortSignal }

/**
 * Waits from now on for Ctrl-C, or for the signal of whoever supervises us, so that what is being started then can also be ended in
 * order. The second one ends the process at once, as it would without us.
 */
export function listenForEnd(): End {
  const controller = new AbortController()
  const told = new Promise<void>((resolve) => {
    const tell = (): void => {
      for (const name of SIGNALS) process.off(name, tell)
      controller.abort()
      resolve()
    }
    for (const name of SIGNALS) process.on(name, tell)
  })
  return { told, signal: controller.signal }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

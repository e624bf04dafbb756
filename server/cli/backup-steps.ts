import type { OnProgress } from '#server/platform/backup/make-backup'
import { openProgress } from './progress.ts'
import type { Text } from './text.ts'

/** How a shell says that a command was ended by Ctrl-C. */
const INTERRUPTED = 130

/**
 * A progress bar for the steps of a back-up or a restore, one after the other. Until it is stopped, Ctrl-C ends the process in order: a database
 * that was started for the work ends with it.
 */
export function openSteps(text: Text): { tell: OnProgress; stop: () => void } {
  const progress = openProgress(text)
  let current = ''
  let running: (done: number, total: number) => void = () => {}
  const end = (): void => {
    progress.stop()
    process.exit(INTERRUPTED)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
  return {
    tell(step, done, total) {
      if (step !== current) running = progress.begin(`cli.backup.progress.${(current = step)}`)
      running(done, total)
    },
    stop() {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end)
      progress.stop()
    },
  }
}

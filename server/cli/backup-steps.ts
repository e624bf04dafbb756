import type { OnProgress } from '#server/platform/backup/make-backup'
import { openProgress } from './progress.ts'
import type { Text } from './text.ts'

/** A progress bar for the steps of a back-up or a restore, one after the other. */
export function openSteps(text: Text): { tell: OnProgress; stop: () => void } {
  const progress = openProgress(text)
  let current = ''
  let running: (done: number, total: number) => void = () => {}
  return {
    tell(step, done, total) {
      if (step !== current) running = progress.begin(`cli.backup.progress.${(current = step)}`)
      running(done, total)
    },
    stop: progress.stop,
  }
}

import { Presets, SingleBar } from 'cli-progress'
import type { Text } from './text.ts'

/** Says on a terminal's error stream how far a command is; elsewhere nothing. */
export type Progress = {
  /** Begins a step named by a key of the locale, in place of the one before; the answer takes how much is done, of how much. */
  begin: (key: string) => (done: number, total: number) => void
  /** Takes the bar away. */
  stop: () => void
}

/** A progress bar, or silence when the error stream is no terminal. */
export function openProgress({ say }: Text): Progress {
  if (!process.stderr.isTTY) return { begin: () => () => {}, stop: () => {} }
  let bar: SingleBar | undefined
  const stop = (): void => {
    bar?.stop()
    bar = undefined
  }
  // It hides the cursor, which comes back however the process exits.
  process.once('exit', stop)
  return {
    begin(key) {
      stop()
      bar = new SingleBar({ format: `  ${say(key)} {bar} {percentage}%`, stream: process.stderr, hideCursor: true, clearOnComplete: true, barsize: 40 }, Presets.shades_classic)
      bar.start(1, 0)
      return (done, total) => {
        bar?.setTotal(Math.max(1, total))
        bar?.update(done)
      }
    },
    stop,
  }
}

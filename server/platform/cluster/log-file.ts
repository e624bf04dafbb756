import { copyFileSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs'

/** Two of these, the file and the one before it, are what a log may take of the disk. */
const LARGEST = 16 * 2 ** 20
const LINES_SHOWN = 8

/** Opens the log for a process that adds to its end, and says where that is. */
export function openLog(file: string): { descriptor: number; start: number } {
  const descriptor = openSync(file, 'a', 0o600)
  return { descriptor, start: statSync(file).size }
}

/** What was written from there on. */
export function readLog(file: string, start: number): string {
  try {
    return readFileSync(file).subarray(start).toString()
  } catch {
    return ''
  }
}

/** The last lines of a log, for a person. */
export function lastLines(log: string): string {
  return log.trimEnd().split('\n').slice(-LINES_SHOWN).join('\n')
}

/** Sets a log that has grown large aside and begins it anew; who writes to its end goes on. A line written just then may be lost. */
export function turnLog(file: string): void {
  try {
    if (statSync(file).size < LARGEST) return
    copyFileSync(file, `${file}.1`)
    truncateSync(file)
  } catch {
    // A log that cannot be turned now is turned an hour later.
  }
}

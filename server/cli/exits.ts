/** The command was written wrongly: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** What the command was given cannot be worked with, a file or a program: exit code 1. The message is for the user. */
export class Failure extends Error {
  override name = 'Failure'
}

export type WrongOption = { path: string; found: string; wanted: string }

/** Mistakes in what a command was given, by the options that say it; what is deeper stands in a file. */
export function wrongOptions(wrong: readonly WrongOption[]): UsageError {
  const named = (path: string): string => (/^\w+$/.test(path) ? `--${path.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)}` : path)
  return new UsageError(wrong.map(({ path, found, wanted }) => `${named(path)}: found ${found}, wanted ${wanted}`).join('\n'))
}

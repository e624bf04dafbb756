/** The command was written wrongly: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** What the command was given cannot be worked with, a file or a program: exit code 1. The message is for the user. */
export class Failure extends Error {
  override name = 'Failure'
}

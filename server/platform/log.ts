import pino, { type DestinationStream, type Logger, type LevelWithSilent } from 'pino'

/** Fields that name or reach a person, or open a door: a log line never has them, at the top or one step below. */
const HIDDEN = ['authorization', 'email', 'phone', 'name', 'firstName', 'lastName', 'birthday', 'address', 'secret', 'password', 'cookie']

/**
 * Opens the structured log: a line of JSON for each thing that happened, times in ISO 8601. People are not in it: routes are named by
 * their pattern, callers by the id of their key, and whatever has a telling name is blotted out.
 */
export function openLog({ level = 'info', to }: { level?: LevelWithSilent; to?: DestinationStream } = {}): Logger {
  const options = {
    level, base: null, timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: HIDDEN.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '…' },
    serializers: { err: plainError },
  }
  return to === undefined ? pino(options) : pino(options, to)
}

/** An error without what a driver hangs on it: the values of a statement, the row that it was about. */
function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name: type, message, stack, code } = error as Error & { code?: unknown }
  return { type, message, stack, ...(typeof code === 'string' ? { code } : {}) }
}

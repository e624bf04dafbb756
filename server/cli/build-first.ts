import { buildConsole } from '#server/console/index'
import type { Text } from './text.ts'

/** Builds the console where a clone has newer sources, and says so in a line. Without a console the API serves all the same. */
export async function buildFirst(say: Text['say']): Promise<void> {
  await buildConsole({ onBuild: () => process.stderr.write(`${say('cli.start.console')}\n`) }).catch((error: unknown) => {
    process.stderr.write(`${say('cli.start.no_console', { why: error instanceof Error ? error.message : String(error) })}\n`)
  })
}

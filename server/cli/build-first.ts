import { buildBundle } from '#server/pages/index'
import { BUNDLES } from './bundles.ts'
import type { Text } from './text.ts'

/** Builds the pages of which a clone has newer sources, and says so in a line, once. Without them the API serves all the same. */
export async function buildFirst(say: Text['say']): Promise<void> {
  let isTold = false
  const onBuild = (): void => {
    if (!isTold) process.stderr.write(`${say('cli.start.console')}\n`)
    isTold = true
  }
  for (const bundle of BUNDLES) {
    await buildBundle(bundle, { onBuild }).catch((error: unknown) => {
      process.stderr.write(`${say('cli.start.no_console', { why: error instanceof Error ? error.message : String(error) })}\n`)
    })
  }
}

import { once } from 'node:events'
import { startRockpool, type Running } from '#server/start'
import { configFor, inWords } from './open-database.ts'
import type { Text } from './text.ts'

/** `rockpool start`: serves until it is told to end, by Ctrl-C or by whoever supervises it. @throws Failure where it does not start */
export async function runStart({ locale, say }: Text): Promise<void> {
  const running = await startRockpool(configFor(locale)).catch((error: unknown) => {
    throw inWords(error, locale)
  })
  tell(running, say)
  const told = new AbortController()
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal, { signal: told.signal })))
  told.abort()
  process.stderr.write(`${say('cli.start.ending')}\n`)
  await running.close()
}

function tell({ url }: Running, say: Text['say']): void {
  const lines = url === null ? [say('cli.start.working')] : [say('cli.start.ready', { url }), say('cli.start.page', { url }), say('cli.start.first')]
  process.stdout.write(`${lines.join('\n')}\n`)
}

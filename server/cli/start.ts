import { startRockpool, type Running } from '#server/start'
import { configFor, inWords } from './open-database.ts'
import { tellBackups } from './backups-told.ts'
import type { Text } from './text.ts'
import { listenForEnd } from './listen-for-end.ts'

/** `rockpool start`: serves until it is told to end, by Ctrl-C or by whoever supervises it. @throws Failure where it does not start */
export async function runStart({ locale, say }: Text): Promise<void> {
  const config = configFor(locale)
  const end = listenForEnd()
  const running = await startRockpool(config).catch((error: unknown) => {
    throw inWords(error, locale)
  })
  if (!end.signal.aborted) {
    tell(running, say)
    tellBackups(config, say)
  }
  await end.told
  process.stderr.write(`${say('cli.start.ending')}\n`)
  await running.close()
}

function tell({ url }: Running, say: Text['say']): void {
  const lines = url === null ? [say('cli.start.working')] : [say('cli.start.ready', { url }), say('cli.start.page', { url }), say('cli.start.first')]
  process.stdout.write(`${lines.join('\n')}\n`)
}

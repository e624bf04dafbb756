import { startRockpool, type Running } from '#server/start'
import { configFor, inWords } from './open-database.ts'
import { buildFirst } from './build-first.ts'
import { tellBackups } from './backups-told.ts'
import type { Text } from './text.ts'
import type { Config } from '#server/platform/config'
import { addressOf, firstLink } from './staff.ts'
import { listenForEnd } from './listen-for-end.ts'

/** `rockpool start`: serves until it is told to end, by Ctrl-C or by whoever supervises it. @throws Failure where it does not start */
export async function runStart({ locale, say }: Text): Promise<void> {
  const config = configFor(locale)
  const end = listenForEnd()
  if (config.role !== 'worker') await buildFirst(say)
  const running = await startRockpool(config).catch((error: unknown) => {
    throw inWords(error, locale)
  })
  if (!end.signal.aborted) {
    tell(running, { config, say })
    await tellFirst(running, { config, say })
    tellBackups(config, say)
  }
  await end.told
  process.stderr.write(`${say('cli.start.ending')}\n`)
  await running.close()
}

/** Whoever starts a server that nobody signs in to yet is told how. */
async function tellFirst({ url, house }: Running, { config, say }: { config: Config; say: Text['say'] }): Promise<void> {
  const link = url === null ? null : await firstLink(house.database, addressOf({ ...config, port: Number(new URL(url).port) }))
  if (link !== null) process.stdout.write(`${say('cli.start.owner', { link })}\n`)
}

/** Where it answers, and where its pages are: browsers take passkeys at a name, and at no number. */
function tell({ url }: Running, { config, say }: { config: Config; say: Text['say'] }): void {
  const lines = url === null ? [say('cli.start.working')] : [say('cli.start.ready', { url }), say('cli.start.console_at', { url: addressOf({ ...config, port: Number(new URL(url).port) }) }), say('cli.start.page', { url }), say('cli.start.first')]
  process.stdout.write(`${lines.join('\n')}\n`)
}

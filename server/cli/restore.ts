import { instantText, parseInstant, type Instant } from '#engine/calendar'
import { restoreBackup, type Restored } from '#server/platform/backup/restore-backup'
import { Failure, UsageError } from './exits.ts'
import { configFor, inWords } from './open-database.ts'
import { openSteps } from './backup-steps.ts'
import { exitBy, listenForEnd } from './listen-for-end.ts'
import type { Text } from './text.ts'

export type RestoreOptions = { from: string; backup?: string; at?: string; into?: string; json?: true }

/** `rockpool restore`: a database of its own from its back-ups, into a folder that has none. @throws UsageError, Failure */
export async function runRestore({ from, backup: id, at: written, into, json }: RestoreOptions, text: Text): Promise<void> {
  const { locale, say } = text
  const at = written === undefined ? undefined : timeOf(written, say)
  const config = configFor(locale)
  if (config.databaseUrl !== null && into === undefined) throw new Failure(say('cli.restore.own_server'))
  const [progress, end] = [openSteps(text), listenForEnd()]
  // The exit ends the server that recovers.
  void end.told.then(exitBy)
  try {
    const restored = await restoreBackup({ from, into: into ?? config.dataFolder, id, at, onProgress: progress.tell })
    progress.stop()
    process.stdout.write(json === true ? `${JSON.stringify(restored)}\n` : `${lines(restored, { at, isElsewhere: into !== undefined }, say).join('\n')}\n`)
  } catch (error) {
    throw inWords(error, locale)
  } finally {
    end.forget()
    progress.stop()
  }
}

function lines({ id, folder, timeline, lastTransaction }: Restored, { at, isElsewhere }: { at: Instant | undefined; isElsewhere: boolean }, say: Text['say']): string[] {
  const setting = isElsewhere ? `ROCKPOOL_DATA=${folder} ` : ''
  return [
    say('cli.restore.done', { id, folder, timeline, at: at === undefined ? 'end' : instantText(at) }),
    ...(lastTransaction === null ? [] : [say('cli.restore.last', { lastTransaction })]),
    say('cli.restore.next'),
    `  ${setting}rockpool verify`,
    `  ${setting}rockpool start`,
    say('cli.restore.then'),
  ]
}

function timeOf(written: string, say: Text['say']): Instant {
  try {
    return parseInstant(written)
  } catch {
    throw new UsageError(say('cli.restore.wrong_at', { found: written }))
  }
}

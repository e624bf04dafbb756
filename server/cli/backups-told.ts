import { readArchive } from '#server/platform/backup/list-backups'
import type { Config } from '#server/platform/config'
import type { Text } from './text.ts'

/** Says, when a server has started, what would be left of it after the loss of its disk. */
export function tellBackups({ databaseUrl, backupsFolder: folder }: Config, say: Text['say']): void {
  if (databaseUrl !== null) return
  if (folder === null) return tell(say('cli.backup.started.none'))
  tell(say('cli.backup.started.archiving', { folder }))
  if (readArchive(folder).backups.length === 0) tell(say('cli.backup.started.first'))
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

import type { Command } from 'commander'
import type { BackupOptions } from './backup.ts'
import type { RestoreOptions } from './restore.ts'
import type { Text } from './text.ts'

/** Adds `rockpool backup` and `rockpool restore`. What runs them is loaded when they run. */
export function registerBackupCommands(cli: Command, text: Text): void {
  const { say } = text
  cli.command('backup').summary(say('cli.backup.summary')).description(say('cli.backup.description'))
    .option('--to <folder>', say('cli.backup.to'))
    .option('--keep <number>', say('cli.backup.keep'))
    .option('--list', say('cli.backup.list'))
    .option('--json', say('cli.import.json'))
    .action(async (options: BackupOptions) => {
      const { runBackup } = await import('./backup.ts')
      await runBackup(options, text)
    })
  cli.command('restore').summary(say('cli.restore.summary')).description(say('cli.restore.description'))
    .requiredOption('--from <folder>', say('cli.restore.from'))
    .option('--backup <id>', say('cli.restore.backup'))
    .option('--at <time>', say('cli.restore.at'))
    .option('--into <folder>', say('cli.restore.into'))
    .option('--json', say('cli.import.json'))
    .action(async (options: RestoreOptions) => {
      const { runRestore } = await import('./restore.ts')
      await runRestore(options, text)
    })
}

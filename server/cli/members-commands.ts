import type { Command } from 'commander'
import type { MembersOptions } from './members-import.ts'
import type { Text } from './text.ts'

/** Adds `rockpool members import`. What runs it is loaded when it runs. */
export function registerMembersCommands(cli: Command, text: Text): void {
  const { say } = text
  const members = cli.command('members').summary(say('cli.members.summary')).description(say('cli.members.summary'))
  members.command('import').summary(say('cli.members.import.summary')).description(say('cli.members.import.description'))
    .argument('<file>', say('cli.members.import.file'))
    .requiredOption('--store <id>', say('cli.import.store'))
    .requiredOption('--source <name>', say('cli.members.import.source'))
    .option('--columns <fields>', say('cli.members.import.of_columns'))
    .option('--reason <text>', say('cli.members.import.reason'))
    .option('--consent-text <version>', say('cli.members.import.consent_text'))
    .option('--level-until <day>', say('cli.members.import.level_until'))
    .option('--date-order <order>', say('cli.members.import.date_order'))
    .option('--phone-country <code>', say('cli.members.import.phone_country'))
    .option('--encoding <name>', say('cli.members.import.encoding'))
    .option('--delimiter <sign>', say('cli.members.import.delimiter'))
    .option('--overwrite', say('cli.members.import.overwrite'))
    .option('--check', say('cli.members.import.check'))
    .option('--json', say('cli.import.json'))
    .action(async (file: string, options: MembersOptions) => {
      const { runMembersImport } = await import('./members-import.ts')
      await runMembersImport(file, options, text)
    })
}

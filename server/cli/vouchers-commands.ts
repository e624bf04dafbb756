import type { Command } from 'commander'
import type { Text } from './text.ts'
import type { VouchersOptions } from './vouchers-import.ts'

/** Adds `rockpool vouchers import`. What runs it is loaded when it runs. */
export function registerVouchersCommands(cli: Command, text: Text): void {
  const { say } = text
  const vouchers = cli.command('vouchers').summary(say('cli.vouchers.summary')).description(say('cli.vouchers.summary'))
  vouchers.command('import').summary(say('cli.vouchers.import.summary')).description(say('cli.vouchers.import.description'))
    .argument('<file>', say('cli.vouchers.import.file'))
    .requiredOption('--store <id>', say('cli.import.store'))
    .requiredOption('--list <name>', say('cli.vouchers.import.list'))
    .option('--json', say('cli.import.json'))
    .action(async (file: string, options: VouchersOptions) => {
      const { runVouchersImport } = await import('./vouchers-import.ts')
      await runVouchersImport(file, options, text)
    })
}

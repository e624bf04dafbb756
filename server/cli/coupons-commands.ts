import type { Command } from 'commander'
import type { CreateCodesOptions, ExportCodesOptions } from './coupons.ts'
import type { Text } from './text.ts'

/** Adds `rockpool coupons create|export`. What runs them is loaded when they run. */
export function registerCouponsCommands(cli: Command, text: Text): void {
  const { say } = text
  const coupons = cli.command('coupons').summary(say('cli.coupons.summary')).description(say('cli.coupons.summary'))
  coupons.command('create').summary(say('cli.coupons.create.summary')).description(say('cli.coupons.create.description'))
    .requiredOption('--store <id>', say('cli.import.store'))
    .requiredOption('--discount <id>', say('cli.coupons.create.discount'))
    .requiredOption('--count <number>', say('cli.coupons.create.count'))
    .option('--batch <name>', say('cli.coupons.create.batch'))
    .option('--until <time>', say('cli.coupons.create.until'))
    .option('--json', say('cli.coupons.json'))
    .action(async (options: CreateCodesOptions) => {
      const { runCouponsCreate } = await import('./coupons.ts')
      await runCouponsCreate(options, text)
    })
  coupons.command('export').summary(say('cli.coupons.export.summary')).description(say('cli.coupons.export.description'))
    .requiredOption('--store <id>', say('cli.import.store'))
    .requiredOption('--batch <name>', say('cli.coupons.export.batch'))
    .action(async (options: ExportCodesOptions) => {
      const { runCouponsExport } = await import('./coupons.ts')
      await runCouponsExport(options, text)
    })
}

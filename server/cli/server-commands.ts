import type { Command } from 'commander'
import type { ImportOptions } from './import.ts'
import type { Text } from './text.ts'

/** Adds the commands of a server: `start`, `config`, `stores create`, `import`, `report`, `verify`, `rebuild`. What runs them is loaded when they run. */
export function registerServerCommands(cli: Command, text: Text): void {
  const { say } = text
  cli.command('start').summary(say('cli.start.summary')).description(say('cli.start.description')).action(async () => {
    const { runStart } = await import('./start.ts')
    await runStart(text)
  })
  cli.command('config').summary(say('cli.config.summary')).description(say('cli.config.description')).action(async () => {
    const { runConfig } = await import('./config.ts')
    runConfig(text)
  })
  cli.command('migrate').summary(say('cli.migrate.summary')).description(say('cli.migrate.description'))
    .option('--json', say('cli.migrate.json'))
    .action(async (options: { json?: boolean }) => {
      const { runMigrate } = await import('./migrate.ts')
      await runMigrate(options, text)
    })
  cli.command('doctor').summary(say('cli.doctor.summary')).description(say('cli.doctor.description'))
    .option('--json', say('cli.doctor.json'))
    .action(async (options: { json?: boolean }) => {
      const { runDoctor } = await import('./doctor.ts')
      await runDoctor(options, text)
    })
  const stores = cli.command('stores').summary(say('cli.stores.summary')).description(say('cli.stores.summary'))
  stores.command('create').summary(say('cli.stores.create.summary')).description(say('cli.stores.create.description'))
    .argument('<name>', say('cli.stores.create.name'))
    .requiredOption('--program <file>', say('cli.stores.create.program'))
    .option('--sandbox', say('cli.stores.create.sandbox'))
    .option('--json', say('cli.stores.create.json'))
    .action(async (name: string, options: { program: string; sandbox?: true; json?: boolean }) => {
      const { runStoresCreate } = await import('./stores.ts')
      await runStoresCreate({ name, ...options }, text)
    })
  stores.command('list').summary(say('cli.stores.list.summary')).description(say('cli.stores.list.summary'))
    .option('--json', say('cli.stores.list.json'))
    .action(async (options: { json?: boolean }) => {
      const { runStoresList } = await import('./stores.ts')
      await runStoresList(options, text)
    })
  cli.command('import').summary(say('cli.import.summary')).description(say('cli.import.description'))
    .requiredOption('--store <id>', say('cli.import.store'))
    .requiredOption('--orders <file...>', say('cli.backtest.orders'))
    .option('--zone <zone>', say('cli.backtest.zone'))
    .option('--amend', say('cli.import.amend'))
    .option('--json', say('cli.import.json'))
    .action(async (options: ImportOptions) => {
      const { runImport } = await import('./import.ts')
      await runImport(options, text)
    })
  cli.command('report').summary(say('cli.report.summary')).description(say('cli.report.description'))
    .requiredOption('--store <id>', say('cli.import.store'))
    .option('--at <time>', say('cli.report.at'))
    .option('--json', say('cli.report.json'))
    .action(async (options: { store: string; at?: string }) => {
      const { runReport } = await import('./report.ts')
      await runReport(options, text)
    })
  cli.command('rebuild').summary(say('cli.rebuild.summary')).description(say('cli.rebuild.description'))
    .requiredOption('--check', say('cli.rebuild.check'))
    .option('--json', say('cli.rebuild.json'))
    .action(async (options: { json?: boolean }) => {
      const { runRebuild } = await import('./rebuild.ts')
      await runRebuild(options, text)
    })
  cli.command('verify').summary(say('cli.verify.summary')).description(say('cli.verify.description'))
    .option('--json', say('cli.verify.json'))
    .action(async (options: { json?: boolean }) => {
      const { runVerify } = await import('./verify.ts')
      await runVerify(options, text)
    })
}

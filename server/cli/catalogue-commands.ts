import type { Command } from 'commander'
import type { CatalogueOptions } from './catalogue-import.ts'
import type { Text } from './text.ts'

/** Adds `catalogue import`. What runs it is loaded when it runs. */
export function registerCatalogueCommands(cli: Command, text: Text): void {
  const { say } = text
  const catalogue = cli.command('catalogue').summary(say('cli.catalogue.summary')).description(say('cli.catalogue.summary'))
  catalogue.command('import').summary(say('cli.catalogue.import.summary')).description(say('cli.catalogue.import.description'))
    .requiredOption('--store <id>', say('cli.import.store'))
    .option('--products <file>', say('cli.catalogue.import.of_products'))
    .option('--prices <file>', say('cli.catalogue.import.of_prices'))
    .option('--json', say('cli.import.json'))
    .action(async (options: CatalogueOptions) => {
      const { runCatalogueImport } = await import('./catalogue-import.ts')
      await runCatalogueImport(options, text)
    })
}

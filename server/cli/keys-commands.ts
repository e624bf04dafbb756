import type { Command } from 'commander'
import type { CreateOptions, KeyOptions, RotateOptions } from './keys.ts'
import type { Text } from './text.ts'

/** Adds `rockpool keys list|create|rotate|revoke`. What runs them is loaded when they run. */
export function registerKeysCommands(cli: Command, text: Text): void {
  const { say } = text
  const keys = cli.command('keys').summary(say('cli.keys.summary')).description(say('cli.keys.description'))
  const command = (usage: string, name: string) => keys.command(usage).summary(say(`cli.keys.${name}.summary`)).description(say(`cli.keys.${name}.description`))
    .requiredOption('--store <id>', say('cli.import.store')).option('--json', say('cli.keys.json'))
  command('list', 'list').action(async (options: KeyOptions) => {
    const { runKeysList } = await import('./keys.ts')
    await runKeysList(options, text)
  })
  command('create', 'create')
    .requiredOption('--name <text>', say('cli.keys.create.name'))
    .requiredOption('--scopes <list>', say('cli.keys.create.scopes'))
    .option('--expires <time>', say('cli.keys.create.expires'))
    .action(async (options: CreateOptions) => {
      const { runKeysCreate } = await import('./keys.ts')
      await runKeysCreate(options, text)
    })
  command('rotate', 'rotate').argument('<key>', say('cli.keys.key'))
    .option('--overlap <hours>', say('cli.keys.rotate.overlap'), '24')
    .action(async (key: string, options: RotateOptions) => {
      const { runKeysRotate } = await import('./keys.ts')
      await runKeysRotate(key, options, text)
    })
  command('revoke', 'revoke').argument('<key>', say('cli.keys.key')).action(async (key: string, options: KeyOptions) => {
    const { runKeysRevoke } = await import('./keys.ts')
    await runKeysRevoke(key, options, text)
  })
}

import type { Command } from 'commander'
import { say } from '#conformance/words'
import { Failure } from './exits.ts'
import type { Text } from './text.ts'

/** Adds `rockpool conformance FILE…`: exit code 0 when every case holds, 1 when one does not or a file is wrong. */
export function registerConformanceCommand(cli: Command, { locale }: Pick<Text, 'locale'>): void {
  cli.command('conformance <file...>')
    .summary(say(locale, 'summary_of_command'))
    .description(say(locale, 'description'))
    .option('--json', say(locale, 'json'))
    .action(async (files: string[], { json = false }: { json?: boolean }) => {
      const { runFiles } = await import('#conformance/command')
      const { openMemoryDriver } = await import('#conformance/memory-driver')
      const { output, complaint } = await runFiles(files, { open: openMemoryDriver, locale, json })
      process.stdout.write(output)
      if (complaint !== null) throw new Failure(complaint)
    })
}

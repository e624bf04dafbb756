import { readFileSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import { registerBackupCommands } from './backup-commands.ts'
import { registerCatalogueCommands } from './catalogue-commands.ts'
import { registerCouponsCommands } from './coupons-commands.ts'
import { registerBacktestCommand, registerDemoCommand } from './commands.ts'
import { registerConformanceCommand } from './conformance.ts'
import { registerProgramCommands } from './check.ts'
import { Failure, UsageError } from './exits.ts'
import { registerKeysCommands } from './keys-commands.ts'
import { registerStaffCommands } from './staff-commands.ts'
import { localeAsked, localeOfEnvironment } from './locale.ts'
import { registerMembersCommands } from './members-commands.ts'
import { registerServerCommands } from './server-commands.ts'
import { openText, type Text } from './text.ts'
import { registerVouchersCommands } from './vouchers-commands.ts'

const RIGHT = 0
const WRONG_INPUT = 1
const WRONG_USAGE = 2

/** Runs a command line and answers with its exit code: 0, 1 where a file or a program is wrong, 2 where the command is. */
export async function run(args: readonly string[]): Promise<number> {
  const asked = languageAsked(args)
  const locale = asked === undefined ? localeOfEnvironment(process.env) : localeAsked(asked)
  const text = openText(locale ?? 'en', ['cli'])
  const complain = (message: string): void => void process.stderr.write(`rockpool: ${message}\n`)
  if (locale === undefined) {
    complain(text.say('cli.wrong.locale', { found: asked ?? '' }))
    return WRONG_USAGE
  }
  const cli = commandLine(text)
  try {
    await cli.parseAsync(args, { from: 'user' })
    return RIGHT
  } catch (error) {
    if (error instanceof CommanderError) return usageCode(error, { text, complain, command: cli.commands.find((each) => each.name() === args[0])?.name() ?? '' })
    if (error instanceof UsageError) complain(error.message)
    else if (error instanceof Failure) complain(error.message)
    else throw error
    return error instanceof UsageError ? WRONG_USAGE : WRONG_INPUT
  }
}

function commandLine(text: Text): Command {
  const { say } = text
  const cli = new Command('rockpool')
  cli.description(say('cli.description'))
    .version(version(), '-v, --version', say('cli.version'))
    .helpOption('-h, --help', say('cli.help'))
    .helpCommand(false)
    .addOption(new Option('--locale <tag>', say('cli.locale')))
    .configureHelp({ styleTitle: (title) => headingOf(title, text), showGlobalOptions: true })
    .configureOutput({ outputError: () => {} })
    .exitOverride()
  registerBacktestCommand(cli, text)
  registerDemoCommand(cli, text)
  registerProgramCommands(cli, text)
  registerConformanceCommand(cli, text)
  registerServerCommands(cli, text)
  registerKeysCommands(cli, text)
  registerStaffCommands(cli, text)
  registerCatalogueCommands(cli, text)
  registerCouponsCommands(cli, text)
  registerVouchersCommands(cli, text)
  registerMembersCommands(cli, text)
  registerBackupCommands(cli, text)
  for (const command of cli.commands) adopt(command, cli, text)
  return cli
}

/** Makes a command complain, help and end as its parent does. */
function adopt(command: Command, parent: Command, text: Text): void {
  command.copyInheritedSettings(parent).helpOption('-h, --help', text.say('cli.help')).helpCommand(false)
  for (const child of command.commands) adopt(child, command, text)
}

/** Says in the reader's words what was wrong with the command line; asking for help or the version is right. */
function usageCode({ code, message, exitCode }: CommanderError, { text, complain, command }: { text: Text; complain: (message: string) => void; command: string }): number {
  if (exitCode === 0) return RIGHT
  if (code === 'commander.help') return WRONG_USAGE
  const key = `cli.wrong.${code.replace('commander.', '')}`
  const what = /'([^']*)'/.exec(message)?.[1] ?? ''
  complain(text.has(key) ? text.say(key, { what }) : message.replace(/^error: /, ''))
  complain(text.say('cli.wrong.help', { command }).replace('  ', ' '))
  return WRONG_USAGE
}

function headingOf(title: string, { say, has }: Text): string {
  const name = title.replace(/:.*$/s, '')
  const key = `cli.heading.${name === 'Global Options' ? 'Global' : name}`
  return has(key) ? `${say(key)}:` : title
}

/** The language of --locale, read before the rest so that help and complaints are in it. */
function languageAsked(args: readonly string[]): string | undefined {
  const index = args.findIndex((arg) => arg === '--locale' || arg.startsWith('--locale='))
  const arg = args[index]
  return arg?.startsWith('--locale=') ? arg.slice('--locale='.length) : args[index + 1 || args.length]
}

function version(): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version
}

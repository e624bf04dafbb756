import type { Command } from 'commander'
import type { BacktestOptions } from './backtest.ts'
import type { DemoOptions } from './demo.ts'
import { openText, type Text } from './text.ts'

/** Adds `rockpool backtest`. What runs it is loaded when it runs, so that no other command waits for it. */
export function registerBacktestCommand(cli: Command, { locale, say }: Text): void {
  cli.command('backtest')
    .summary(say('cli.backtest.summary'))
    .description(say('cli.backtest.description'))
    .requiredOption('--orders <file...>', say('cli.backtest.orders'))
    .requiredOption('--program <file>', say('cli.backtest.program'))
    .option('--costs <file>', say('cli.backtest.costs'))
    .option('--redeem <reward>', say('cli.backtest.redeem'))
    .option('--stock <reward=count...>', say('cli.backtest.stock'))
    .option('--entitlements-used <percent>', say('cli.backtest.entitlements_used'))
    .option('--from <time>', say('cli.backtest.from'))
    .option('--as-of <time>', say('cli.backtest.as_of'))
    .option('--zone <zone>', say('cli.backtest.zone'))
    .option('--json', say('cli.backtest.json'))
    .option('--html <file>', say('cli.backtest.html'))
    .addHelpText('after', `\n${say('cli.backtest.example')}\n  rockpool backtest --orders orders.csv.gz --program programs/fashion.yaml`)
    .action(async (options: BacktestOptions) => {
      const { runBacktest } = await import('./backtest.ts')
      await runBacktest(options, openText(locale, ['cli', 'report']))
    })
}

/** Adds `rockpool demo`. */
export function registerDemoCommand(cli: Command, { locale, say }: Text): void {
  cli.command('demo')
    .summary(say('cli.demo.summary'))
    .description(say('cli.demo.description'))
    .option('--seed <number>', say('cli.demo.seed'), '1')
    .option('--orders-to <file>', say('cli.demo.orders_to'))
    .option('--print', say('cli.demo.print'))
    .action(async (options: DemoOptions) => {
      const text = openText(locale, ['cli', 'report', 'demo'])
      if (options.print === true || options.ordersTo !== undefined) {
        const { runDemoPrint } = await import('./demo.ts')
        return runDemoPrint(options, text)
      }
      const { runDemo } = await import('./demo-start.ts')
      await runDemo(options, text)
    })
}

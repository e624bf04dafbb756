import type { Command } from 'commander'
import type { Text } from './text.ts'

/** Adds `rockpool staff link|list|reset-password|reset-factor|renew-secrets`. What runs them is loaded when they run. */
export function registerStaffCommands(cli: Command, { say, ...text }: Text): void {
  const staff = cli.command('staff').summary(say('cli.staff.summary')).description(say('cli.staff.description'))
  staff.command('link').summary(say('cli.staff.link.summary')).description(say('cli.staff.link.description')).option('--json', say('cli.staff.json'))
    .action(async (options: { json?: boolean }) => {
      const { runStaffLink } = await import('./staff.ts')
      await runStaffLink(options, { say, ...text })
    })
  staff.command('list').summary(say('cli.staff.list.summary')).description(say('cli.staff.list.description')).option('--json', say('cli.staff.json'))
    .action(async (options: { json?: boolean }) => {
      const { runStaffList } = await import('./staff.ts')
      await runStaffList(options, { say, ...text })
    })
  staff.command('reset-password').argument('<email>', say('cli.staff.reset_factor.email')).summary(say('cli.staff.reset_password.summary')).description(say('cli.staff.reset_password.description')).option('--json', say('cli.staff.json'))
    .action(async (email: string, options: { json?: boolean }) => {
      const { runResetPassword } = await import('./staff.ts')
      await runResetPassword(email, options, { say, ...text })
    })
  staff.command('reset-factor').argument('<email>', say('cli.staff.reset_factor.email')).summary(say('cli.staff.reset_factor.summary')).description(say('cli.staff.reset_factor.description')).option('--json', say('cli.staff.json'))
    .action(async (email: string, options: { json?: boolean }) => {
      const { runResetFactor } = await import('./staff.ts')
      await runResetFactor(email, options, { say, ...text })
    })
  staff.command('renew-secrets').summary(say('cli.staff.renew_secrets.summary')).description(say('cli.staff.renew_secrets.description')).option('--yes', say('cli.staff.renew_secrets.yes'))
    .action(async (options: { yes?: boolean }) => {
      const { runRenewSecrets } = await import('./staff.ts')
      await runRenewSecrets(options, { say, ...text })
    })
}

import { instantText } from '#engine/calendar'
import { deleteEveryTotp } from '#server/modules/logins/index'
import { resetFactorAsHost } from '#server/modules/seats/index'
import { emailKey, makeLink, renewSecrets, selectByEmail, selectEverybody, selectHouseOwners } from '#server/modules/staff/index'
import { listStores } from '#server/modules/stores/index'
import type { Config } from '#server/platform/config'
import type { Database } from '#server/platform/database'
import { readSecret } from '#server/platform/seal'
import { Failure } from './exits.ts'
import { onDatabase } from './open-database.ts'
import type { Text } from './text.ts'

/** `rockpool staff link`: a one-time link for whoever has the machine, which makes an owner of every store. @throws Failure */
export async function runStaffLink({ json = false }: { json?: boolean }, { locale, say }: Text): Promise<void> {
  const { link, expiresAt } = await onDatabase(locale, ({ database }, config) => makeOwnerLink(database, addressOf(config)))
  process.stdout.write(json ? `${JSON.stringify({ link, expiresAt: instantText(expiresAt) })}\n` : `${say('cli.staff.link.made', { link })}\n`)
}

/** `rockpool staff list`: everybody who can sign in. @throws Failure */
export async function runStaffList({ json = false }: { json?: boolean }, { locale, say, date }: Text): Promise<void> {
  const people = await onDatabase(locale, ({ database }) => selectEverybody(database.bare))
  const told = people.map(({ staffId: id, name, email, hasTotp, hasPasskey, since }) => ({ id, name, email, hasSecondFactor: hasTotp || hasPasskey, since: instantText(since.getTime()) }))
  const lines = people.map(({ name, email, hasTotp, hasPasskey, since }) => say('cli.staff.list.line', { name, email, since: date(since.getTime(), 'UTC'), factor: hasTotp || hasPasskey ? 'yes' : 'no' }))
  process.stdout.write(`${json ? JSON.stringify({ staff: told }) : lines.length === 0 ? say('cli.staff.list.none') : lines.join('\n')}\n`)
}

/** `rockpool staff reset-password EMAIL`: a one-time link for a new password of somebody who has forgotten theirs, of the last owner too. @throws Failure where there is nobody */
export async function runResetPassword(email: string, { json = false }: { json?: boolean }, { locale, say }: Text): Promise<void> {
  const { staffId, name, link, expiresAt } = await onDatabase(locale, async ({ database: { bare } }, config) => {
    const person = await selectByEmail(bare, emailKey(email))
    if (person === undefined) throw new Failure(say('cli.staff.reset_factor.unknown', { email }))
    const { token, expiresAt: until } = await makeLink(bare, { purpose: 'password', staffId: person.staffId, now: Date.now() })
    return { ...person, link: `${addressOf(config)}/console/password#token=${token}`, expiresAt: until }
  })
  process.stdout.write(json ? `${JSON.stringify({ id: staffId, email: emailKey(email), link, expiresAt: instantText(expiresAt) })}\n` : `${say('cli.staff.reset_password.made', { name, link })}\n`)
}

/** `rockpool staff reset-factor EMAIL`: takes the second factor of somebody who has lost it, of the last owner too. @throws Failure where there is nobody, or no second factor */
export async function runResetFactor(email: string, { json = false }: { json?: boolean }, { locale, say }: Text): Promise<void> {
  const { name, staffId } = await onDatabase(locale, async ({ database }) => {
    const person = await selectByEmail(database.bare, emailKey(email))
    if (person === undefined) throw new Failure(say('cli.staff.reset_factor.unknown', { email }))
    await resetFactorAsHost({ database }, { staffId: person.staffId, now: Date.now() })
    return person
  })
  process.stdout.write(json ? `${JSON.stringify({ id: staffId, email: emailKey(email) })}\n` : `${say('cli.staff.reset_factor.done', { name })}\n`)
}

/** `rockpool staff renew-secrets`: for when the key of the installation is lost for good. @throws Failure unless it is said that this is meant */
export async function runRenewSecrets({ yes = false }: { yes?: boolean }, { locale, say }: Text): Promise<void> {
  if (!yes) throw new Failure(say('cli.staff.renew_secrets.sure'))
  await onDatabase(locale, async ({ database }, config) => {
    await renewSecrets(database, { secret: readSecret(config) })
    const actor = { kind: 'system', job: 'renew secrets' } as const
    for (const storeId of await listStores(database)) await database.inStore(storeId, (db) => deleteEveryTotp({ db, storeId, actor, now: Date.now() }))
  })
  process.stdout.write(`${say('cli.staff.renew_secrets.done')}\n`)
}

/** The line by which whoever starts a server becomes its owner, where nobody came by one yet; null where somebody did. */
export async function firstLink(database: Database, url: string): Promise<string | null> {
  return (await selectHouseOwners(database.bare)).length > 0 ? null : (await makeOwnerLink(database, url)).link
}

async function makeOwnerLink({ bare }: Database, url: string): Promise<{ link: string; expiresAt: number }> {
  const { token, expiresAt } = await makeLink(bare, { purpose: 'owner', now: Date.now() })
  return { link: `${url}/console/setup#token=${token}`, expiresAt }
}

/** Where a browser finds the server: its public address, else this machine by its name, which passkeys ask for. */
export function addressOf({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  return publicUrl ?? `http://${/^(?:127\.0\.0\.1|0\.0\.0\.0|::1?|localhost)$/.test(host) ? 'localhost' : host}:${port}`
}

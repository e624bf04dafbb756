import { localeOf, type Locale } from '#engine/text'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { newId } from '#server/platform/ids'
import type { Call, Reply } from '#server/platform/route'
import type { MailHouse } from './deliver.ts'
import { composeMail, type Mail } from './compose.ts'
import { hurryMails, selectSettings, updateTested, upsertSettings, type SettingsRow } from './mail.store.ts'
import type * as shapes from './schemas.ts'
import { passwordPurpose, sendMail } from './smtp.ts'
import { sayInMail } from './words.ts'

/** How the mails of the store go out; without its password. */
export async function readMailSettings(ctx: ReadContext): Promise<shapes.MailSettings> {
  return shownOf(await selectSettings(ctx))
}

/** Changes it; what is not sent stays. What waited goes out then. @throws AppError mails.incomplete where something is still missing */
export async function changeMailSettings({ database, seal, clock }: MailHouse, { storeId, actor }: Call, said: shapes.ChangeMailSettings): Promise<Reply<shapes.MailSettings>> {
  const row = await database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now: clock() }
    const { password, ...plain } = said
    const before = await selectSettings(ctx)
    const sealed = password === undefined ? {} : { sealedPassword: password === null ? null : seal.seal(password, passwordPurpose(storeId)) }
    const changed = { username: null, sealedPassword: null, replyTo: null, ...before, ...plain, ...sealed, changedAt: ctx.now, testedAt: null }
    requireSafe(before, said)
    const whole = requireWhole(changed)
    await upsertSettings(ctx, whole)
    await hurryMails(ctx)
    return whole
  })
  return { status: 200, body: shownOf(row) }
}

/** The password is for the server that it was given for: sent to another one, whoever may write settings but not read them would get it. @throws AppError mails.password_elsewhere */
function requireSafe(before: SettingsRow | undefined, { host, security, password }: shapes.ChangeMailSettings): void {
  if (before === undefined || before.sealedPassword === null || password !== undefined) return
  const isElsewhere = (host !== undefined && host !== before.host) || (security === 'none' && before.security !== 'none')
  if (isElsewhere) throw new AppError('invalid', 'mails.password_elsewhere', { host: host ?? before.host })
}

const NEEDED = ['host', 'port', 'security', 'senderName', 'senderAddress'] as const

function requireWhole(row: Partial<SettingsRow>): SettingsRow {
  const missing = NEEDED.filter((name) => row[name] === undefined)
  if (missing.length > 0) throw new AppError('invalid', 'mails.incomplete', { missing: missing.join(', ') })
  return row as SettingsRow
}

/** Sends a mail that says that mails arrive, at once. */
export async function testMailSettings(house: MailHouse, call: Call, { to }: shapes.TestMail): Promise<Reply<shapes.MailTested>> {
  const language = localeOf(call.locale)
  return sendAtOnce(house, call, { to, locale: language, mail: ({ senderName }) => composeMail({
    locale: language, sender: senderName, subject: sayInMail(language, 'test.subject', { store: senderName }), title: sayInMail(language, 'test.title'),
    paragraphs: [sayInMail(language, 'test.text')], footer: [],
  }) })
}

/** Sends a mail to try how it arrives: not by the mailbox, and with the mail server's answer. That it went out is noted beside the settings. */
export async function sendAtOnce({ database, seal, clock }: MailHouse, { storeId, actor }: Pick<Call, 'storeId' | 'actor'>, { to, locale, mail }: { to: string; locale: Locale; mail: (settings: { senderName: string }) => Mail }): Promise<Reply<shapes.MailTested>> {
  const settings = await database.readStore(storeId, (db) => selectSettings({ db, storeId, actor, now: clock() }))
  if (settings === undefined) return { status: 200, body: { isSent: false, why: 'not_set', detail: null } }
  const outcome = await sendMail(settings, { mailId: newId('mai', clock()), to, locale, unsubscribeUrl: null, ...mail(settings) }, { seal, storeId })
  if (outcome.isSent) await database.inStore(storeId, (db) => updateTested({ db, storeId, actor, now: clock() }, { changedAt: settings.changedAt, at: clock() }))
  return { status: 200, body: outcome.isSent ? { isSent: true, why: null, detail: null } : { isSent: false, why: outcome.why, detail: outcome.detail } }
}

function shownOf(row: SettingsRow | undefined): shapes.MailSettings {
  if (row === undefined) return { isSet: false, host: null, port: null, security: null, username: null, hasPassword: false, senderName: null, senderAddress: null, replyTo: null, changedAt: null, testedAt: null }
  const { sealedPassword, ...shown } = row
  return { isSet: true, ...shown, hasPassword: sealedPassword !== null }
}

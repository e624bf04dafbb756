import { hash, randomBytes } from 'node:crypto'
import type { Instant } from '#engine/calendar'
import { localeOf } from '#engine/text'
import { giveConsents, insertConfirmation, isNewcomer, takeConfirmation, type Said } from '#server/modules/consents/index'
import { takeAttempts } from '#server/modules/logins/index'
import { findByContact } from '#server/modules/members/index'
import { welcomeMember } from '#server/modules/messages/index'
import { readSettings, voiceOf } from '#server/modules/shops/index'
import { getStore } from '#server/modules/stores/index'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { composeMail } from '#server/platform/mail/compose'
import { postMail } from '#server/platform/mail/post-mail'
import { sayInMail } from '#server/platform/mail/words'
import { networkOf } from '#server/platform/network'
import type { Call, Reply } from '#server/platform/route'
import { tryAgain } from '#server/platform/try-again'
import { join, mayJoin } from './join.ts'
import { requireEmail, type House } from './request-code.ts'
import type * as shapes from './subscription-schemas.ts'

const DAY_MS = 86_400_000
const CONFIRM_DAYS = 7
const TOKEN_BYTES = 32
const MAILS: readonly Said[] = [{ channel: 'email', purpose: 'marketing', isGiven: true }]

/**
 * Puts an address on the list of mails: whoever is not known yet is a member from now on. Where the law wants it, where an address is a member's already, consent
 * counts once it was confirmed from the mailbox. Known and unknown are answered alike. @throws AppError logins.too_many, signups.*
 */
export async function subscribe(house: House, call: Call, input: shapes.Subscribe): Promise<Reply<shapes.Subscribed>> {
  const { storeId, actor, now } = call
  const { email, key } = requireEmail(input.email)
  await takeAttempts(house, storeId, [{ sort: 'join_address', who: networkOf(call.origin.address) }, { sort: 'code_identity', who: key }])
  const isTooYoung = await tryAgain(() => house.database.inStore(storeId, (db) => subscribeNow({ db, storeId, actor, now }, { call, input: { ...input, email }, key, at: house.clock() })))
  if (isTooYoung) throw new AppError('forbidden', 'signups.too_young')
  return { status: 201, body: { isAccepted: true } }
}

type Asked = { call: Call; input: shapes.Subscribe; key: string; at: Instant }

/** Says whether they are too young, in which case nothing is kept. */
async function subscribeNow(ctx: WriteContext, { call, input, key, at }: Asked): Promise<boolean> {
  const { email, consents = [...MAILS], ...joining } = input
  const { doubleOptIn, textVersion } = await readSettings(ctx)
  const address = await readCentre(ctx, call.origin.site)
  // Asked of members too: who may not join would else tell by the answer who is one.
  if ((await mayJoin(ctx, joining, { isVouchedFor: false })) === 'too_young') return true
  const [known] = await findByContact(ctx, { email })
  const memberId = known?.memberId ?? (await join(ctx, { email: { email, key }, externalId: null }, { guest: undefined, joining, name: null })).memberId
  const isAsked = doubleOptIn.isEverywhere || (doubleOptIn.countries.length > 0 && (joining.country === undefined || doubleOptIn.countries.includes(joining.country)))
  const locale = joining.locale ?? call.locale
  if (known === undefined && !isAsked) {
    await giveConsents(ctx, { memberId, consents, locale, textVersion, source: 'subscription' })
    await welcomeMember(ctx, { memberId })
  } else await askToConfirm(ctx, { to: email, memberId, locale, address, at }, { consents, textVersion, locale, isNew: known === undefined || await isNewcomer(ctx, memberId) })
  return false
}

/** Where shoppers find the member centre: as the store says, or as this server is known. @throws AppError signups.no_address */
export async function readCentre(ctx: ReadContext, site: string | null): Promise<string> {
  const { links } = await readSettings(ctx)
  const { handle } = await getStore(ctx)
  const address = links.centre ?? (site === null ? null : `${site}/m/${handle}`)
  if (address === null) throw new AppError('conflict', 'signups.no_address')
  return address.replace(/\/+$/, '')
}

type Whom = { to: string; memberId: string; locale: string; address: string; at: Instant }

/** The token stands behind a #, so that no server on the way has it in its log; what opens the link changes nothing before somebody says so there. */
async function askToConfirm(ctx: WriteContext, { to, memberId, locale, address, at }: Whom, asked: Parameters<typeof insertConfirmation>[1]['asked']): Promise<void> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await insertConfirmation(ctx, { tokenHash: hash('sha256', token, 'hex'), memberId, asked, expiresAt: at + CONFIRM_DAYS * DAY_MS, at })
  const [{ name: store }, voice] = [await getStore(ctx), await voiceOf(ctx, localeOf(locale))]
  const mail = composeMail({
    locale: voice.locale, sender: store, subject: sayInMail(voice, 'confirm.subject', { store }), title: sayInMail(voice, 'confirm.title'), paragraphs: [sayInMail(voice, 'confirm.text', { store })],
    button: { label: sayInMail(voice, 'confirm.button'), url: `${address}/confirm#token=${token}` }, footer: [sayInMail(voice, 'confirm.footer')],
  })
  await postMail(ctx, { to, memberId, locale: voice.locale, kind: 'confirm', mail, isSecret: true, until: at + CONFIRM_DAYS * DAY_MS, at })
}

/** What was asked for counts from now on; a link counts once. @throws AppError signups.link_over */
export async function confirmSubscription({ database, clock }: House, { storeId, actor, now }: Call, { token }: shapes.ConfirmSubscription): Promise<Reply<shapes.Subscribed>> {
  return database.inStore(storeId, async (db) => {
    const ctx: WriteContext = { db, storeId, actor, now }
    const found = await takeConfirmation(ctx, { tokenHash: hash('sha256', token, 'hex'), at: clock() })
    if (found === undefined) throw new AppError('gone', 'signups.link_over')
    const { memberId, asked: { consents, textVersion, locale, isNew = false } } = found
    await giveConsents(ctx, { memberId, consents, textVersion, locale, source: 'confirmed' })
    if (isNew) await welcomeMember(ctx, { memberId })
    return { status: 201, body: { isAccepted: true } }
  })
}

import type { Instant } from '#engine/calendar'
import { instantText } from '#engine/calendar'
import { localeOf } from '#engine/text'
import { readIdentity, replacedContacts, type Identity } from '#server/modules/members/index'
import { voiceOf } from '#server/modules/shops/index'
import { getStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { composeMail } from '#server/platform/mail/compose'
import { postMail } from '#server/platform/mail/post-mail'
import { sayInMail } from '#server/platform/mail/words'
import type { Purpose } from './codes.ts'

/** To whom, and in which language. */
export type Reached = { to: string; memberId: string | null; locale: string; at: Instant }

/** Writes the mail with a code; it is not sent any more once the code is over. */
export async function mailCode(ctx: WriteContext, { to, memberId, locale, at }: Reached, { code, purpose, until }: { code: string; purpose: Purpose; until: Instant }): Promise<void> {
  const [{ name: store }, voice] = [await getStore(ctx), await voiceOf(ctx, localeOf(locale))]
  const mail = composeMail({
    locale: voice.locale, sender: store, subject: sayInMail(voice, 'code.subject', { store }), title: sayInMail(voice, 'code.title'),
    paragraphs: [sayInMail(voice, `code.${purpose}`, { store })], code, footer: [sayInMail(voice, 'code.until', { store }), sayInMail(voice, 'code.footer')],
  })
  await postMail(ctx, { to, memberId, locale: voice.locale, kind: 'code', mail, isSecret: true, until, at })
}

/** Tells a member that somebody signed in on a device that they have not used before. */
export async function mailNewDevice(ctx: WriteContext, { to, memberId, locale, at }: Reached, device: string): Promise<void> {
  const [{ name: store }, voice] = [await getStore(ctx), await voiceOf(ctx, localeOf(locale))]
  const mail = composeMail({
    locale: voice.locale, sender: store, subject: sayInMail(voice, 'new_device.subject', { store }), title: sayInMail(voice, 'new_device.title'),
    paragraphs: [sayInMail(voice, 'new_device.text', { store, device, at: instantText(at).replace('T', ' ').slice(0, 16) })], footer: [sayInMail(voice, 'new_device.footer', { store })],
  })
  await postMail(ctx, { to, memberId, locale: voice.locale, kind: 'new_device', mail, at })
}

/** What of how a member signs in was changed. `totp_reset`: by the staff. */
export type Changed = 'password' | 'password_removed' | 'passkey' | 'passkey_removed' | 'totp' | 'totp_removed' | 'totp_reset' | 'provider' | 'provider_removed' | 'email'

/** Tells a member who has an address what was changed, in their language, else in the one given. */
export async function tellChanged(ctx: WriteContext, { memberId, locale, at }: Omit<Reached, 'to'> & { memberId: string }, what: Changed): Promise<void> {
  const { email, locale: own } = await readIdentity(ctx, memberId)
  if (email !== null) await mailChanged(ctx, { to: email, memberId, locale: own ?? locale, at }, what)
}

/** Tells whoever has the address of before that it is the member's no more, where it is replaced or taken away. */
export async function tellEmailReplaced(ctx: WriteContext, { memberId, before, after, at }: { memberId: string; before: Identity; after: Identity; at: Instant }): Promise<void> {
  if (before.email === null || !replacedContacts(before, after).includes('email')) return
  await mailChanged(ctx, { to: before.email, memberId, locale: before.locale ?? after.locale ?? 'en', at }, 'email')
}

/** Tells a member that a way to sign in, or their address, was changed. */
export async function mailChanged(ctx: WriteContext, { to, memberId, locale, at }: Reached, what: Changed): Promise<void> {
  const [{ name: store }, voice] = [await getStore(ctx), await voiceOf(ctx, localeOf(locale))]
  const mail = composeMail({
    locale: voice.locale, sender: store, subject: sayInMail(voice, 'changed.subject', { store }), title: sayInMail(voice, 'changed.title'),
    paragraphs: [sayInMail(voice, `changed.${what}`, { store })], footer: [sayInMail(voice, 'changed.footer', { store })],
  })
  await postMail(ctx, { to, memberId, locale: voice.locale, kind: 'changed', mail, at })
}

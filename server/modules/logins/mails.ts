import type { Instant } from '#engine/calendar'
import { instantText } from '#engine/calendar'
import { localeOf } from '#engine/text'
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
  const [{ name: store }, language] = [await getStore(ctx), localeOf(locale)]
  const mail = composeMail({
    locale: language, sender: store, subject: sayInMail(language, 'code.subject', { store }), title: sayInMail(language, 'code.title'),
    paragraphs: [sayInMail(language, `code.${purpose}`, { store })], code, footer: [sayInMail(language, 'code.until', { store }), sayInMail(language, 'code.footer')],
  })
  await postMail(ctx, { to, memberId, locale: language, kind: 'code', mail, isSecret: true, until, at })
}

/** Tells a member that somebody signed in on a device that they have not used before. */
export async function mailNewDevice(ctx: WriteContext, { to, memberId, locale, at }: Reached, device: string): Promise<void> {
  const [{ name: store }, language] = [await getStore(ctx), localeOf(locale)]
  const mail = composeMail({
    locale: language, sender: store, subject: sayInMail(language, 'new_device.subject', { store }), title: sayInMail(language, 'new_device.title'),
    paragraphs: [sayInMail(language, 'new_device.text', { store, device, at: instantText(at).replace('T', ' ').slice(0, 16) })], footer: [sayInMail(language, 'new_device.footer', { store })],
  })
  await postMail(ctx, { to, memberId, locale: language, kind: 'new_device', mail, at })
}

/** Tells a member that a way to sign in, or their address, was changed. */
export async function mailChanged(ctx: WriteContext, { to, memberId, locale, at }: Reached, what: 'password' | 'passkey' | 'totp' | 'provider' | 'email'): Promise<void> {
  const [{ name: store }, language] = [await getStore(ctx), localeOf(locale)]
  const mail = composeMail({
    locale: language, sender: store, subject: sayInMail(language, 'changed.subject', { store }), title: sayInMail(language, 'changed.title'),
    paragraphs: [sayInMail(language, `changed.${what}`, { store })], footer: [sayInMail(language, 'changed.footer', { store })],
  })
  await postMail(ctx, { to, memberId, locale: language, kind: 'changed', mail, at })
}

import type { Locale } from '#engine/text'
import { readSettings, voiceOf } from '#server/modules/shops/index'
import { getStore } from '#server/modules/stores/index'
import type { ReadContext } from '#server/platform/context'
import { composeMail, type Mail } from '#server/platform/mail/compose'
import { sayInMail } from '#server/platform/mail/words'
import type { Kind } from './kinds.ts'
import { greetingOf, type Letter } from './letter.ts'
import { selectText } from './messages.store.ts'
import { defaultText, renderText, type Text } from './render-text.ts'

/** To whom a letter is, in which language; where browsers reach this server, null where nobody said. `text`: another one than stands in the store. */
export type Addressed = { kind: Kind; locale: Locale; name: string | null; site: string | null; text?: Text | undefined }

/** A letter as a mail: in the words of the store, else in ours, with its name, colour and logo, a button to the member centre, and the way to say which mails one wants. */
export async function writeMail(ctx: ReadContext, letter: Letter, { kind, locale, name, site, text }: Addressed): Promise<Mail> {
  const [{ name: store, handle }, { theme, links }] = [await getStore(ctx), await readSettings(ctx)]
  const voice = await voiceOf(ctx, locale)
  const own = text ?? (await selectText(ctx, { kind, locale })) ?? defaultText(kind, locale)
  const { subject, paragraphs } = renderText(own, { ...letter.fields, store, greeting: greetingOf(voice, name) })
  const centre = (links.centre ?? (site === null ? null : `${site}/m/${handle}`))?.replace(/\/+$/, '') ?? null
  return composeMail({
    locale, sender: store, subject, title: subject, paragraphs, ...(letter.code === undefined ? {} : { code: letter.code }),
    ...(centre === null ? {} : { button: { label: sayInMail(voice, 'message.button'), url: `${centre}/${letter.page}` }, link: { label: sayInMail(voice, 'message.settings'), url: `${centre}/profile` } }),
    footer: [...(letter.code === undefined ? [] : [sayInMail(voice, 'reward_code.secret')]), sayInMail(voice, 'message.why', { store })],
    look: { accent: theme.accent, onAccent: theme.onAccent, logoUrl: theme.logoUrl },
  })
}

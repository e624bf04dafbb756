import type { ReadContext } from '#server/platform/context'
import type { Mail } from '#server/platform/mail/compose'
import type { MailHouse } from '#server/platform/mail/deliver'
import { sendAtOnce } from '#server/platform/mail/settings'
import type { MailTested } from '#server/platform/mail/schemas'
import { sayInMail } from '#server/platform/mail/words'
import type { Call, Reply } from '#server/platform/route'
import { getText } from './change-text.ts'
import { requireKind } from './require-kind.ts'
import { requireFields } from './render-text.ts'
import { SAMPLE_NAMES, sampleLetter } from './sample.ts'
import type * as shapes from './schemas.ts'
import { writeMail } from './write-mail.ts'

/** A mail as a believable member would get it, in words that need not be saved. Nothing is stored. @throws AppError messages.*, programs.none_published */
export async function previewMessage({ database }: MailHouse, { storeId, actor, now, origin }: Call, input: shapes.PreviewMessage): Promise<Reply<shapes.MessagePreview>> {
  return { status: 200, body: await database.readStore(storeId, (db) => writeSample({ db, storeId, actor, now }, input, origin.site)) }
}

/** The same, sent at once to somebody who wants to see how it arrives. @throws AppError messages.*, programs.none_published */
export async function tryMessage(house: MailHouse, call: Call, { to, ...input }: shapes.TryMessage): Promise<Reply<MailTested>> {
  const { storeId, actor, now, origin } = call
  const mail = await house.database.readStore(storeId, (db) => writeSample({ db, storeId, actor, now }, input, origin.site))
  return sendAtOnce(house, call, { to, locale: input.language, mail: () => ({ ...mail, subject: sayInMail(input.language, 'message.test', { subject: mail.subject }) }) })
}

async function writeSample(ctx: ReadContext, { language, subject, body, ...named }: shapes.PreviewMessage, site: string | null): Promise<Mail> {
  const kind = requireKind(named.kind)
  const saved = await getText(ctx, { kind, language })
  const text = { subject: subject ?? saved.subject, body: body ?? saved.body }
  requireFields(kind, text)
  return writeMail(ctx, await sampleLetter(ctx, kind, language), { kind, locale: language, name: SAMPLE_NAMES[language], site, text })
}

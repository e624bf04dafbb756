import type { ReadContext, WriteContext } from '#server/platform/context'
import { AppError } from '#server/platform/errors'
import { maskEmail } from '#server/platform/mask-email'
import { mayReveal } from '#server/platform/require-permission'
import { deleteMailsOf, deleteMailsTo, selectIsSandbox, selectMail, selectMails, selectMailsBehind, selectMailsOf, type MailRow } from './mail.store.ts'
import type * as shapes from './schemas.ts'

/** What was written to people in the last 30 days, the newest first; to whom is masked as wherever many are listed. */
export async function listMails(ctx: ReadContext, { after, limit }: shapes.ListMails): Promise<shapes.MailPage> {
  const rows = await selectMails(ctx, { before: after ?? null, most: limit + 1 })
  const page = rows.slice(0, limit)
  const isWhole = mayReveal(ctx.actor)
  return { mails: page.map((row) => listedOf(row, isWhole)), next: rows.length > limit ? (page.at(-1)?.mailId ?? null) : null }
}

/** What is written to the staff begins so: they are real people also in a sandbox, whose account opens every store of theirs. */
const TO_STAFF = 'staff_'

/** One mail, whole to whoever may reveal, and of the staff says why; its text in a sandbox to everybody, for whoever wires a shop, but not to whom it went. What opens a door is shown in a sandbox alone, where nothing real is behind it, and never where it is a colleague's. @throws AppError mails.unknown */
export async function getMail(ctx: ReadContext, { mail }: shapes.GetMail): Promise<shapes.WholeMail> {
  const found = await selectMail(ctx, mail)
  if (found === undefined) throw new AppError('not_found', 'mails.unknown', { mail })
  const [isWhole, isSandbox] = [mayReveal(ctx.actor), await selectIsSandbox(ctx)]
  const isOpen = isSandbox && !found.kind.startsWith(TO_STAFF)
  const isShown = (found.isSecret ? isOpen : isWhole || isOpen) && found.html !== ''
  return { ...listedOf(found, isWhole), html: isShown ? found.html : null, text: isShown ? found.text : null }
}

type MailInShort = Pick<shapes.MailPage['mails'][number], 'mail' | 'kind' | 'subject' | 'state' | 'createdAt' | 'sentAt'>

/** What was written to these members, the newest first; without its text. */
export async function listMailsOf(ctx: ReadContext, memberIds: readonly string[]): Promise<MailInShort[]> {
  return (await selectMailsOf(ctx, { memberIds, addresses: [] })).toReversed().map(inShort)
}

/** The same behind one that is known, or behind how ids begin that were made at an instant. */
export async function listMailsBehind(ctx: ReadContext, asked: { memberIds: readonly string[]; after: string | null; most: number }): Promise<MailInShort[]> {
  return (await selectMailsBehind(ctx, asked)).map(inShort)
}

function inShort({ mailId, kind, subject, state, createdAt, sentAt }: MailRow): MailInShort {
  return { mail: mailId, kind, subject, state, createdAt, sentAt }
}

function listedOf({ mailId, memberId, to, kind, locale, subject, state, attempts, problem, createdAt, sentAt }: MailRow, isWhole: boolean): shapes.MailPage['mails'][number] {
  return { mail: mailId, memberId, to: isWhole ? to : maskEmail(to), isMasked: !isWhole, kind, locale, subject, state, attempts, problem, createdAt, sentAt }
}

/** R44: what was written to somebody, by whichever of their addresses. */
export async function exportMails(ctx: ReadContext, whom: { memberIds: readonly string[]; addresses: readonly string[] }): Promise<{ at: number; kind: string; to: string; subject: string }[]> {
  return (await selectMailsOf(ctx, whom)).map(({ createdAt, kind, to, subject }) => ({ at: createdAt, kind, to, subject }))
}

/** R44: nothing is left of what was written to somebody, by whichever of their addresses. */
export async function eraseMails(ctx: WriteContext, { memberIds, addresses }: { memberIds: readonly string[]; addresses: readonly string[] }): Promise<void> {
  await deleteMailsOf(ctx, memberIds)
  await deleteMailsTo(ctx, addresses)
}

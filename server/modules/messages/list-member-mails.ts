import { requirePerson } from '#server/modules/members/index'
import type { ReadContext } from '#server/platform/context'
import { listMailsOf } from '#server/platform/mail/mailbox'
import type * as shapes from './schemas.ts'

/** What was written to a member in the last 30 days, the newest first; without its text. @throws AppError members.unknown, members.erased */
export async function listMemberMails(ctx: ReadContext, { member }: shapes.OfMember): Promise<shapes.MemberMails> {
  const { selves } = await requirePerson(ctx, member)
  return { mails: await listMailsOf(ctx, selves) }
}

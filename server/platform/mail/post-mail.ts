import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import { newId } from '#server/platform/ids'
import type { Mail } from './compose.ts'
import { insertMail } from './mail.store.ts'

/** A mail to write: to whom, of what kind, until when it says something, and where one click wants no more of its sort. `isSecret`: it opens a door, so that its text goes as soon as it is sent or over. */
export type Posting = { to: string; memberId: string | null; locale: string; kind: string; mail: Mail; isSecret?: boolean; until?: Instant | null; unsubscribeUrl?: string | null; at: Instant }

/** Writes a mail in the transaction of the caller, and says its id; it is sent by a worker once that is committed, and not at all where it is not. `at` is the world's time. */
export async function postMail(ctx: WriteContext, { to, memberId, locale, kind, mail, isSecret = false, until = null, unsubscribeUrl = null, at }: Posting): Promise<string> {
  const mailId = newId('mai', at)
  await insertMail(ctx, { mailId, memberId, to, locale, kind, ...mail, isSecret, state: 'waiting', attempts: 0, nextAt: at, until, problem: null, createdAt: at, sentAt: null, unsubscribeUrl })
  return mailId
}

import type { Instant } from '#engine/calendar'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import type { Seal } from '#server/platform/seal'
import { callMailStores, claimMails, clearMails, putOffMails, selectSettings, updateMail, type MailRow } from './mail.store.ts'
import { sendMail, type Outcome } from './smtp.ts'

export type MailHouse = { database: Database; seal: Seal; clock: () => Instant }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** After each attempt that failed; behind the last one a mail has failed for good. */
const PAUSES_MS = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS]
/** Longer than a server may take: until then nobody else sends the same mail. */
const LEASE_MS = 2 * MINUTE_MS
const MOST_AT_ONCE = 20
/** Mails name people, and nobody needs them longer. */
const KEPT_MS = 30 * DAY_MS

/**
 * Sends what is due in every store, and clears away what is old. A mail is taken in one transaction, sent outside of any, and marked in another: whoever
 * dies in between leaves it to be sent again, under the same Message-ID. Times are the world's, in a sandbox too.
 */
export async function deliverMails(house: MailHouse, isOver: () => boolean = () => false): Promise<number> {
  let sent = 0
  for (const storeId of await callMailStores(house.database, house.clock())) {
    if (isOver()) break
    sent += await deliverStore(house, storeId)
  }
  return sent
}

async function deliverStore(house: MailHouse, storeId: string): Promise<number> {
  const act = <T>(run: (ctx: WriteContext) => Promise<T>) => house.database.inStore(storeId, (db) => run({ db, storeId, actor: { kind: 'system', job: 'mail' }, now: house.clock() }))
  const claimed = await act(async (ctx) => {
    await clearMails(ctx, { oldest: ctx.now - KEPT_MS })
    const settings = await selectSettings(ctx)
    if (settings !== undefined) return { settings, mails: await claimMails(ctx, { most: MOST_AT_ONCE, leaseMs: LEASE_MS }) }
    await putOffMails(ctx, ctx.now + MINUTE_MS)
    return null
  })
  if (claimed === null) return 0
  const outcomes = await Promise.all(claimed.mails.map(async (mail) => ({ mail, outcome: await sendMail(claimed.settings, mail, { seal: house.seal, storeId }) })))
  for (const { mail, outcome } of outcomes) await act((ctx) => updateMail(ctx, after(mail, outcome, ctx.now)))
  return outcomes.filter(({ outcome }) => outcome.isSent).length
}

/** How a mail stands after an attempt. */
function after({ mailId, attempts, nextAt }: MailRow, outcome: Outcome, now: Instant): Pick<MailRow, 'mailId' | 'state' | 'nextAt' | 'problem' | 'sentAt'> {
  if (outcome.isSent) return { mailId, state: 'sent', nextAt, problem: null, sentAt: now }
  const pause = PAUSES_MS[attempts - 1]
  const problem = `${outcome.why}: ${outcome.detail}`
  if (outcome.isFinal || pause === undefined) return { mailId, state: 'failed', nextAt, problem, sentAt: null }
  return { mailId, state: 'waiting', nextAt: now + pause, problem, sentAt: null }
}

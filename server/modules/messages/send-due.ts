import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { publicationAt } from '#engine/program/timeline'
import { readThrough } from '#server/modules/activity/index'
import { getStore } from '#server/modules/stores/index'
import type { WriteContext } from '#server/platform/context'
import { postMail } from '#server/platform/mail/post-mail'
import type { Seal } from '#server/platform/seal'
import { putOffDue, type Due } from './due.store.ts'
import { RISK_DAYS } from './kinds.ts'
import type { Letter } from './letter.ts'
import { lookAtLevels, tellRisk } from './look-at-risk.ts'
import { deleteSentBefore, insertSent, isSent, selectKinds, selectSentTo, type KindRow } from './messages.store.ts'
import { mayWrite, openReader, type Reader } from './reader.ts'
import { tellIssued, tellRedeemed } from './tell-code.ts'
import { tellReached } from './tell-level.ts'
import { tellEarned, tellExpiring, tellWelcome } from './tell-points.ts'
import { unsubscribeUrl } from './unsubscribe.ts'
import { writeMail } from './write-mail.ts'

/** The world's time, where browsers reach this server, and what signs links of one member. */
export type Sending = { worldNow: Instant; site: string | null; seal: Seal }

const DAY_MS = 86_400_000
/** What stays true is news for so long. */
const NEWS_MS = 3 * DAY_MS
/** A code without an end is for whoever waits for it. */
const CODE_MS = 30 * DAY_MS
/** Longer than anything that was written could come to be told again. */
const KEPT_MS = 400 * DAY_MS
const MOST_FORGOTTEN = 20

/**
 * Writes what is due and was taken, with what is true now, or finds that there is nothing to write; in one transaction with its end, so that it is done once.
 */
export async function sendDue(ctx: WriteContext, due: Due, sending: Sending): Promise<void> {
  const kind = (await selectKinds(ctx)).get(due.kind)
  const again = kind?.isOn !== true ? null : due.kind === 'tier_at_risk' ? await lookAgain(ctx, due, { kind, sending }) : (await sendOne(ctx, due, sending), null)
  await putOffDue(ctx, due, again)
  await deleteSentBefore(ctx, { at: ctx.now - KEPT_MS, most: MOST_FORGOTTEN })
}

async function sendOne(ctx: WriteContext, due: Due, sending: Sending): Promise<void> {
  if (await isSent(ctx, due)) return
  const reader = await openReader(ctx, due.memberId)
  const letter = reader === undefined ? null : await letterFor(ctx, reader, due)
  if (reader !== undefined && letter !== null) await post(ctx, { reader, letter, sending, sent: due })
}

async function letterFor(ctx: WriteContext, reader: Reader, { kind, memberId, details }: Due): Promise<Letter | null> {
  switch (kind) {
    case 'welcome': return tellWelcome(reader)
    case 'points_earned': return tellEarned(reader, details as { orderId: string })
    case 'points_expiring': return tellExpiring(reader, details as { unit: string; lastDay: string; isNotice: boolean })
    case 'tier_up': return tellReached(reader, details as { track: string; level: string })
    case 'reward_code': {
      const { redemption, issued, isOfMany, coupon, occasion } = details as { redemption?: string; issued?: string; isOfMany?: boolean; coupon?: string; occasion?: string }
      if (redemption !== undefined) return tellRedeemed(ctx, reader, { redemption })
      if (issued !== undefined) return tellIssued(ctx, reader, { cause: issued, occasion: isOfMany === true ? 'campaign' : 'staff', store: (await getStore(ctx)).name })
      return tellIssued(ctx, reader, { cause: `${coupon}/${memberId}`, occasion: occasion as string, store: (await getStore(ctx)).name })
    }
    case 'tier_at_risk': return null
  }
}

/** Writes of each level that will be lost, once for its term, and says when to look again. */
async function lookAgain(ctx: WriteContext, due: Due, { kind, sending }: { kind: KindRow; sending: Sending }): Promise<Instant | null> {
  const reader = await openReader(ctx, due.memberId)
  if (reader === undefined) return null
  const days = kind.days ?? RISK_DAYS
  const { risks, nextAt } = await readThrough(ctx, { memberId: reader.memberId, allLots: true }, (seen) => lookAtLevels(seen, publicationAt(seen.timeline, ctx.now).program, days))
  for (const risk of risks) {
    if (!risk.isHeldThen || kind.since === null || risk.tellAt < kind.since) continue
    const cause = `${risk.track}/${risk.levelId}/${risk.lastDay}`
    const sent = { memberId: reader.memberId, kind: 'tier_at_risk' as const, cause }
    const letter = tellRisk(reader.words, reader.program, risk)
    if (letter === null || (await isSent(ctx, sent)) || (await isTold(ctx, reader, { start: `${risk.track}/${risk.levelId}/`, since: ctx.now - days * DAY_MS }))) continue
    await post(ctx, { reader, letter, sending, sent })
  }
  return nextAt
}

/** The end of a level that looks back over so many days moves with every purchase: within that time it is told once. */
async function isTold(ctx: WriteContext, { memberId }: Reader, { start, since }: { start: string; since: Instant }): Promise<boolean> {
  const sent = await selectSentTo(ctx, { memberIds: [memberId], most: 100 })
  return sent.some((one) => one.kind === 'tier_at_risk' && one.cause.startsWith(start) && one.at > since)
}

type Posting = { reader: Reader; letter: Letter; sending: Sending; sent: Pick<Due, 'memberId' | 'kind' | 'cause'> }

async function post(ctx: WriteContext, { reader, letter, sending: { worldNow, site, seal }, sent }: Posting): Promise<void> {
  const { email, locale, name, memberId } = reader
  if (!(await mayWrite(ctx, memberId, letter.purpose))) return
  const mail = await writeMail(ctx, letter, { kind: sent.kind, locale, name, site })
  const lastsMs = letter.until !== null ? letter.until - ctx.now : letter.code === undefined ? NEWS_MS : CODE_MS
  const oneClick = unsubscribeUrl({ seal, site }, { storeId: ctx.storeId, memberId, purpose: letter.purpose })
  const mailId = await postMail(ctx, { to: email, memberId, locale, kind: sent.kind, mail, isSecret: letter.code !== undefined, until: worldNow + lastsMs, unsubscribeUrl: oneClick, at: worldNow })
  assert(await insertSent(ctx, { ...sent, at: ctx.now, mailId }), 'what happened is written of once', sent)
}

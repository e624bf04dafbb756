import type { WriteContext } from '#server/platform/context'
import { readState } from '#server/modules/activity/index'
import { duesOf, levelCause, TOPICS } from './dues-of.ts'
import { insertDues, lockMark, selectFacts, selectNewestFact, selectRunning, upsertMark, type FactRow } from './due.store.ts'
import { deleteSent, selectKinds } from './messages.store.ts'
import { scanLevels } from './scan-levels.ts'

const MOST = 500

/**
 * Takes the next facts of the store into what is to be written, and moves the mark behind them, in one transaction. Numbers of facts are given before their transactions end, so that one
 * with a smaller number may come to light later: facts are taken through a number once every transaction is over that ran when it was the newest. Says whether there may be more.
 */
export async function takeFacts(ctx: WriteContext): Promise<boolean> {
  const mark = await lockMark(ctx)
  if (mark === undefined || !mark.isOn) return false
  const next = { ...mark }
  let isMore = false
  if (mark.seenNo > mark.doneNo && (await selectRunning(ctx)).oldest >= mark.seenXid) {
    const facts = await selectFacts(ctx, { topics: TOPICS, after: mark.doneNo, through: mark.seenNo, most: MOST })
    await takeAll(ctx, facts)
    isMore = facts.length === MOST
    next.doneNo = isMore ? (facts.at(-1) as FactRow).outboxNo : mark.seenNo
  }
  if (next.doneNo === next.seenNo) {
    next.seenNo = Math.max(next.doneNo, await selectNewestFact(ctx))
    next.seenXid = (await selectRunning(ctx)).next
  }
  const scanned = await scanLevels(ctx, next)
  await upsertMark(ctx, { ...next, ...scanned })
  return isMore || scanned.scanAfter !== null
}

async function takeAll(ctx: WriteContext, facts: readonly FactRow[]): Promise<void> {
  const kinds = await selectKinds(ctx)
  for (const fact of facts) if (fact.topic === 'tier.changed' && fact.payload['isUp'] === false) await noteLost(ctx, fact)
  await insertDues(ctx, facts.flatMap((fact) => duesOf(fact, { kinds, now: ctx.now })))
}

/** A level that is lost may be reached again; one that a late event only moved in time is still held, and was told. */
async function noteLost(ctx: WriteContext, { memberId, payload }: FactRow): Promise<void> {
  const { state: { head } } = await readState(ctx, { memberId, allLots: false })
  if (head.standings[String(payload['track'])]?.levelId === payload['from']) return
  await deleteSent(ctx, { memberId, kind: 'tier_up', cause: levelCause(payload, 'from') })
}

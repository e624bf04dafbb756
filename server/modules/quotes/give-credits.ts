import type { Recorder } from '#server/modules/activity/index'
import { nameAuthor } from '#server/modules/keys/index'
import { actorName } from '#server/platform/actor-name'
import type { Database } from '#server/platform/database'
import type { Call, Reply } from '#server/platform/route'
import { CREDIT_SOURCE, creditId, findCredits } from './find-credits.ts'
import type { GivenCredits, ListCredits } from './schemas.ts'

export type CreditHouse = { database: Database; recorder: Pick<Recorder, 'record'> }

/**
 * R39: gives what `findCredits` says of a page of orders, each as an adjustment with its reason; a line of an order has one credit for ever, whatever
 * becomes of its price.
 * @throws AppError as findCredits
 */
export async function giveCredits({ database, recorder }: CreditHouse, call: Call, asked: ListCredits): Promise<Reply<GivenCredits>> {
  const { storeId, actor, now } = call
  const { credits, next, author } = await database.readStore(storeId, async (db) => {
    const ctx = { db, storeId, actor, now }
    return { ...await findCredits(ctx, asked), author: await nameAuthor(ctx, actorName(actor)) }
  })
  const due = credits.flatMap(({ gives, isGiven, ...credit }) => (gives === null || isGiven || credit.creditMinor === 0 ? [] : [{ ...credit, gives }]))
  const answers = due.length === 0 ? [] : await recorder.record(call, due.map(({ gives, ...credit }) => ({
    member: { memberId: credit.memberId }, isOfRequest: true,
    event: { source: CREDIT_SOURCE, id: creditId(credit), at: now, kind: 'points.adjusted', ...gives, reason: `price protection: order ${credit.orderId}, line ${credit.line}, ${credit.sku}`, author },
  })))
  return { status: 200, body: { given: due.filter((_, index) => answers[index]?.status === 'accepted').map(({ gives, ...credit }) => ({ ...credit, gives, isGiven: true })), next } }
}

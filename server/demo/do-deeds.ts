import { assert } from '#engine/assert'
import type { Instant } from '#engine/calendar'
import { createList, putPrices, type PutPrice } from '#server/modules/catalogue/index'
import { addBuyer } from '#server/modules/members/index'
import { erasePersonalData } from '#server/modules/profiles/index'
import { cancelRedemption, fulfilRedemption, redeemReward } from '#server/modules/rewards/index'
import type { WriteContext } from '#server/platform/context'
import type { Database } from '#server/platform/database'
import type { Call } from '#server/platform/route'
import { PRODUCTS } from './catalogue.ts'
import type { Year } from './live-year.ts'
import type { Told } from './lives.ts'
import { CARTON, cartonMinor, hasContract } from './trade-prices.ts'

export type DeedTold = Extract<Told, { deed: unknown }>
/** Where deeds are done, and of which year. */
export type Stage = { database: Database; storeId: string; year: Year }

const ACTOR = { kind: 'system', job: 'demo' } as const

/** Does what is done through verbs of the modules, at its own time; what was done before stays done. */
export async function doDeed({ database, storeId, year }: Stage, { at, member, deed }: DeedTold): Promise<void> {
  const inStore = <T>(act: (ctx: WriteContext) => Promise<T>) => database.inStore(storeId, (db) => act({ db, storeId, actor: ACTOR, now: at }))
  switch (deed.do) {
    case 'redeem': return void await redeemReward({ database, clock: () => at }, callAt(storeId, at), { member, reward: deed.reward, id: deed.redemption })
    case 'give-back': return void await cancelRedemption({ database }, callAt(storeId, at), { member, redemption: deed.redemption })
    case 'fulfil': return void await inStore((ctx) => fulfilRedemption(ctx, { member, redemption: deed.redemption }))
    case 'buyers': return inStore((ctx) => addBuyers(ctx, member, year))
    case 'contract': return hasContract(member) ? inStore((ctx) => agree(ctx, member)) : undefined
    case 'erase': return void await inStore((ctx) => erasePersonalData(ctx, { member }))
  }
}

function callAt(storeId: string, now: Instant): Call {
  const problemOf = (error: unknown): never => {
    throw error
  }
  return { storeId, actor: ACTOR, now, locale: 'en', idempotencyKey: undefined, origin: { address: '127.0.0.1', cookie: '', userAgent: 'demo', isSecure: false, page: '', site: '' }, problemOf }
}

async function addBuyers(ctx: WriteContext, member: string, { companies }: Year): Promise<void> {
  const company = companies.find(({ id }) => id === member)
  assert(company, 'a company of the year has people', { member })
  for (const { shopper, role } of company.people) await addBuyer(ctx, { member, buyer: shopper.id, role })
}

/** The prices of a contract: on what the company takes most, for half a year and more. */
async function agree(ctx: WriteContext, member: string): Promise<void> {
  const list = `contract-${member}`
  await createList(ctx, { list, kind: 'contract', market: 'trade', member })
  const prices = PRODUCTS.filter(({ isGiftCard, weight }) => !isGiftCard && weight > 0)
    .map((product): PutPrice => ({ list, sku: product.sku, minQuantity: CARTON, increment: CARTON, unitMinor: cartonMinor(product, CARTON, true) }))
  for (const outcome of await putPrices(ctx, prices)) if (outcome instanceof Error) throw outcome
}

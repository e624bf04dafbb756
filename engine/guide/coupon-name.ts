import { findIn, money, type Words } from '#engine/member/explain-words'
import type { Discount } from '#engine/program/pricing'
import type { Market, Program } from '#engine/program/program'
import { nameIn, translate, type TextValue } from '#engine/text'
import { percentOff } from './percent-off.ts'

/** A coupon whose name is asked for: of which discount, whether points bought it, and the market of whoever has it; null: it is not known. */
export type NamedCoupon = { discount: string; isBought: boolean; market: string | null }

/** What a coupon is called: as the merchant named the reward or the discount that it comes from, else what it does for the next order. */
export function couponName(words: Words, { discount: id, isBought, market }: NamedCoupon): string {
  const found = findIn(words, (one) => {
    const discount = one.pricing.discounts.find((each) => each.id === id)
    return discount === undefined ? undefined : { program: one, discount }
  })
  if (found === undefined) return say(words, 'other')
  const { program, discount } = found
  const rewards = isBought ? program.rewards.filter(({ gives }) => gives.kind === 'coupon' && gives.discount === id) : []
  // Of several rewards that give the same, the discount says what they share.
  const named = [...(rewards.length === 1 ? rewards : []), discount].find((one) => one.name !== one.id)
  return named === undefined ? effectOf(words, { program, discount, market }) : nameIn(named.name, words.locale)
}

function effectOf(words: Words, { program, discount, market }: { program: Program; discount: Discount; market: string | null }): string {
  const { percent, amountMinor, freeShipping, gift } = discount
  if (percent !== null) return say(words, 'percent', { percent: percentOff(words.locale, percent) })
  const places = market !== null && amountMinor[market] !== undefined ? [market] : Object.keys(amountMinor)
  const amounts = places.map((place) => money(words, { minor: amountMinor[place] as number, currency: (program.markets[place] as Market).currency }))
  if (amounts.length > 0) return say(words, 'amount', { amount: [...new Set(amounts)].join(' / ') })
  if (freeShipping) return say(words, 'shipping')
  return say(words, gift === null ? 'other' : 'gift')
}

function say(words: Words, what: string, values: Readonly<Record<string, TextValue>> = {}): string {
  return translate(words, `guide.coupon.${what}`, values)
}

import type { Day } from '#engine/calendar'
import type { Chance } from './chance.ts'
import { drawTime, LAST_DAY } from './days.ts'
import type { Happening } from './happenings.ts'
import type { Shopper } from './shoppers.ts'

/** What points are wished for, the dearest first, and how often. */
const WISHES: readonly (readonly [string, number])[] = [
  ['tote', 12], ['gift-card', 10], ['tea-house', 12], ['stylist-hour', 9], ['ten-off', 30], ['mangroves', 9], ['store-credit', 10], ['linen-spray', 14],
]
const REASONS: readonly (readonly [string, string])[] = [
  ['free-returns', 'The dress came back in the free parcel'],
  ['free-returns', '尺码偏小，使用会员免费退货'],
  ['stylist', 'Half an hour about a wedding on the beach'],
  ['stylist', '视频咨询：卧室床品搭配'],
]

/** What a member does besides shopping: check-ins day after day, photos that staff look at, rewards, and services of a level. */
export function planHabits(chance: Chance, shopper: Shopper, joined: Day): Happening[] {
  return [
    ...(chance.isLucky(0.13) ? planCheckIns(chance, shopper, joined) : []),
    ...(chance.isLucky(0.12) ? planPhoto(chance, shopper, joined) : []),
    ...(shopper.thrift > 0.35 ? planRewards(chance, shopper, joined) : []),
    ...(chance.isLucky(0.4) ? planServices(chance, shopper, joined) : []),
  ]
}

/** One or two runs of days; some of them last until the end of the year. */
function planCheckIns(chance: Chance, shopper: Shopper, joined: Day): Happening[] {
  const starts = [joined + chance.between(1, 30), ...(chance.isLucky(0.5) ? [LAST_DAY - chance.between(1, 12)] : [])]
  return starts.flatMap((first) => Array.from({ length: chance.between(3, 13) }, (_, day): Happening => ({ at: drawTime(chance, first + day, shopper), shopper, what: 'check-in' })).filter(() => first > joined))
}

function planPhoto(chance: Chance, shopper: Shopper, joined: Day): Happening[] {
  const day = Math.max(joined + 12, chance.isLucky(0.4) ? LAST_DAY - chance.between(0, 20) : joined + chance.between(12, 120))
  const sentAt = drawTime(chance, day, shopper)
  const judged = chance.isLucky(0.85) ? [{ at: drawTime(chance, day + chance.between(2, 9), shopper), shopper, what: 'judge', sentAt, isGood: chance.isLucky(0.8) } as const] : []
  return [{ at: sentAt, shopper, what: 'photo', orderId: '' }, ...judged]
}

/** What is open is sent some days later; one in ten is given back before. */
function planRewards(chance: Chance, shopper: Shopper, joined: Day): Happening[] {
  return Array.from({ length: chance.between(2, 5) }, (_, index) => {
    const day = joined + chance.between(25, 330)
    const redemption = `${shopper.id}-r${index + 1}`
    const next = (low: number, high: number) => drawTime(chance, day + chance.between(low, high), shopper)
    const wished = new Set([1, 2, 3].map(() => chance.weighted(WISHES)))
    const wishes = WISHES.flatMap(([reward]) => (wished.has(reward) ? [reward] : []))
    const follows: Happening[] = chance.isLucky(0.1) ? [{ at: next(1, 2), shopper, what: 'give-back', redemption }] : chance.isLucky(0.9) ? [{ at: next(1, 5), shopper, what: 'fulfil', redemption }] : []
    return [{ at: drawTime(chance, day, shopper), shopper, what: 'redeem', redemption, wishes } satisfies Happening, ...follows]
  }).flat()
}

function planServices(chance: Chance, shopper: Shopper, joined: Day): Happening[] {
  return Array.from({ length: chance.between(1, 3) }, (): Happening => {
    const [entitlement, reason] = chance.pick(REASONS)
    return { at: drawTime(chance, joined + chance.between(40, 330), shopper), shopper, what: 'service', entitlement, reason }
  })
}

import type { Condition, ConditionScope } from '#engine/program/conditions'

/** What a guide does not know: of an order that nobody has placed yet it knows the market, and nothing else. */
class Unknown extends Error {}

const OF_ORDER = ['id', 'total', 'base_total', 'currency', 'skus', 'tags', 'coupons', 'lines', 'items', 'is_first'] as const

/** What a condition answers wherever the market alone decides; null where it depends on more: on the order, the member or the day. */
export function answerIn(market: string, when: Condition | null): boolean | null {
  return when === null ? true : answer(when, { market })
}

/** Whether a condition holds on a first order in the market, and on no other, whatever else they are. */
export function isForFirstOrder(market: string, when: Condition | null): boolean {
  return when !== null && answer(when, { market, is_first: true }) === true && answer(when, { market, is_first: false }) === false
}

function answer(when: Condition, known: { market: string; is_first?: boolean }): boolean | null {
  try {
    return when(closed(['member', 'today', 'event'], { order: closed(OF_ORDER.filter((name) => !Object.hasOwn(known, name)), known) }) as ConditionScope)
  } catch (error) {
    if (error instanceof Unknown) return null
    throw error
  }
}

/** Something of which some fields are known, and to read another one is to ask for what nobody knows. */
function closed(names: readonly string[], known: Readonly<Record<string, unknown>>): object {
  const unknown = { enumerable: true, get: (): never => { throw new Unknown() } }
  return Object.defineProperties({ ...known }, Object.fromEntries(names.map((name) => [name, unknown])))
}

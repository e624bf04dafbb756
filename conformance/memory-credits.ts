import type { Instant } from '#engine/calendar'
import { resolvedLevels } from '#engine/member/levels'
import type { MemberState } from '#engine/member/state'
import { compileCart, type WrittenCart } from '#engine/pricing/cart-document'
import { givesOf, keptLines, protectPrice } from '#engine/pricing/protect-price'
import type { Market, Program, Timeline } from '#engine/program/program'
import { creditText, type QuoteView } from './quotes.ts'

const DAY_MS = 86_400_000
type Asked = { timeline: Timeline; program: Program; state: MemberState; at: Instant }

/** R39: what a member gets back of the goods of a cart that they bought within the days of the program, and that cost less now. */
export function creditsIn(cart: WrittenCart, { timeline, program, state, at }: Asked): QuoteView['gives_back'] {
  const { protection } = program.pricing
  if (protection === null) return {}
  const seer = { isMember: state.head.version > 0, tags: state.head.tags, levels: resolvedLevels(state.head, program), memberIds: [] }
  const compiled = compileCart({ ...cart, coupons: [] }, program, { seer, at })
  const since = at - protection.days * DAY_MS
  const kept = [...state.awards.values()].flatMap(({ paid, ...award }) => (paid === null || paid.at < since ? [] : keptLines(paid, { ...award, isTaxIncluded: false })))
  return Object.fromEntries(kept.flatMap(({ line, quantity, paidMinor }) => {
    const good = compiled.lines.find((one) => one.good.sku === line)?.good
    if (good === undefined) return []
    const { creditMinor, why } = protectPrice(timeline, state, { cart: { ...compiled, lines: [{ id: line, quantity, good }] }, at, paidMinor })
    if (why === 'not_lower' || why === 'not_sold') return []
    return [[line, creditText({ why, gives: givesOf(program, program.markets[compiled.market] as Market, creditMinor) })]]
  }))
}

import { dayText, localDay, startOfDay, parseDay } from '#engine/calendar'
import { openDraft } from '#engine/member/draft'
import { amount, discountName, type Words } from '#engine/member/explain-words'
import { lastDayOf } from '#engine/member/lot-ends'
import { availableOf } from '#engine/member/parts'
import type { Lot } from '#engine/member/state'
import type { Program } from '#engine/program/program'
import { sayInMail } from '#server/platform/mail/words'
import type { Letter } from './letter.ts'
import { dayIn, listed, listedUnder } from './letter.ts'
import type { Reader } from './reader.ts'

/** What joining has brought: what is left of the gift, and the names of the coupons that came with it. */
export function tellWelcome({ words, program, state }: Reader): Letter {
  const gifts = new Set((program.rulesOn['member.joined'] ?? []).map(({ id }) => id))
  const lots = [...state.lots.values()].filter(({ rule }) => gifts.has(rule.replace(/\/streak$/, '')))
  const coupons = (program.pricing.issuedOn.welcome ?? []).map(({ id }) => sayInMail(words, 'welcome.coupon', { name: discountName(words, id) }))
  return { fields: { gift: listedUnder(sayInMail(words, 'welcome.gift'), [...linesOf(lots, { words, program }), ...coupons]) }, purpose: 'service', until: null, page: '' }
}

/** What an order has brought that can be spent, as far as it was not taken back meanwhile; null where nothing of it is left. */
export function tellEarned({ words, program, state }: Reader, { orderId }: { orderId: string }): Letter | null {
  const lots = [...state.lots.values()].filter((lot) => lot.orderId === orderId && !lot.rule.startsWith('return/'))
  const lines = linesOf(lots, { words, program })
  if (lines.length === 0) return null
  return { fields: { order: orderId, points: totalsOf(lots, { words, program }).join(' + '), when: listed(lines), balance: balanceOf({ words, program, state }) }, purpose: 'service', until: null, page: 'points' }
}

/** Points whose last day comes, as far as they are still there; null where they are not. */
export function tellExpiring({ words, program, state }: Reader, { unit, lastDay, isNotice }: { unit: string; lastDay: string; isNotice: boolean }): Letter | null {
  const draft = openDraft(words.timeline, state)
  const ending = [...state.lots.values()].filter((lot) => {
    const last = lot.unit === unit && !lot.isPending ? lastDayOf(draft, lot) : null
    return last !== null && dayText(last) === lastDay
  })
  const points = ending.reduce((sum, { left, held }) => sum + left - held, 0)
  if (points <= 0) return null
  const day = parseDay(lastDay)
  // What the law wants said is said to everybody.
  return {
    fields: { points: amount(words, unit, points), date: dayIn(words, day), balance: balanceOf({ words, program, state }, unit) },
    purpose: isNotice ? 'always' : 'service', until: startOfDay(day + 1, (ending[0] as Lot).zone), page: 'points',
  }
}

type Scene = { words: Words; program: Program }

/** What a member can spend of a unit now. */
function balanceOf({ words, program, state }: Pick<Reader, 'words' | 'program' | 'state'>, unit: string = program.mainUnit): string {
  return amount(words, unit, availableOf(state.head, unit))
}

function isSpendable({ program }: Scene, { unit, left }: Lot): boolean {
  return left > 0 && program.units[unit]?.kind !== 'qualifying'
}

/** Points of each unit together. */
function totalsOf(lots: readonly Lot[], scene: Scene): string[] {
  const units = Map.groupBy(lots.filter((lot) => isSpendable(scene, lot)), ({ unit }) => unit)
  return [...units].map(([unit, group]) => amount(scene.words, unit, group.reduce((sum, { left }) => sum + left, 0)))
}

/** Points by when they can be used: at once, from a day, after something that has no day yet. */
function linesOf(lots: readonly Lot[], scene: Scene): string[] {
  const groups = Map.groupBy(lots.filter((lot) => isSpendable(scene, lot)), (lot) => `${lot.unit} ${whenOf(scene, lot).key} ${whenOf(scene, lot).date}`)
  return [...groups.values()].map((group) => {
    const first = group[0] as Lot
    const { key, date } = whenOf(scene, first)
    return sayInMail(scene.words, `message.${key}`, { points: amount(scene.words, first.unit, group.reduce((sum, { left }) => sum + left, 0)), date })
  })
}

function whenOf({ words, program }: Scene, { isPending, activatesAt, zone, unit, rule }: Lot): { key: 'now' | 'from' | 'delivery' | 'by_hand'; date: string } {
  if (!isPending) return { key: 'now', date: '' }
  if (activatesAt !== null) return { key: 'from', date: dayIn(words, localDay(activatesAt, zone)) }
  const pending = program.rules.find(({ id }) => id === rule)?.pending ?? program.units[unit]?.pending
  return { key: pending?.kind === 'delivery' ? 'delivery' : 'by_hand', date: '' }
}

import type { Leaf } from '#sdk/index'
import type { NamedProgram } from '#console/program/use-document.ts'
import type { Units } from '#console/words/use-units.ts'
import type { Words } from '#console/words/use-words.ts'

type In = Pick<Words, 'say' | 'has' | 'money' | 'number'> & { units: Pick<Units, 'name' | 'amount'>; document: Pick<NamedProgram, 'currency'> | undefined }

/** What a condition of a level counts, and of what: "points:stars" are points of stars. */
function kindOf(what: string): [kind: string, of: string] {
  const colon = what.indexOf(':')
  return colon < 0 ? [what, ''] : [what.slice(0, colon), what.slice(colon + 1)]
}

/** What a condition of a level is called. */
export function leafName(what: string, { say, has, units }: In): string {
  const [kind, of] = kindOf(what)
  if (kind === 'points') return say('leaf.points', { unit: units.name(of) })
  if (kind !== 'event') return has(`leaf.${kind}`) ? say(`leaf.${kind}`) : what
  const key = `leaf.events.${of.replaceAll('.', '_')}`
  return has(key) ? say(key) : say('leaf.event', { name: of })
}

/** So much of what it counts: money of the program's currency, points of their unit, days, or a number; of a tag, whether it is there. */
export function leafAmount(what: string, value: number, { say, money, number, units, document }: In): string {
  const [kind, of] = kindOf(what)
  if (kind === 'spend' || kind === 'company_volume') return document === undefined ? number(value) : money(value, document.currency)
  if (kind === 'points') return units.amount(of, value)
  if (kind === 'member_age') return say('leaf.days', { count: value })
  return kind === 'tag' ? say(value > 0 ? 'leaf.has_tag' : 'leaf.no_tag') : number(value)
}

/** Conditions worth telling: what a company buys counts for those who buy for it, so that it is left out for companies themselves and for a person who buys for none, unless nothing else is asked. */
export function tellable(leaves: readonly Leaf[]): readonly Leaf[] {
  const own = leaves.filter(({ what, have }) => what !== 'company_volume' || have > 0)
  return own.length === 0 ? leaves : own
}

import type { PossibleManager, RosterFilter } from '#sdk/index'
import { countedLevelName, marketName, type NamedProgram } from '#console/program/use-document.ts'
import { listText } from '#console/words/texts.ts'
import type { Units } from '#console/words/use-units.ts'
import type { Words } from '#console/words/use-words.ts'
import { dayOfEnd, dayOfStart } from './days.ts'

type Name = keyof RosterFilter

/** What a filter says, one sentence for each thing that it asks. */
export function filterWords(filter: RosterFilter, { say, number, money, day, language }: Words, { document, managers, units }: { document: NamedProgram | undefined; managers: readonly PossibleManager[]; units: Units }): { name: Name; text: string }[] {
  const told = (name: Name, value: string): { name: Name; text: string } => ({ name, text: say(`roster.asks.${name}`, { value }) })
  return (Object.entries(filter) as [Name, unknown][]).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (typeof value === 'boolean') return [{ name, text: say(`roster.asks.${name}_${String(value)}`) }]
    if (name === 'manager') return [value === 'me' ? { name, text: say('roster.asks.manager_me') } : told(name, managers.find((one) => one.staff === value)?.name ?? String(value))]
    if (name === 'kind') return [told(name, say(`members.kinds.${value as string}`))]
    if (name === 'without') return [{ name, text: say('roster.asks.without', { count: (value as string[]).length }) }]
    if (name === 'level') return [told(name, listText((value as string[]).map((level) => countedLevelName(document, level, language) ?? say('level.none')), language))]
    if (name === 'market') return [told(name, listText((value as string[]).map((market) => marketName(document, market, language)), language))]
    if (name === 'joinedFrom' || name === 'activeFrom') return [told(name, day(dayOfStart(value as string)))]
    if (name === 'joinedTo' || name === 'activeTo') return [told(name, day(dayOfEnd(value as string)))]
    if (name === 'spendFrom' || name === 'spendTo') return [told(name, document === undefined ? number(value as number) : money(value as number, document.currency))]
    if (name === 'balanceFrom' || name === 'balanceTo') return [told(name, units.amount(units.main, value as number))]
    return [told(name, typeof value === 'number' ? number(value) : listText(value as string[], language))]
  })
}

import { useMemo } from 'react'
import { nameOf, useProgram } from '#console/program/use-document.ts'
import { useMay } from '#console/session/me.ts'
import { useWords } from './use-words.ts'

/** What the program counts, as it is told: store credit is money of its currency, all else whole points. */
export type Units = {
  /** What a unit is called. */
  name: (unit: string) => string
  /** So many of a unit: "29", or "$15.00" where it is money. */
  amount: (unit: string, points: number) => string
  /** The same with its name: "29 points". */
  told: (unit: string, points: number) => string
  /** All that the program counts; none where there is no program, or nobody says. */
  all: readonly string[]
  /** Whether it is known which are money: not yet while the program is read, and never to those who may not read it. */
  known: 'yes' | 'reading' | 'hidden'
  /** The unit that is meant where none is named. */
  main: string
  /** The currency of a unit that is money. */
  currency: (unit: string) => string | undefined
}

export function useUnits(): Units {
  const { say, number, money, language } = useWords()
  const program = useProgram()
  const mayRead = useMay()('programs:read')
  const known = program !== undefined ? 'yes' : mayRead ? 'reading' : 'hidden'
  const units = program?.units
  return useMemo(() => {
    const find = (unit: string) => units?.find(({ id }) => id === unit)
    const currency = (unit: string): string | undefined => (find(unit)?.kind === 'store_credit' ? find(unit)?.currency : undefined)
    const amount = (unit: string, points: number): string => {
      const of = currency(unit)
      return of === undefined ? number(points) : money(points, of)
    }
    const name = (unit: string): string => {
      const { name: given, kind } = find(unit) ?? {}
      // A unit of its kind alone is called by the kind; the most usual one is simply called points.
      return nameOf(given, language) ?? (unit === 'points' ? say('unit.spendable') : kind !== undefined && kind !== 'spendable' && units?.filter((each) => each.kind === kind).length === 1 ? say(`unit.${kind}`) : unit)
    }
    const main = units?.find(({ kind }) => kind === 'spendable')?.id ?? units?.[0]?.id ?? 'points'
    return { all: units?.map(({ id }) => id) ?? [], known, main, name, amount, currency, told: (unit, points) => say('unit.told', { points: amount(unit, points), unit: name(unit) }) }
  }, [units, known, say, number, money, language])
}

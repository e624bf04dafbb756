import { fileOf, type Column, type Reader, type Table } from '#server/platform/csv'
import type { RosterColumn, RosterMember } from './schemas.ts'

const ALL: readonly Column<RosterMember>[] = [
  ['memberId', ({ memberId }) => memberId], ['externalIds', ({ externalIds }) => externalIds], ['name', ({ name }) => name], ['email', ({ email }) => email], ['phone', ({ phone }) => phone],
  ['kind', ({ kind }) => ({ id: kind, of: 'kind' })], ['joinedAt', ({ joinedAt }) => ({ at: joinedAt })], ['lastAt', ({ lastAt }) => ({ at: lastAt })],
  ['market', ({ market }) => ({ id: market, of: 'market' })], ['region', ({ region }) => region], ['tags', ({ tags }) => tags], ['levels', ({ levels }) => ({ id: levels, of: 'level' })],
  ['balance', ({ balance }) => ({ count: balance, unit: null })], ['debt', ({ debt }) => ({ count: debt, unit: null })],
  ['spendMinor', ({ spendMinor, currency }) => ({ minor: spendMinor, currency })], ['currency', ({ currency }) => currency], ['orders', ({ orders }) => orders], ['isTest', ({ isTest }) => isTest],
]
/** What says whose a line is; it comes first, whichever columns were chosen. */
const WHO = ['memberId', 'externalIds', 'name']

/** A file of members: all that is said of them, or who they are and the columns that were chosen, in their order, a sum with its currency beside it. */
export function rosterTable(chosen?: readonly RosterColumn[]): Table<RosterMember> {
  if (chosen === undefined) return { word: 'roster', columns: ALL }
  const names = [...WHO, ...chosen.filter((name) => !WHO.includes(name)).flatMap((name) => (name === 'spendMinor' ? [name, 'currency'] : [name]))]
  return { word: 'roster', columns: names.flatMap((name) => ALL.filter(([column]) => column === name)) }
}

export function rosterCsv({ members }: { members: readonly RosterMember[] }, reader: Reader): string {
  return fileOf(rosterTable(), members, reader)
}

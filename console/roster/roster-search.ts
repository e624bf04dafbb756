import type { RosterFilter, View } from '#sdk/index'

export type Column = View['columns'][number]
export type Sort = View['sort']
/** What the address says of a list: its filter, its order, its columns, and the view it began as. */
export type RosterSearch = RosterFilter & { sort?: Sort; columns?: Column[]; view?: string }

export const COLUMNS: readonly Column[] = ['externalIds', 'kind', 'levels', 'tags', 'balance', 'debt', 'spendMinor', 'orders', 'lastAt', 'joinedAt', 'market', 'region', 'email', 'phone']
export const USUAL_COLUMNS: readonly Column[] = ['externalIds', 'levels', 'tags', 'balance', 'spendMinor', 'orders', 'lastAt', 'joinedAt']
export const USUAL_SORT: Sort = '-joined'
const SORTS: readonly Sort[] = ['-joined', 'joined', '-active', 'active', '-balance', 'balance', '-spend', 'spend']

const LISTS = ['tag', 'level', 'market', 'region', 'source', 'without'] as const
const TIMES = ['joinedFrom', 'joinedTo', 'activeFrom', 'activeTo'] as const
const AMOUNTS = ['balanceFrom', 'balanceTo', 'spendFrom', 'spendTo'] as const
const TRUTHS = ['hasDebt', 'hasEmail', 'isTest'] as const

/** What an address says, as far as it makes sense; whatever else stands there is left out. */
export function readRosterSearch(search: Record<string, unknown>): RosterSearch {
  const { kind, manager, sort, columns, view } = search
  const sorted = SORTS.find((each) => each === sort)
  const shown = Array.isArray(columns) ? COLUMNS.filter((each) => columns.includes(each)) : []
  return {
    ...(kind === 'person' || kind === 'company' ? { kind } : {}), ...(typeof manager === 'string' ? { manager } : {}),
    ...pick(search, LISTS, (value) => (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string') ? value as string[] : undefined)),
    ...pick(search, TIMES, (value) => (typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined)),
    ...pick(search, AMOUNTS, (value) => (Number.isSafeInteger(value) ? value as number : undefined)),
    ...pick(search, TRUTHS, (value) => (typeof value === 'boolean' ? value : undefined)),
    ...(sorted === undefined ? {} : { sort: sorted }), ...(shown.length === 0 ? {} : { columns: shown }), ...(typeof view === 'string' ? { view } : {}),
  }
}

/** Which members: what remains without order, columns and view. */
export function filterOf({ sort: _sort, columns: _columns, view: _view, ...filter }: RosterSearch): RosterFilter {
  return filter
}

function pick<Name extends string, T>(search: Record<string, unknown>, names: readonly Name[], read: (value: unknown) => T | undefined): { [name in Name]?: T } {
  return Object.fromEntries(names.flatMap((name) => {
    const value = read(search[name])
    return value === undefined ? [] : [[name, value]]
  })) as { [name in Name]?: T }
}

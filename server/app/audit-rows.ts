import type { TObject } from 'typebox'
import { assert } from '#engine/assert'
import type { ReadContext } from '#server/platform/context'
import type { Route } from '#server/platform/route'
import { fieldsIn, findBeside, listOf, lookInList, objectIn, openAsk, type Answer, type Asking, type Look } from './audit-beside.ts'
import type { House } from './house.ts'
import { pathFields } from './read-input.ts'

/** Of what more rows were before nothing is read: the audit would keep no more of it than a hash. */
const MOST_ROWS = 20
/** What an item has in a field that a row leaves out. */
const LEFT_OUT: Answer = { minQuantity: 1 }

type ReadRow = (ctx: ReadContext, row: Answer, asking: Asking) => Promise<Answer | null>

/** Opens what reads before and after a deed on rows: of each what stands at these addresses, as one; null where nothing of any does, or where there are too many. */
export function openRowsLook(addresses: readonly string[], routes: readonly Route<House>[]): Look {
  const reads = addresses.map((address) => openReadRow(address, routes))
  return async (ctx, { params, body, locale }) => {
    const [name, rows] = Object.entries(objectIn(body)).find((entry): entry is [string, unknown[]] => Array.isArray(entry[1])) ?? ['', []]
    if (rows.length > MOST_ROWS) return null
    const found: Answer[] = []
    for (const row of rows.map(objectIn)) {
      const parts: (Answer | null)[] = []
      for (const read of reads) parts.push(await read(ctx, row, { params, locale }))
      if (parts.some((part) => part !== null)) found.push(Object.assign({}, ...parts) as Answer)
    }
    return found.length === 0 ? null : { [name]: found }
  }
}

/** Reads what one address has of a row, with the fields by which the row names it. */
function openReadRow(address: string, routes: readonly Route<House>[]): ReadRow {
  const [path = '', asked = ''] = address.split('?')
  const [wanted, by] = [pathFields(path), asked.split('&').filter((name) => name !== '')]
  const { beside, list: none } = findBeside(path, routes) ?? {}
  assert(beside !== undefined && none === null, 'what stands where a row is written is read by the row of its address', address)
  const [ask, list] = [openAsk(beside), by[0] === undefined ? null : listOf(beside, by[0])]
  // What the list itself looks for need not be looked for in it.
  const sought = by.filter((name) => name in ((beside.input as TObject).properties ?? {}))
  return async (ctx, row, { params, locale }) => {
    const named = { ...LEFT_OUT, ...row, ...params }
    const [fields, query] = [fieldsIn(wanted, named), fieldsIn(sought, named)]
    if (fields === null || query === null) return null
    const isIt = (item: Answer): boolean => by.every((name) => item[name] === named[name])
    const item = list === null ? await ask(ctx, { params: fields, locale }) : await lookInList({ ...list, isIt }, (page) => ask(ctx, { params: fields, locale, query: { ...query, ...page } }))
    return item === null ? null : { ...fields, ...item }
  }
}

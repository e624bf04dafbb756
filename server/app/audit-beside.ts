import { AppError } from '#server/platform/errors'
import type { ReadContext } from '#server/platform/context'
import type { ReadingRoute, Route } from '#server/platform/route'
import { outwardOf } from '#server/platform/translate-shape'
import type { House } from './house.ts'
import { openReader, type Sent } from './read-input.ts'

/** Reads what stands where a deed is done, in its outside form; null where nothing does. */
export type Look = (ctx: ReadContext, sent: Sent) => Promise<unknown>

/** A page of a list in which something is looked for. */
const AT_ONCE = 100

/** The row that reads what is at an address: the row of that address, or the list above it that has it as an item. */
export function findBeside(path: string, routes: readonly Route<House>[]): { beside: ReadingRoute; list: List | null } | null {
  const at = (address: string) => routes.find((one): one is ReadingRoute => one.kind === 'reads' && one.path === address && one.permission !== 'members:reveal')
  const exact = at(path)
  if (exact !== undefined) return { beside: exact, list: null }
  const [, above = '', name = ''] = /^(.+)\/:(\w+)$/.exec(path) ?? []
  const [beside] = [at(above)]
  const list = beside === undefined ? null : listOf(beside, name)
  return beside === undefined || list === null ? null : { beside, list }
}

export type Fields = Readonly<Record<string, string>>

/** The fields of an address, where all of them are among what was sent. */
export function fieldsIn(wanted: readonly string[], sent: Answer): Fields | null {
  const fields = wanted.map((field) => [field, sent[field]] as const)
  return fields.every((entry): entry is readonly [string, string] => typeof entry[1] === 'string') ? Object.fromEntries(fields) : null
}

export function objectIn(value: unknown): Answer {
  return typeof value === 'object' && value !== null ? value as Answer : {}
}

export type Asking = Pick<Sent, 'params' | 'locale'> & Partial<Pick<Sent, 'query'>>
export type Answer = Readonly<Record<string, unknown>>

export function openAsk(beside: ReadingRoute): (ctx: ReadContext, asking: Asking) => Promise<Answer | null> {
  const [read, outward] = [openReader(beside), outwardOf(beside.output)]
  return async (ctx, { params, locale, query = {} }) => {
    try {
      return outward(await beside.run(ctx, read({ params, query, body: undefined, locale }) as never)) as Answer
    } catch (error) {
      if (error instanceof AppError) return null
      throw error
    }
  }
}

type Shape = { properties?: Readonly<Record<string, { items?: Shape }>> }
type List = { name: string; items: string; field: string; isPaged: boolean }

/** The list of an answer whose items have a name of this sort, a buyer that of a member; null where the answer is no such list. */
export function listOf(beside: ReadingRoute, name: string): List | null {
  const field = name === 'buyer' ? 'memberId' : name
  const found = Object.entries((beside.output as Shape).properties ?? {}).find(([, { items }]) => items?.properties !== undefined && field in items.properties)
  return found === undefined ? null : { name, items: found[0], field, isPaged: 'after' in ((beside.input as Shape).properties ?? {}) }
}

type Seeking = Pick<List, 'items' | 'isPaged'> & { isIt: (item: Answer) => boolean }

/** One item of a list, however far behind. */
export async function lookInList({ items, isPaged, isIt }: Seeking, read: (query: Record<string, string>) => Promise<Answer | null>): Promise<Answer | null> {
  for (let after: unknown = undefined; after !== null;) {
    const page = await read({ ...(isPaged ? { limit: String(AT_ONCE) } : {}), ...(typeof after === 'string' ? { after } : {}) })
    const item = (page?.[items] as readonly Answer[] | undefined)?.find(isIt)
    if (item !== undefined) return item
    after = page?.['next'] ?? null
  }
  return null
}

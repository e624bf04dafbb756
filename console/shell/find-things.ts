import { answerOf, isProblem, type Rockpool } from '#sdk/index'
import { seekMembers } from '#console/roster/seek-members.ts'

/** Something of the store that an id, an address or a number belongs to. */
export type Thing = { sort: 'member' | 'order' | 'product'; id: string; name: string; about: string }

/** Shorter than this nothing is looked for: no id, address or number is. */
export const SHORTEST = 2
const LONGEST = 200

/** Whatever of a store has this very id, address or number: members, orders and products, as far as one may see them. */
export async function findThings(client: Rockpool, sought: string, may: (permission: string) => boolean): Promise<Thing[]> {
  if (sought.length < SHORTEST || sought.length > LONGEST) return []
  const isId = !sought.includes('@')
  const found = await Promise.all([
    may('members:read') ? seekMembers(client, sought).then((members) => members.map(({ memberId, name, externalIds, email }): Thing => ({ sort: 'member', id: memberId, name: name ?? externalIds[0] ?? email ?? memberId, about: externalIds[0] ?? memberId }))) : [],
    isId && may('activity:read') ? orNone(answerOf(client.GET('/api/v1/orders/{order}', { params: { path: { order: sought } } })).then(({ order }): Thing => ({ sort: 'order', id: order, name: order, about: '' }))) : [],
    isId && may('catalogue:read') ? orNone(answerOf(client.GET('/api/v1/catalogue/products/{sku}', { params: { path: { sku: sought } } })).then(({ sku }): Thing => ({ sort: 'product', id: sku, name: sku, about: '' }))) : [],
  ])
  return found.flat()
}

/** What is not there, and what no such thing is called, is nothing to be told. */
async function orNone(asked: Promise<Thing>): Promise<Thing[]> {
  try {
    return [await asked]
  } catch (error) {
    if (isProblem(error) && (error.status === 404 || error.status === 422)) return []
    throw error
  }
}

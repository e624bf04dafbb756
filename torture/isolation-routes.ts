import assert from 'node:assert/strict'
import type { TObject } from 'typebox'
import { instantText, type Instant } from '#engine/calendar'
import { ROUTES } from '#server/app/modules'
import { PERMISSIONS } from '#server/modules/keys/index'
import type { Database } from '#server/platform/database'
import { openAsk, type Ask } from './ask.ts'
import type { Ground } from './ground.ts'
import { printTables, selectNames } from './tables.store.ts'

/** Names of each sort are many; a few of them are tried in each place. */
const NAMES_TRIED = 4
const HOUR_MS = 3_600_000

/**
 * Every route with every permission, asked for what another store has, by every id that stands in its rows: forbidden or not there, answered as what never
 * was, and nothing of the other in the answer. Those of shoppers alone are forbidden to keys. The routes are those of the list: a new one is tried without anybody's doing. Says how many requests that were.
 */
export async function tryRoutes(ground: Ground, superuser: Database): Promise<number> {
  const [ours, theirs] = [await ground.openStore({ kind: 'sandbox' }), await ground.openStore()]
  await liveThere(openAsk(ground.urls, theirs.key), { storeId: theirs.storeId, at: ground.clock() - HOUR_MS })
  const names = await selectNames(superuser.bare, theirs.storeId)
  assert.ok(names.length > 5, 'the other store has something that could be seen')
  const before = await printTables(superuser.bare, { except: [ours.storeId] })
  const keys = await Promise.all(PERMISSIONS.map(async (permission) => ({ permission, ask: openAsk(ground.urls, await ours.newKey([permission])) })))
  const asked = ROUTES.filter(({ kind }) => kind !== 'storeless').flatMap((route) => (route.permission === null ? keys.slice(0, 1) : keys).flatMap((key) => pathsOf(route, names).map((path) => ({ route, path, ...key }))))
  for (const one of asked) await expectNothing(one, names)
  assert.deepEqual(await printTables(superuser.bare, { except: [ours.storeId] }), before, 'nothing of another store has changed')
  return asked.length
}

type Asked = { route: (typeof ROUTES)[number]; path: string; permission: string; ask: Ask }

async function expectNothing({ route, path, permission, ask }: Asked, names: readonly string[]): Promise<void> {
  const hasBody = route.method === 'POST' || route.method === 'PATCH'
  const asking = { method: route.method, ...(hasBody ? { body: route.example.input ?? {} } : {}), headers: { 'x-request-id': 'the-same-request' } }
  const { status, text } = await ask(path, asking)
  const told = `${route.method} ${path} with ${permission}: ${status} ${text}`
  if (permission !== route.permission) assert.equal(status, 403, told)
  // Some take a second permission, and say so before they look for anything.
  else if (route.path.includes(':')) assert.ok(status === 404 || (status === 403 && ![route.permission, null].includes(secondOf(text))), told)
  else assert.ok(status < 500, told)
  // Byte for byte, but for the ids that were asked for (decision 0079).
  if (status === 404) assert.equal(without(namesIn(route, path), text), without(namesIn(route, strange(route, path)), (await ask(strange(route, path), asking)).text), told)
  // The audit repeats to us what we asked for ourselves, by whatever name.
  for (const name of route.path.startsWith('/audit') ? [] : names) assert.ok(path.includes(encodeURIComponent(name)) || !text.includes(name), `tells of ${name}: ${told}`)
}

/** The ids that stand in a path, where the route has its fields. */
function namesIn({ path: form }: Asked['route'], path: string): string[] {
  const parts = path.split('/')
  return form.split('/').flatMap((part, place) => (part.startsWith(':') ? [decodeURIComponent(parts[place] as string)] : []))
}

function without(names: readonly string[], text: string): string {
  return names.toSorted((a, b) => b.length - a.length).reduce((told, name) => told.replaceAll(name, '…'), text)
}

/** The path with ids of the same form that nobody has. */
function strange({ path: form }: Asked['route'], path: string): string {
  const parts = path.split('/')
  return form.split('/').map((part, place) => (part.startsWith(':') ? encodeURIComponent(decodeURIComponent(parts[place] as string).replace(/[A-Za-z0-9]+$/, (tail) => [...tail].toReversed().join(''))) : parts[place])).join('/')
}

/** The permission that an answer says is lacking. */
function secondOf(text: string): string | null {
  return (JSON.parse(text) as { details?: { permission?: string } }).details?.permission ?? null
}

/** The path of a route with the other store's names where it takes some: those that have the form it asks for, as others would not even be looked up. */
function pathsOf({ path, input }: (typeof ROUTES)[number], names: readonly string[]): string[] {
  const fields = [...path.matchAll(/:(\w+)/g)].map(([, field]) => field as string)
  if (fields.length === 0) return [path]
  const properties = (input as TObject).properties as Record<string, { pattern?: string }>
  const fitting = fields.map((field) => names.filter((name) => properties[field]?.pattern === undefined || new RegExp(properties[field].pattern).test(name)))
  assert.ok(fitting.every(({ length }) => length > 0), `the other store has something that ${path} could be asked for`)
  const tries = Math.max(...fitting.map(({ length }) => Math.min(length, NAMES_TRIED * fields.length)))
  return Array.from({ length: tries }, (_, n) => fields.reduce((told, field, index) => told.replace(`:${field}`, encodeURIComponent((fitting[index] as string[])[n % (fitting[index] as string[]).length] as string)), path))
}

/** A little happens in the other store, so that there is something to see; nothing that a worker would go on with. */
async function liveThere(ask: Ask, { storeId, at }: { storeId: string; at: Instant }): Promise<void> {
  const member = `customer-of-${storeId}`
  const stamp = (id: string) => ({ source: `shop-of-${storeId}`, id: `${id}-of-${storeId}`, occurredAt: instantText(at), member })
  const events = [
    { ...stamp('joined'), type: 'member.joined' },
    { ...stamp('order'), type: 'order.paid', order: { id: `order-of-${storeId}`, currency: 'EUR', lines: [{ id: '1', sku: 'MUG', quantity: 1, amountMinor: 5_000 }] } },
    { ...stamp('spend'), type: 'points.spent', points: 5, purpose: 'checkout' },
  ]
  assert.equal((await ask('/sign-in-providers', { body: { provider: 'house-of-theirs', kind: 'google', clientId: `client-of-${storeId}`, clientSecret: 'secret', label: 'Theirs' } })).status, 200)
  const { status, body } = await ask('/events', { body: { events } })
  assert.equal(status, 200)
  assert.deepEqual((body['results'] as { status: number }[]).map((result) => result.status), events.map(() => 201))
}

import { expect } from 'vitest'
import type { Answered, TestServer } from '#server/app/testing'
import type { PERMISSIONS } from '#server/modules/keys/index'
import type { Route } from '#server/platform/route'
import type { Quote } from './schemas.ts'

/** When every such shop is asked. */
export const AT = '2026-01-05T10:00:00Z'

export const PROGRAM = {
  program: 'shop', name: 'Shop', currency: 'EUR', zone: 'UTC',
  markets: {
    eu: { currency: 'EUR', earn: '1', redeem: { points: 100, worth: '1.00' } },
    us: { currency: 'USD', earn: '0.9', redeem: { points: 100, worth: '1.10' }, reference_rate: '0.8' }, jp: { currency: 'JPY', earn: { points: 1, per: '150' }, redeem: { points: 100, worth: '150' } },
  },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market', base: { exclude_tags: ['outlet'] } }, { id: 'big', on: 'order.paid', points: 50, minimum: '100' }], expiry: 'never',
  tiers: [{ id: 'club', levels: [{ id: 'base' }, { id: 'gold', entry: { tag: 'gold' }, benefits: ['gold_price', 'gold_shipping'] }] }],
  benefits: { gold_price: { kind: 'discount', name: '12 % off', percent: '12' }, gold_shipping: { kind: 'shipping', name: 'Free shipping', shipping: { free_from: { eu: '50' } } } },
  discounts: [
    { id: 'day', kind: 'member_day', name: { en: 'Member day', zh: '会员日' }, month_days: [5], when: 'member.tags.exists(t, t == "gold")', percent: '20', base: { exclude_tags: ['outlet'] } },
    { id: 'two_off', kind: 'coupon', codes: 'shared', name: 'Two off', amount: { eu: '2', us: '2', jp: '300' } },
  ],
  margin: { floor: '10', fee: { percent: '2.9', amount: { eu: '0.30' } }, mode: 'drop' },
}

export const PRODUCTS = [{ sku: 'MUG', tags: ['kitchen'], costMinor: 400 }, { sku: 'HAT', tags: ['outlet'], isSaleItem: true, costMinor: 1900 }, { sku: 'CARD', isGiftCard: true }, { sku: 'NEW' }]
export const PRICES = [
  { list: 'retail', sku: 'MUG', unitMinor: 1000 }, { list: 'retail', sku: 'MUG', minQuantity: 10, unitMinor: 800 }, { list: 'retail', sku: 'HAT', unitMinor: 2000 }, { list: 'retail', sku: 'CARD', unitMinor: 5000 },
  { list: 'vip', sku: 'MUG', unitMinor: 870 }, { list: 'gold', sku: 'MUG', unitMinor: 860 }, { list: 'acme', sku: 'MUG', unitMinor: 950 }, { list: 'sale', sku: 'MUG', unitMinor: 850 }, { list: 'over', sku: 'MUG', unitMinor: 1 },
  { list: 'us', sku: 'MUG', unitMinor: 1300 }, { list: 'jp', sku: 'MUG', unitMinor: 1500 },
]

type Ask = (method: Route['method'], path: string, body?: unknown) => Promise<Answered>
export type Shop = { key: string; storeId: string; ask: Ask; askAs: (scopes: readonly (typeof PERMISSIONS)[number][]) => Promise<Ask>; quote: (body: object) => Promise<Quote> }

/** A shop with its lists: of everybody, of a tag, of a level, of a company for which Bo buys, now and over. */
export async function openShop(server: TestServer, program: object = PROGRAM): Promise<Shop> {
  const { key, newKey, storeId } = await server.openStore()
  const askWith = (secret: string): Ask => (method, path, body) => server.ask(method, `/api/v1${path}`, { key: secret, ...(body === undefined ? {} : { body }) })
  const ask = askWith(key)
  const must = async (...asked: Parameters<Ask>) => expect((await ask(...asked)).status, JSON.stringify(asked)).toBeLessThan(300)
  await must('POST', '/programs', { program, mode: 'all' })
  for (const member of [{ externalIds: ['ann'] }, { externalIds: ['vip'], tags: ['vip'] }, { externalIds: ['gold'], tags: ['gold'] }, { externalIds: ['bo'] }, { externalIds: ['acme'], kind: 'company', joinedAt: '2026-01-05T09:00:00Z' }]) await must('POST', '/members', member)
  await must('POST', '/members/acme/buyers', { buyer: 'bo', role: 'buyer' })
  const lists = [
    { list: 'retail', kind: 'retail', market: 'eu' }, { list: 'us', kind: 'retail', market: 'us' }, { list: 'jp', kind: 'retail', market: 'jp' }, { list: 'vip', kind: 'price_list', market: 'eu', tag: 'vip' },
    { list: 'gold', kind: 'price_list', market: 'eu', level: 'gold' }, { list: 'acme', kind: 'contract', market: 'eu', member: 'acme' }, { list: 'sale', kind: 'promotion', market: 'eu', from: '2026-01-06T00:00:00Z' },
    { list: 'over', kind: 'promotion', market: 'eu', until: AT },
  ]
  for (const list of lists) await must('POST', '/catalogue/lists', list)
  if (program === PROGRAM) await must('POST', '/coupons', { discount: 'two_off', code: 'two-off' })
  for (const [path, rows] of [['products', PRODUCTS], ['prices', PRICES]] as const) await must('POST', `/catalogue/${path}`, { [path]: rows })
  return { key, storeId, ask, askAs: async (scopes) => askWith(await newKey(scopes)), quote: async (body) => {
    const { status, body: quoted } = await ask('POST', '/quotes', { market: 'eu', ...body })
    expect(status, JSON.stringify(quoted)).toBe(200)
    return quoted as unknown as Quote
  } }
}

/** So many mugs, as the lines of a cart. */
export const mugs = (quantity = 1) => [{ sku: 'MUG', quantity }]
/** The places of the mistakes that an answer names. */
export const paths = ({ body }: Answered) => (body['errors'] as { path: string }[]).map(({ path }) => path)
/** The prices that the first line could have. */
export const seen = ({ lines }: Quote) => (lines[0]?.candidates ?? []).map(({ source, list, unitMinor }) => [source, list, unitMinor])

import { moneyText, parseMoney } from '#engine/money'
import type { WrittenCart } from '#engine/pricing/cart-document'
import type { ProgramText } from './programs.ts'
import { creditText, priorText, type QuoteView } from './quotes.ts'

type Json = Record<string, unknown>
/** Asks a server for something that it must answer well. */
type Do = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<Json>

type Shop = { market: string; currency: string }
type Price = { list: string; sku: string; minQuantity: number; increment: number; unitMinor: number }

/**
 * Prices a written cart on a server, as a shop does it: its goods become products and price lists, which go again afterwards, and the
 * cart is asked for by SKU alone.
 */
export async function quoteOnServer(ask: Do, { member, cart, program }: Asked): Promise<QuoteView> {
  const { shop, told, close } = await openCart(ask, { member, cart, program })
  const [en, zh] = [await told({ locale: 'en' }), await told({ locale: 'zh-CN' })]
  const { credits } = await ask('GET', '/price-credits')
  await close()
  return viewOf(en, { zh, shop, credits: (credits as Credit[]).filter(({ memberId }) => memberId === en.memberId) })
}

/** Holds a written cart under a name. */
export async function holdOnServer(ask: Do, asked: Asked & { cartId: string }): Promise<void> {
  const { told, close } = await openCart(ask, asked)
  await told({ hold: true, id: asked.cartId })
  await close()
}

type Asked = { member: string | null; cart: WrittenCart; program: ProgramText }
type Opened = { shop: Shop; told: (more: object) => Promise<Json>; close: () => Promise<void> }

async function openCart(ask: Do, { member, cart, program }: Asked): Promise<Opened> {
  const markets = program.markets as Record<string, { currency: string }>
  const market = cart.market ?? (program.market as string | undefined) ?? (Object.keys(markets)[0] as string)
  const shop: Shop = { market, currency: (markets[market] as { currency: string }).currency }
  const lists = await stock(ask, cart, { shop, member })
  const minor = (amount: string | number) => parseMoney(String(amount), shop.currency)
  const coupons = await codesOf(ask, cart.coupons ?? [], { member, program })
  const told = (more: object) => ask('POST', '/quotes', {
    ...(member === null ? {} : { member }), market, ...more, lines: cart.lines.map(({ sku, quantity = 1 }, index) => ({ id: String(index + 1), sku, quantity })),
    coupons, points: cart.points ?? 0, ...(cart.rate === undefined ? {} : { rate: String(cart.rate) }),
    giftCostMinor: minor(cart.gift_cost ?? 0), ...(cart.override === true ? { override: { reason: 'agreed' } } : {}),
    ...(cart.shipping === undefined && cart.shipping_cost === undefined ? {} : { shipping: { amountMinor: minor(cart.shipping ?? 0), costMinor: minor(cart.shipping_cost ?? 0) } }),
  })
  return {
    shop, told, close: async () => {
      for (const list of lists) await ask('DELETE', `/catalogue/lists/${encodeURIComponent(list)}`)
      for (const { sku } of cart.lines) await ask('DELETE', `/catalogue/products/${encodeURIComponent(sku)}`)
    },
  }
}

/** The codes that a cart's coupons have: a name of a discount stands for the member's own, else for one that is made for them. */
async function codesOf(ask: Do, names: readonly string[], { member, program }: Pick<Asked, 'member' | 'program'>): Promise<string[]> {
  const discounts = (program.discounts ?? []) as { id: string; kind: string }[]
  const codes: string[] = []
  for (const name of names) {
    if (!discounts.some(({ id, kind }) => id === name && kind === 'coupon')) codes.push(name)
    else {
      const own = member === null ? [] : ((await ask('GET', `/coupons?discount=${name}&member=${encodeURIComponent(member)}`)).coupons as { code: string; status: string }[])
      const open = own.find(({ status }) => status === 'issued') ?? own[0]
      codes.push(open?.code ?? ((await ask('POST', '/coupons', { discount: name })).code as string))
    }
  }
  return codes
}

/** Puts the goods of a cart on the shelves; says the price lists that were made for it. */
async function stock(ask: Do, { lines, gifts = [] }: WrittenCart, { shop: { market, currency }, member }: { shop: Shop; member: string | null }): Promise<string[]> {
  const minor = (amount: string | number) => parseMoney(String(amount), currency)
  await ask('POST', '/catalogue/products', {
    products: ([...lines, ...gifts] as WrittenCart['lines']).map(({ sku, tags = [], gift_card: isGiftCard = false, sale: isSaleItem = false, cost, at_least: minQuantity = 1, multiples_of: increment = 1, retired: isRetired = false, freight = 0, duty = 0 }) => ({ sku, tags, isGiftCard, isSaleItem, costMinor: cost === undefined ? null : minor(cost), freightMinor: minor(freight), dutyMinor: minor(duty), minQuantity, increment, isRetired })),
  })
  const access = lines.flatMap(({ sku, for: told }) => (told === undefined ? [] : [{ sku, access: told.map(({ members: isMembers = false, ...one }) => ({ isMembers, ...one })) }]))
  if (access.length > 0) await ask('POST', '/catalogue/access', { products: access })
  const lists = new Map<string, object>()
  const prices: Price[] = []
  for (const { sku, retail, prices: others = [], was = [] } of lines) {
    for (const { from, list = from } of was) if (from !== undefined && list !== undefined) lists.set(list, { list, kind: from, market })
    if (retail !== undefined) prices.push({ list: 'retail', sku, minQuantity: 1, increment: 1, unitMinor: minor(retail) })
    for (const { from, list = from, price, at_least: minQuantity = 1, multiples_of: increment = 1, tag, level, only: isOnly = false } of others) {
      const name = from === 'quantity_break' ? 'retail' : list
      prices.push({ list: name, sku, minQuantity, increment, unitMinor: minor(price) })
      if (name !== 'retail') lists.set(name, { list: name, kind: from, market, ...(from === 'contract' ? { member } : {}), ...(tag === undefined ? {} : { tag }), ...(level === undefined ? {} : { level }), isOnly })
    }
  }
  if (prices.some(({ list }) => list === 'retail')) lists.set('retail', { list: 'retail', kind: 'retail', market })
  for (const list of lists.values()) await ask('POST', '/catalogue/lists', list)
  await ask('POST', '/catalogue/prices', { prices })
  const changes = lines.flatMap(({ sku, was = [] }) => was.map(({ at, price, from, list = from ?? 'retail' }) => ({ list, sku, at, unitMinor: price === null ? null : minor(price) })))
  if (changes.length > 0) await ask('POST', '/catalogue/changes', { changes })
  return [...lists.keys()]
}

type Line = { id: string; sku: string; unitMinor: number; source: string; netMinor: number; taxBaseMinor: number; candidates: { source: string; list: string; why: string }[]; sentences: string[]; prior?: { lowestMinor: number | null } }
type Margin = { line: string; marginMinor: number; floorMinor: number }

type Credit = { memberId: string; sku: string; why: string; gives: { unit: string; points: number } | null }

function viewOf(en: Json, { zh, shop, credits }: { zh: Json; shop: Shop; credits: readonly Credit[] }): QuoteView {
  const money = (minor: unknown) => moneyText(minor as number, shop.currency)
  const staff = en.staff as { margins: { lines: Margin[] } | null; dropped: { benefit: string }[] }
  const shipping = en.shipping as { payMinor: number; missingMinor: number | null }
  const kept = new Map((staff.margins?.lines ?? []).map((line) => [line.line, line]))
  const said = (quote: Json) => [...(quote.lines as Line[]).flatMap(({ sentences }) => sentences), ...(quote.sentences as string[]), ...((quote.staff as { sentences: string[] }).sentences)]
  return {
    currency: shop.currency,
    lines: Object.fromEntries((en.lines as Line[]).map(({ id, sku, unitMinor, source, netMinor, taxBaseMinor, candidates, prior }) => [sku, {
      price: money(unitMinor), by: source, net: money(netMinor), tax_on: money(taxBaseMinor), keeps: money(kept.get(id)?.marginMinor ?? 0), floor: money(kept.get(id)?.floorMinor ?? 0), prior: priorText(prior, shop.currency),
      not: Object.fromEntries(candidates.filter(({ why }) => why !== 'chosen').map(({ source: from, list, why }) => [list === '' || from === 'quantity_break' ? from : list, why])),
    }])),
    net: money(en.goodsMinor), tax_on: money((en.taxBase as Json).totalMinor), ships_for: money(shipping.payMinor), free_shipping_in: shipping.missingMinor === null ? 'never' : money(shipping.missingMinor),
    points_pay: money((en.points as Json).worthMinor), pays: money(en.toPayMinor), earns: (en.earns as Json).points as number,
    left_out: Object.fromEntries((en.untaken as { discount: string; why: string }[]).map(({ discount, why }) => [discount, why])), dropped: staff.dropped.map(({ benefit }) => benefit), unpriced: Object.fromEntries((en.unpriced as { sku: string; why: string }[]).map(({ sku, why }) => [sku, why])), gives: (en.gifts as { sku: string }[]).map(({ sku }) => sku), gives_back: Object.fromEntries(credits.map((credit) => [credit.sku, creditText(credit)])),
    says: { en: said(en), 'zh-CN': said(zh) },
  }
}

import { formatMoney } from '#engine/money'
import { directionOf } from '#member/kit/direction'
import { unitOf } from '#member/kit/unit'
import type { Desk } from './desk.ts'
import type { Priced } from './prices.ts'
import { useAnswer } from './use-desk.ts'

export type OfProduct = { desk: Desk | null; priceOf: ((sku: string, market: string | null) => Promise<Priced | null>) | null; sku: string | null; market: string | null }

function usePriced({ desk, priceOf, sku, market }: OfProduct): Priced | null {
  return useAnswer(desk, async () => (sku === null || priceOf === null ? null : priceOf(sku, market)), [sku, market])
}

/** What a product costs whoever looks, beside what it costs everybody where that is more. */
export function PriceView(of: OfProduct) {
  const found = usePriced(of)
  const { desk } = of
  if (found === null || desk === null || found.price.netMinor === null) return null
  const { price, currency } = found
  const { say, locale } = desk
  const money = (minor: number): string => formatMoney(minor, currency, locale)
  const each = price.netMinor === null ? null : Math.round(price.netMinor / price.quantity)
  const retail = price.retailMinor !== null && each !== null && each < price.retailMinor ? price.retailMinor : null
  return (
    <span dir={directionOf(locale)} lang={locale}>
      {retail !== null && <span class="sr">{say('price.yours')} </span>}
      <span part="price" style={{ fontWeight: 600 }}>{money(each ?? 0)}</span>
      {retail !== null && <> <s part="retail" class="muted">{money(retail)}</s></>}
      {price.quantity > 1 && <span class="muted"> {say('price.from', { quantity: price.quantity })}</span>}
      {typeof price.prior?.lowestMinor === 'number' && <span class="muted" part="lowest"> {say('price.lowest', { amount: money(price.prior.lowestMinor) })}</span>}
    </span>
  )
}

/** What a product earns, in points or in store credit; a guest is told what members earn. Nothing as long as the store shows no points. */
export function PointsView(of: OfProduct) {
  const found = usePriced(of)
  const { desk } = of
  const guide = useAnswer(desk, (one) => one.guide())
  if (found === null || desk === null || guide === null || desk.shop.isMailingList || found.price.points === 0) return null
  return <span part="points" dir={directionOf(desk.locale)} lang={desk.locale}>{desk.format.told(desk.session.token() === null ? 'points.join' : 'points.earn', unitOf(guide, guide.mainUnit), { points: found.price.points })}</span>
}

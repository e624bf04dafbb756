import { useEffect, useState } from 'preact/hooks'
import { formatMoney } from '#engine/money'
import { ApiProblem } from '#member/kit/api'
import { directionOf } from '#member/kit/text'
import type { Quote } from '#member/kit/shapes'
import type { Desk } from './desk.ts'

export type CartLine = { sku: string; quantity: number }
/** What the page says of its cart: `cart` as a property, or `lines` as JSON in an attribute. */
export type Cart = { market?: string; lines: readonly CartLine[]; shippingMinor?: number }
/** What the shopper chose; the page hears of it as the event `rockpool-cart`, with the quote, and takes it to its checkout. */
export type Chosen = { points: number; coupons: readonly string[]; quote: Quote }

type Wish = { points: number; coupons: readonly string[] }

/** Points to use, codes, what the order earns and how far free shipping is: of the cart as it is, worked out by the shop's own server. */
export function CartView({ desk, cart, host }: { desk: Desk | null; cart: Cart | null; host: EventTarget }) {
  const [wish, setWish] = useState<Wish>({ points: 0, coupons: [] })
  const quote = useQuote(desk, cart, wish)
  useEffect(() => {
    if (quote !== null) host.dispatchEvent(new CustomEvent<Chosen>('rockpool-cart', { detail: { ...wish, quote }, bubbles: true, composed: true }))
  }, [quote])
  if (desk === null || cart === null || quote === null) return null
  const { say, locale, session } = desk
  const money = (minor: number): string => formatMoney(minor, quote.currency, locale)
  const refused = quote.coupons.filter(({ isUsed }) => !isUsed)
  return (
    <section class="cart" dir={directionOf(locale)} lang={locale} aria-label={say('cart.title')}>
      <div class="line"><span>{say('cart.earns', { points: quote.earns.points })}</span></div>
      {quote.shipping.isFree ? <div class="line">{say('cart.free_shipping')}</div> : quote.shipping.missingMinor !== null && <div class="line">{say('cart.to_free_shipping', { amount: money(quote.shipping.missingMinor) })}</div>}
      {session.token() === null ? <p class="muted"><a href={`${desk.place.centre}sign-in`}>{say('cart.guest')}</a></p> : <PointsChoice desk={desk} quote={quote} wish={wish} onWish={setWish} />}
      <CouponChoice desk={desk} wish={wish} onWish={setWish} />
      <div role="status">{refused.map(({ code }) => <p key={code} class="muted"><strong>{code}</strong> {say('cart.not_usable')}</p>)}</div>
      <div class="line total"><span>{say('cart.pay')}</span><strong>{money(quote.toPayMinor)}</strong></div>
    </section>
  )
}

/** The newest answer counts, in whichever order they come. */
function useQuote(desk: Desk | null, cart: Cart | null, wish: Wish): Quote | null {
  const [quote, setQuote] = useState<Quote | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => desk?.onChange(() => setRound((one) => one + 1)), [desk])
  useEffect(() => {
    if (desk === null || cart === null || cart.lines.length === 0) {
      setQuote(null)
      return undefined
    }
    let isOld = false
    askQuote(desk, cart, wish).then((found) => {
      if (!isOld) setQuote(found)
    }, (error: unknown) => {
      if (!(error instanceof ApiProblem)) throw error
      if (!isOld) setQuote(null)
    })
    return () => {
      isOld = true
    }
  }, [desk, JSON.stringify(cart), wish, round])
  return quote
}

async function askQuote(desk: Desk, { market, lines, shippingMinor }: Cart, { points, coupons }: Wish): Promise<Quote> {
  const isMember = desk.session.token() !== null
  return desk.ask<Quote>('/quotes', {
    method: 'POST',
    body: {
      market: market ?? (await desk.guide()).market, lines, ...(isMember ? { member: 'me', points } : {}), ...(coupons.length > 0 ? { coupons } : {}),
      ...(shippingMinor === undefined ? {} : { shipping: { amountMinor: shippingMinor } }),
    },
  })
}

type Choosing = { desk: Desk; wish: Wish; onWish: (wish: Wish) => void }

function PointsChoice({ desk: { say, locale }, quote, wish, onWish }: Choosing & { quote: Quote }) {
  const { points: { most, used, worthMinor } } = quote
  if (most === 0) return null
  return (
    <label class="line">
      <span>{say('cart.use')} <span class="muted">{used > 0 ? say('cart.worth', { points: used, amount: formatMoney(worthMinor, quote.currency, locale) }) : say('cart.use_most', { points: most })}</span></span>
      <input type="number" inputMode="numeric" min={0} max={most} value={wish.points} onChange={(event) => onWish({ ...wish, points: Math.max(0, Math.min(most, Math.floor(Number(event.currentTarget.value) || 0))) })} />
    </label>
  )
}

function CouponChoice({ desk: { say }, wish, onWish }: Choosing) {
  const [code, setCode] = useState('')
  const add = (event: Event): void => {
    event.preventDefault()
    const told = code.trim()
    if (told !== '' && !wish.coupons.includes(told)) onWish({ ...wish, coupons: [...wish.coupons, told] })
    setCode('')
  }
  return (
    <form onSubmit={add}>
      <label><span class="sr">{say('cart.coupon')}</span><input placeholder={say('cart.coupon')} value={code} onInput={(event) => setCode(event.currentTarget.value)} maxLength={200} /></label>
      <button class="button quiet" type="submit">{say('cart.apply')}</button>
      {wish.coupons.map((one) => <button key={one} class="chip" type="button" aria-label={`${say('cart.remove')} ${one}`} onClick={() => onWish({ ...wish, coupons: wish.coupons.filter((other) => other !== one) })}>{one} ×</button>)}
    </form>
  )
}

import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { formatMoney, moneyText, parseMoney } from '#engine/money'
import { ApiProblem } from '#member/kit/api'
import { directionOf } from '#member/kit/direction'
import type { Quote } from '#member/kit/shapes'
import { unitOf, type UnitSeen } from '#member/kit/unit'
import { CouponChoice } from './cart-coupons.tsx'
import type { Desk } from './desk.ts'
import { useAnswer } from './use-desk.ts'

export type CartLine = { sku: string; quantity: number }
/** What the page says of its cart: `cart` as a property, or `lines` as JSON in an attribute. */
export type Cart = { market?: string; lines: readonly CartLine[]; shippingMinor?: number }
/** What is used of what the shopper chose; the page hears of it as the event `rockpool-cart`, with the quote, and takes it to its checkout. */
export type Chosen = { points: number; coupons: readonly string[]; quote: Quote }

type Wish = { points: number; coupons: readonly string[] }

/** Points to use, codes, what the order earns and how far free shipping is: of the cart as it is, worked out by the shop's own server. */
export function CartView({ desk, cart, host }: { desk: Desk | null; cart: Cart | null; host: HTMLElement }) {
  const [wish, setWish] = useState<Wish>({ points: 0, coupons: [] })
  const { quote, unknown, isOld, again } = useQuote(desk, cart, wish)
  const answer = useAnswer(desk, (one) => one.guide().then((guide) => ({ guide }), () => ({ guide: null })))
  const guide = answer?.guide ?? null
  useEffect(() => {
    if (quote !== null) host.dispatchEvent(new CustomEvent<Chosen>('rockpool-cart', { detail: { points: quote.points.used, coupons: quote.coupons.flatMap(({ code, isUsed }) => (isUsed ? [code] : [])), quote }, bubbles: true, composed: true }))
  }, [quote])
  const isEmpty = cart === null || cart.lines.length === 0
  // Room is kept for what is there or on its way, and for nothing that could not be had.
  const isHeld = !isEmpty && (quote !== null || unknown.length > 0 || !isOld) && (answer === null || guide !== null)
  useLayoutEffect(() => {
    if (desk !== null) host.toggleAttribute('data-held', isHeld)
  })
  if (desk === null || isEmpty || guide === null) return null
  const { say, locale, session, format } = desk
  const notSold = [...new Set([...unknown, ...(quote?.unpriced ?? []).map(({ sku }) => sku)])].map((sku) => <p key={sku} class="muted">{say('cart.unpriced', { sku })}</p>)
  // Of a cart in which nothing is known there is no sum.
  if (quote === null) return unknown.length === 0 ? null : <section class="cart" dir={directionOf(locale)} lang={locale} aria-label={say('cart.title')}><div role="status">{notSold}</div></section>
  const unit = unitOf(guide, guide.mainUnit)
  const money = (minor: number): string => formatMoney(minor, quote.currency, locale)
  const refused = quote.coupons.filter(({ isUsed }) => !isUsed)
  return (
    <section class="cart" dir={directionOf(locale)} lang={locale} aria-label={say('cart.title')}>
      {!desk.shop.isMailingList && <div class="line"><span>{format.told('cart.earns', unit, { points: quote.earns.points })}</span></div>}
      {quote.shipping.isFree ? <div class="line">{say('cart.free_shipping')}</div> : quote.shipping.missingMinor !== null && <div class="line">{say('cart.to_free_shipping', { amount: money(quote.shipping.missingMinor) })}</div>}
      {desk.shop.isMailingList ? null : session.token() === null ? <p class="muted"><a href={`${desk.place.centre}sign-in`}>{say('cart.guest')}</a></p> : <PointsChoice desk={desk} unit={unit} quote={quote} wish={wish} onWish={setWish} />}
      <CouponChoice desk={desk} coupons={wish.coupons} onCoupons={(coupons) => setWish({ ...wish, coupons })} />
      <div role="status">
        {refused.map(({ code }) => <p key={code} class="muted"><strong><bdi>{code}</bdi></strong> {say('cart.not_usable')}</p>)}
        {notSold}
        {isOld && <p>{say('cart.old')} <button class="chip" type="button" onClick={again}>{say('cart.again')}</button></p>}
      </div>
      <div class="line total"><span>{say('cart.pay')}</span><strong>{money(quote.toPayMinor)}</strong></div>
    </section>
  )
}

/** `unknown`: SKUs of the cart that the shop's server does not know, and left out; where it knows none there is no quote. `isOld`: what was asked since could not be answered; `again` asks once more. */
type Quoted = { quote: Quote | null; unknown: readonly string[]; isOld: boolean; again: () => void }
type Found = Omit<Quoted, 'isOld' | 'again'>

const NONE: Omit<Quoted, 'again'> = { quote: null, unknown: [], isOld: false }

/** The newest answer counts, in whichever order they come. One that could not be had leaves the one before, which says that it is old. */
function useQuote(desk: Desk | null, cart: Cart | null, wish: Wish): Quoted {
  const [known, setKnown] = useState(NONE)
  const [round, setRound] = useState(0)
  const again = (): void => setRound((one) => one + 1)
  useEffect(() => desk?.onChange(again), [desk])
  useEffect(() => {
    if (desk === null || cart === null || cart.lines.length === 0) {
      setKnown(NONE)
      return undefined
    }
    let isOver = false
    quoteKnown(desk, cart, wish).then((found) => {
      if (!isOver) setKnown({ ...found, isOld: false })
    }, (error: unknown) => {
      if (!(error instanceof ApiProblem)) throw error
      if (!isOver) setKnown((before) => ({ ...before, isOld: true }))
    })
    return () => {
      isOver = true
    }
  }, [desk, JSON.stringify(cart), wish, round])
  return { ...known, again }
}

/** Quotes what the shop's server knows of a cart: a line of another shop's system, such as gift wrap, shall not take the rest away. */
async function quoteKnown(desk: Desk, cart: Cart, wish: Wish): Promise<Found> {
  try {
    return { quote: await askQuote(desk, cart, wish), unknown: [] }
  } catch (error) {
    const unknown = error instanceof ApiProblem ? unknownIn(error, cart.lines) : []
    if (unknown.length === 0) throw error
    const lines = cart.lines.filter(({ sku }) => !unknown.includes(sku))
    return { quote: lines.length === 0 ? null : await askQuote(desk, { ...cart, lines }, wish), unknown }
  }
}

/** SKUs that a refused quote was refused for. */
function unknownIn({ errors }: ApiProblem, lines: readonly CartLine[]): string[] {
  return errors.flatMap(({ path }) => lines[Number(/^lines\[(\d+)\]\.sku$/.exec(path)?.[1] ?? -1)]?.sku ?? [])
}

async function askQuote(desk: Desk, { market, lines, shippingMinor }: Cart, { points, coupons }: Wish): Promise<Quote> {
  const isMember = desk.session.token() !== null
  return desk.ask<Quote>('/quotes', {
    method: 'POST',
    body: {
      market: market ?? desk.market ?? (await desk.guide()).market, lines, ...(isMember ? { member: 'me', points } : {}), ...(coupons.length > 0 ? { coupons } : {}),
      ...(shippingMinor === undefined ? {} : { shipping: { amountMinor: shippingMinor } }),
    },
  })
}

type Choosing = { desk: Desk; wish: Wish; onWish: (wish: Wish) => void }

/** Points are entered as they are counted, store credit as an amount. */
function PointsChoice({ desk: { say, locale, format }, unit, quote, wish, onWish }: Choosing & { unit: UnitSeen; quote: Quote }) {
  const { points: { most, used, worthMinor } } = quote
  const currency = unit?.currency ?? null
  const written = (points: number): string => (currency === null ? String(points) : moneyText(points, currency))
  if (most === 0) return null
  return (
    <label class="line">
      <span>{say(currency === null ? 'cart.use' : 'cart.use_money')} <span class="muted">{used > 0 ? format.told('cart.worth', unit, { points: used, amount: formatMoney(worthMinor, quote.currency, locale) }) : format.told('cart.use_most', unit, { points: most })}</span></span>
      <input type="number" inputMode={currency === null ? 'numeric' : 'decimal'} min={0} max={written(most)} step={written(1)} value={written(wish.points)} onChange={(event) => onWish({ ...wish, points: Math.max(0, Math.min(most, pointsOf(event.currentTarget.value, currency))) })} />
    </label>
  )
}

/** What was entered, in whole points or minor units; nothing where it is no number of them. */
function pointsOf(text: string, currency: string | null): number {
  try {
    return currency === null ? Math.floor(Number(text) || 0) : parseMoney(text, currency)
  } catch {
    return 0
  }
}

import { h, type FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { define, sheetOf, type ElementOptions } from '#member/kit/element'
import { HANDING } from '#member/kit/held'
import { placeOf, type Place } from '#member/kit/place'
import { tabStorage } from '#member/kit/session'
import { directionOf } from '#member/kit/direction'
import { themeStyle } from '#member/kit/theme'
import { CartView, type Cart } from './cart.tsx'
import { openDesk, type Desk } from './desk.ts'
import { Launcher } from './launcher.tsx'
import { openOwnLauncher } from './own-launcher.ts'
import { PointsView, PriceView, type OfProduct } from './price.tsx'
import { openPrices } from './prices.ts'
import { ProgressBar } from './progress.tsx'
import { useShownHere } from './shown-here.ts'
import { BASE, BLOCK, CART, INLINE, LAUNCHER } from './styles.ts'
import { useDesk, useHandOver } from './use-desk.ts'

/**
 * `<script type="module" src="https://<server>/m/<shop>/widget.js"></script>` on any page of the shop: defines the elements, and puts the
 * launcher on the page unless the address says `?launcher=off`, or the page has one. It leaves no global behind, and a second script of the page does nothing.
 */
if (customElements.get('rockpool-launcher') === undefined) start(placeOf(import.meta.url))

function start(place: Place): void {
  const theme = sheetOf('')
  const opening = openDesk(place)
  const prices = opening.then(openPrices)
  // A shop that cannot be reached leaves its page as it is; each element shows nothing.
  opening.then(({ shop }) => theme.replaceSync(themeStyle(shop.theme)), () => {})
  prices.catch(() => {})
  const own = openOwnLauncher()
  const priceOf: NonNullable<OfProduct['priceOf']> = async (sku, market) => (await prices).priceOf(sku, market)
  const ofProduct = (view: FunctionComponent<OfProduct>): ElementOptions<{ sku: string | null; market: string | null }> => ({
    attributes: ['sku', 'market'], sheets: [BASE, INLINE, theme], read: ({ sku = null, market = null }) => ({ sku, market }),
    view: ({ sku, market }) => h(view, { desk: useDesk(opening), priceOf, sku, market }),
  })
  define('rockpool-price', ofProduct(PriceView))
  define('rockpool-points', ofProduct(PointsView))
  define('rockpool-progress', {
    attributes: [], sheets: [BASE, BLOCK, theme],
    // Keeps room for what a member will see.
    read: (_attributes, _properties, host) => {
      host.toggleAttribute('data-held', document.querySelector(HANDING) !== null || (tabStorage()?.getItem(`rockpool:${place.handle}`) ?? null) !== null)
      opening.catch(() => host.removeAttribute('data-held'))
      return { host }
    },
    view: ({ host }) => h(WithDesk, { opening, view: ProgressBar, host }),
  })
  define('rockpool-cart', {
    attributes: ['lines', 'market'], properties: ['cart'], sheets: [BASE, BLOCK, CART, theme],
    read: (attributes, { cart }, host) => {
      const told = (cart as Cart | undefined) ?? cartOf(attributes)
      host.toggleAttribute('data-held', (told?.lines.length ?? 0) > 0)
      // Nothing will come of a shop that cannot be reached.
      opening.catch(() => host.removeAttribute('data-held'))
      return { cart: told, host }
    },
    view: ({ cart, host }) => h(CartView, { desk: useDesk(opening), cart, host }),
  })
  define('rockpool-launcher', {
    attributes: ['token', 'signed-out'], sheets: [BASE, LAUNCHER, theme],
    read: ({ token = null, 'signed-out': signedOut = null }, _properties, host) => ({ token, isSignedOut: signedOut !== null, host }),
    view: ({ token, isSignedOut, host }) => {
      useEffect(() => own.giveWayTo(host), [host])
      return h(Placed, { opening, token, isSignedOut, host })
    },
  })
  if (place.query.get('launcher') !== 'off') own.put()
}

/** An element whose view needs the desk; what it shows is in the direction of its language. */
function WithDesk({ opening, view, host }: { opening: Promise<Desk>; view: FunctionComponent<{ desk: Desk; host: HTMLElement }>; host: HTMLElement }) {
  const desk = useDesk(opening)
  return desk === null ? null : h('div', { dir: directionOf(desk.locale), lang: desk.locale }, h(view, { desk, host }))
}

type Handing = { opening: Promise<Desk>; token: string | null; isSignedOut: boolean; host: HTMLElement }

/** The launcher where the shop wants it, for whom its page says that they are signed in. */
function Placed({ opening, token, isSignedOut, host }: Handing) {
  const desk = useDesk(opening)
  useHandOver(desk, { token, isSignedOut })
  const isShownHere = useShownHere(desk?.shop.widget.pages)
  if (desk === null || !desk.shop.widget.isOn || !isShownHere) return null
  const { position, offsetX, offsetY } = desk.shop.widget
  host.dataset['position'] = position
  host.style.setProperty('--rp-x', `${offsetX}px`)
  host.style.setProperty('--rp-y', `${offsetY}px`)
  return h('div', { dir: directionOf(desk.locale), lang: desk.locale }, h(Launcher, { desk }))
}

/** The cart of the attributes; none while what stands there is no list. */
function cartOf({ lines = null, market = null }: Readonly<Record<string, string | null>>): Cart | null {
  if (lines === null) return null
  try {
    const told = JSON.parse(lines) as unknown
    return Array.isArray(told) ? { lines: told as Cart['lines'], ...(market === null ? {} : { market }) } : null
  } catch {
    return null
  }
}

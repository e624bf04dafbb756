import { render } from 'preact'
import type { Place } from '#member/kit/place'
import { tabStorage } from '#member/kit/session'
import { nearestLocale } from '#member/kit/text'
import { App } from './app.tsx'
import { arrivalOf } from './arrival.ts'
import './centre.css'
import { firstLocale, openTongue, type Tongue } from './desk.ts'
import { readFacts } from './page-facts.ts'
import { themeTold } from './preview.ts'
import { addressOf, isPreview, routeOf, throughSignIn } from './route.ts'
import { keepSource, sourceOf } from './source.ts'
import { keepNamedLocale, keptLocale } from './storage.ts'
import { applyTheme } from './theme.ts'
import { firstPaths } from './first-paths.ts'

/** The member centre of a shop, at /m/<shop>/…: one page that reads its own address. */
let facts = readFacts(document)
let tongue: Tongue | null = null
const root = document.getElementById('centre')
const base = `/m/${facts.shop.handle}/`
const place: Place = { origin: window.location.origin, handle: facts.shop.handle, centre: `${window.location.origin}${base}`, query: new URLSearchParams() }
const paint = applyTheme(facts.shop.theme, { root: document.documentElement, night: window.matchMedia('(prefers-color-scheme: dark)') })

const isShownAhead = isPreview(window.location, base)
if (isShownAhead) {
  // The console tells the theme as soon as the page is there, whether its texts are or not.
  window.addEventListener('message', (event) => {
    const theme = themeTold(event, window.location.origin)
    if (theme === null) return
    facts = { ...facts, shop: { ...facts.shop, theme } }
    paint(theme)
    draw()
  })
  for (const deed of ['mousedown', 'click', 'change', 'submit']) window.addEventListener(deed, (event) => { event.preventDefault(); event.stopImmediatePropagation() }, { capture: true })
}
// Whoever comes from elsewhere is signed in by the page of signing in, which goes on to the page that was meant.
const meant = routeOf(window.location, base)
const named = nearestLocale(meant.query.get('lang') ?? '', facts.shop.languages)
if (!isShownAhead) {
  keepSource(sourceOf(window.location, document.referrer), tabStorage())
  if (named !== undefined) keepNamedLocale(place.handle, named)
  if (arrivalOf(window.location.hash) !== null) window.history.replaceState(null, '', `${addressOf(base, 'sign-in', throughSignIn(meant))}${window.location.hash}`)
}
const route = routeOf(window.location, base)
const locale = isShownAhead && named !== undefined ? named : firstLocale(facts, { kept: keptLocale(place.handle), languages: navigator.languages })
let gone = (): void => {}
const ahead = { onGone: () => gone(), paths: firstPaths(route.page, facts), impersonation: facts.impersonation?.id ?? null }
tongue = await openTongue(place, facts.shop, { locale, ahead }).catch(() => null)
if (tongue === null) showUnreached()
else if (root !== null) {
  root.replaceChildren()
  draw()
}

function draw(): void {
  if (root !== null && tongue) render(<App place={place} facts={facts} first={tongue} onGone={(listener) => { gone = listener }} />, root)
}

/** Without its texts the page says what the server wrote into it for this. */
function showUnreached(): void {
  const told = document.querySelector<HTMLTemplateElement>('#unreached')?.content
  if (told !== undefined) root?.querySelector('main')?.replaceChildren(told.cloneNode(true))
}

import { render } from 'preact'
import type { Place } from '#member/kit/place'
import { tabStorage } from '#member/kit/session'
import { nearestLocale } from '#member/kit/text'
import { App } from './app.tsx'
import { arrivalOf } from './arrival.ts'
import './centre.css'
import { firstLocale, openTongue } from './desk.ts'
import { readFacts } from './page-facts.ts'
import { addressOf, routeOf, throughSignIn } from './route.ts'
import { keepSource, sourceOf } from './source.ts'
import { keepNamedLocale, keptLocale } from './storage.ts'
import { applyTheme } from './theme.ts'
import { firstPaths } from './first-paths.ts'

/** The member centre of a shop, at /m/<shop>/…: one page that reads its own address. */
const facts = readFacts(document)
const base = `/m/${facts.shop.handle}/`
const place: Place = { origin: window.location.origin, handle: facts.shop.handle, centre: `${window.location.origin}${base}`, query: new URLSearchParams() }
applyTheme(facts.shop.theme, { root: document.documentElement, night: window.matchMedia('(prefers-color-scheme: dark)') })

// Whoever comes from elsewhere is signed in by the page of signing in, which goes on to the page that was meant.
const meant = routeOf(window.location, base)
keepSource(sourceOf(window.location, document.referrer), tabStorage())
const named = nearestLocale(meant.query.get('lang') ?? '', facts.shop.languages)
if (named !== undefined) keepNamedLocale(place.handle, named)
if (arrivalOf(window.location.hash) !== null) window.history.replaceState(null, '', `${addressOf(base, 'sign-in', throughSignIn(meant))}${window.location.hash}`)
const route = routeOf(window.location, base)
const locale = firstLocale(facts, { kept: keptLocale(place.handle), languages: navigator.languages })
let gone = (): void => {}
const ahead = { onGone: () => gone(), paths: firstPaths(route.page, facts), impersonation: facts.impersonation?.id ?? null }
const root = document.getElementById('centre')
const tongue = await openTongue(place, facts.shop, { locale, ahead }).catch(() => null)
if (tongue === null) showUnreached()
else if (root !== null) {
  root.replaceChildren()
  render(<App place={place} facts={facts} first={tongue} onGone={(listener) => { gone = listener }} />, root)
}

/** Without its texts the page says what the server wrote into it for this. */
function showUnreached(): void {
  const told = document.querySelector<HTMLTemplateElement>('#unreached')?.content
  if (told !== undefined) root?.querySelector('main')?.replaceChildren(told.cloneNode(true))
}

import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Place } from '#member/kit/place'
import { directionOf } from '#member/kit/direction'
import { DeskContext, openTongue, type Desk, type Tongue, type Welcome } from './desk.ts'
import { Frame } from './frame.tsx'
import { LookBanner, LookOver } from './look.tsx'
import type { PageFacts } from './page-facts.ts'
import { addressOf, isForMembers, isOfProgram, routeOf, throughSignIn, type Page, type Route } from './route.ts'
import { OwnLanguage } from './own-language.ts'
import { keepLocale } from './storage.ts'
import { mayLeave } from './use-leave-guard.ts'

type AppProps = { place: Place; facts: PageFacts; first: Tongue; onGone: (listener: () => void) => void }

/** Who reads, in which language, and where: what all pages hang on. */
export function App({ place, facts, first, onGone }: AppProps) {
  const base = `/m/${place.handle}/`
  const [tongue, setTongue] = useState(first)
  const [isSignedIn, setIsSignedIn] = useState(facts.isSignedIn)
  const [welcome, setWelcome] = useState<Welcome | null>(null)
  const [note, setNote] = useState('')
  const [asked, go] = useRoute(base)
  const isElsewhere = facts.shop.isMailingList && isOfProgram(asked.page)
  const route: Route = isElsewhere ? { ...asked, page: 'home' } : asked
  useEffect(() => (isElsewhere ? window.history.replaceState(null, '', base) : undefined), [isElsewhere, asked.page])
  const [isOver, setOver] = useState(false)
  const { impersonation } = facts
  const leave = (): void => (impersonation === null ? setIsSignedIn(false) : setOver(true))
  useEffect(() => onGone(leave), [])
  useLanguage(tongue.locale)
  useFresh(tongue, route)
  useNoteEnd(note, setNote)

  const desk = useMemo<Desk>(() => ({
    place, shop: facts.shop, ...tongue, isSignedIn, isLooking: impersonation !== null, welcome, go,
    linkTo: (page, query) => addressOf(base, page, query),
    notify: setNote,
    onWelcomed: () => setWelcome(null),
    onSigned(signed, joining) {
      setWelcome(signed !== null && (signed.isNew || signed.claimed) ? { ...signed, asksConsents: signed.isNew && joining?.consents === undefined } : null)
      setIsSignedIn(signed !== null)
      tongue.answers.forget()
    },
    onLocale(locale) {
      keepLocale(place.handle, locale)
      void openTongue(place, facts.shop, { locale, ahead: { onGone: leave, paths: [], impersonation: impersonation?.id ?? null } }).then(setTongue, () => setNote(tongue.say('problem.offline')))
    },
  }), [facts, tongue, isSignedIn, welcome])

  const shown: Route = !isSignedIn && isForMembers(route.page) ? { page: 'sign-in', query: new URLSearchParams(throughSignIn(route)) } : route
  return (
    <DeskContext.Provider value={desk}>
      {impersonation === null && <OwnLanguage />}
      {impersonation === null || isOver ? null : <LookBanner look={impersonation} onOver={() => setOver(true)} />}
      {isOver ? <LookOver /> : <Frame route={shown} />}
      <div class="notes" role="status">{note !== '' && <p class="note">{note}</p>}</div>
    </DeskContext.Provider>
  )
}

/** The page as the address says it; links of the centre, and the browser's own way back, change it without a new page. */
function useRoute(base: string): [Route, Desk['go']] {
  const [route, setRoute] = useState(() => routeOf(window.location, base))
  const show = (address: string): void => {
    window.history.pushState(null, '', address)
    window.scrollTo(0, 0)
    setRoute(routeOf(window.location, base))
  }
  const here = useRef('')
  here.current = window.location.href
  useEffect(() => {
    const back = (): void => (mayLeave() ? setRoute(routeOf(window.location, base)) : window.history.pushState(null, '', here.current))
    const follow = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (link === null || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      if (link.target !== '' || link.hasAttribute('download') || link.origin !== window.location.origin || !link.pathname.startsWith(base) || link.hash !== '') return
      event.preventDefault()
      if (mayLeave()) show(`${link.pathname}${link.search}`)
    }
    window.addEventListener('popstate', back)
    document.addEventListener('click', follow)
    return () => {
      window.removeEventListener('popstate', back)
      document.removeEventListener('click', follow)
    }
  }, [base])
  const page = useRef((to: Page, query?: Readonly<Record<string, string>>) => show(addressOf(base, to, query)))
  return [route, page.current]
}

/** Answers are asked for again on another page, and when the reader comes back to the tab: what is shown is of this minute. */
const FRESH_MS = 30_000

function useFresh({ answers }: Tongue, route: Route): void {
  useEffect(() => answers.renew(FRESH_MS), [route.page])
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') answers.renew(FRESH_MS)
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [answers])
}

function useLanguage(locale: string): void {
  useEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.dir = directionOf(locale)
  }, [locale])
}

/** What is told in passing goes away by itself. */
const NOTE_MS = 5_000

function useNoteEnd(note: string, setNote: (note: string) => void): void {
  useEffect(() => {
    if (note === '') return undefined
    const timer = setTimeout(() => setNote(''), NOTE_MS)
    return () => clearTimeout(timer)
  }, [note])
}

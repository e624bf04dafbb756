import { ApiProblem, openApi, type Ask } from '#member/kit/api'
import type { Place } from '#member/kit/place'
import { openSession, tabStorage, type Session } from '#member/kit/session'
import type { Guide, Member, Shop } from '#member/kit/shapes'
import { chooseLocale, sayIn, type Say, type Texts } from '#member/kit/text'
import { unitsIn, type UnitFormat } from '#member/kit/unit'

/** What every element of a page shares: the shop, the reader's language, who is signed in, and each answer asked for once. */
export type Desk = {
  place: Place
  shop: Shop
  locale: string
  say: Say
  format: UnitFormat
  ask: Ask
  session: Session
  /** The market that the page says it is of; null: the one that the program begins with. */
  market: string | null
  guide: () => Promise<Guide>
  /** Who is signed in; null: a guest. */
  member: () => Promise<Member | null>
  /** Tells when somebody was signed in or out; answers how to stop. */
  onChange: (listener: () => void) => () => void
  /** Forgets what was answered for whoever was there, and tells. */
  changed: () => void
}

type TextFile = () => Promise<{ default: Texts }>
const FILES = import.meta.glob('../../locales/*/widget.json', { query: '?texts' }) as Readonly<Record<string, TextFile>>

/** Opens what elements share, once for a page. @throws ApiProblem where the shop's server is not there, or knows no such shop */
export async function openDesk(place: Place): Promise<Desk> {
  const session = openSession(place, tabStorage())
  const showing = { kind: 'bearer', token: session.token } as const
  const asked = [document.documentElement.lang, ...navigator.languages].filter((tag) => tag !== '')
  const shop = await openApi(place, { locale: asked[0] ?? 'en', showing: { kind: 'bearer', token: () => null } })<Shop>('/shop')
  const locale = chooseLocale(asked, shop.languages)
  const texts = await textsIn(locale)
  const asking = openApi(place, { locale, showing })
  const listeners = new Set<() => void>()
  const ask: Ask = (path, told) => {
    const token = session.token()
    return asking<never>(path, told).catch((error: unknown) => {
      if (!(error instanceof ApiProblem) || error.status !== 401 || token === null) throw error
      // A session that is over is a guest's: what anybody may ask is asked as one, and the rest by whoever hears of the change.
      if (session.lose(token)) changed()
      return asking<never>(path, told)
    })
  }
  const market = place.query.get('market')
  const member = askOnce(() => readMember(ask, session))
  const guide = askOnce(() => readGuide(ask, market))
  const changed = (): void => {
    member.forget()
    for (const listener of listeners) listener()
  }
  const say = sayIn(locale, texts, shop.widget.texts[locale])
  return {
    place, shop, locale, session, ask, changed, say, market, format: unitsIn(locale, say, (points) => say('member.reward', { points })),
    guide: guide.read, member: member.read,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** An answer that is asked for once, until it is forgotten; what could not be had is asked for again, as a page may stay open for hours. */
function askOnce<T>(ask: () => Promise<T>): { read: () => Promise<T>; forget: () => void } {
  let known: Promise<T> | null = null
  const forget = (): void => {
    known = null
  }
  const read = (): Promise<T> => {
    const asked = known ?? ask()
    if (known === null) {
      known = asked
      asked.catch(() => {
        if (known === asked) forget()
      })
    }
    return asked
  }
  return { read, forget }
}

async function textsIn(locale: string): Promise<Texts> {
  const file = FILES[`../../locales/${locale}/widget.json`] ?? FILES['../../locales/en/widget.json']
  return (await (file as TextFile)()).default
}

/** The rules of the page's market; of one that the program does not have, those that it begins with. */
async function readGuide(ask: Ask, market: string | null): Promise<Guide> {
  if (market === null) return ask<Guide>('/guide')
  return ask<Guide>(`/guide?market=${encodeURIComponent(market)}`).catch((error: unknown) => {
    if (!(error instanceof ApiProblem) || error.status !== 422) throw error
    return ask<Guide>('/guide')
  })
}

/** A session that is over is a guest's. */
async function readMember(ask: Ask, session: Session): Promise<Member | null> {
  if (session.token() === null) return null
  return ask<Member>('/members/me').catch((error: unknown) => {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error
    return null
  })
}

import { ApiProblem, openApi, type Ask } from '#member/kit/api'
import type { Place } from '#member/kit/place'
import { openSession, tabStorage, type Session } from '#member/kit/session'
import type { Guide, Member, Shop } from '#member/kit/shapes'
import { chooseLocale, sayIn, type Say, type Texts } from '#member/kit/text'

/** What every element of a page shares: the shop, the reader's language, who is signed in, and each answer asked for once. */
export type Desk = {
  place: Place
  shop: Shop
  locale: string
  say: Say
  ask: Ask
  session: Session
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
  const ask = openApi(place, { locale, showing })
  const listeners = new Set<() => void>()
  let member: Promise<Member | null> | null = null
  let guide: Promise<Guide> | null = null
  const changed = (): void => {
    member = null
    for (const listener of listeners) listener()
  }
  return {
    place, shop, locale, session, ask, changed, say: sayIn(locale, texts, shop.widget.texts[locale]),
    guide: () => (guide ??= ask<Guide>('/guide')),
    member: () => (member ??= readMember(ask, session)),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

async function textsIn(locale: string): Promise<Texts> {
  const file = FILES[`../../locales/${locale}/widget.json`] ?? FILES['../../locales/en/widget.json']
  return (await (file as TextFile)()).default
}

/** A session that is over is a guest's. */
async function readMember(ask: Ask, session: Session): Promise<Member | null> {
  if (session.token() === null) return null
  return ask<Member>('/members/me').catch((error: unknown) => {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error
    session.end()
    return null
  })
}

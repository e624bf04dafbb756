import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { ApiProblem, openApi, type Ask } from '#member/kit/api'
import type { Place } from '#member/kit/place'
import { chooseLocale, sayIn, type Say, type Texts } from '#member/kit/text'
import { openAnswers, type Answers } from './answers.ts'
import { formatIn, type Format } from './format.ts'
import type { Joining } from './joining.ts'
import type { PageFacts, Shop } from './page-facts.ts'
import { pieceOf } from './piece.ts'
import type { Page } from './route.ts'
import type { SignedIn } from './shapes.ts'

/** What signing in brought; `asksConsents`: whoever joined on a way where nothing was asked is asked once. */
export type Welcome = SignedIn & { asksConsents: boolean }

/** What every page of the centre shares. */
export type Desk = {
  place: Place
  shop: Shop
  locale: string
  say: Say
  format: Format
  ask: Ask
  answers: Answers
  isSignedIn: boolean
  /** Whether it is somebody of the staff who looks at what the member sees. */
  isLooking: boolean
  /** What signing in brought, until it was told. */
  welcome: Welcome | null
  /** Sets who reads, and what they said of themselves on the way; null: a guest. */
  onSigned: (signed: SignedIn | null, joining?: Joining) => void
  onWelcomed: () => void
  onLocale: (locale: string) => void
  go: (page: Page, query?: Readonly<Record<string, string>>) => void
  linkTo: (page: Page, query?: Readonly<Record<string, string>>) => string
  /** Tells something in passing, at the edge of the page and to screen readers. */
  notify: (text: string) => void
}

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('a page stands outside the desk')
  return desk
}

/** One language of the centre: its texts, and what was asked in it. */
export type Tongue = { locale: string; say: Say; format: Format; ask: Ask; answers: Answers }

type TextFile = () => Promise<{ default: Texts }>
const FILES = import.meta.glob('../../locales/*/member.json', { query: '?texts' }) as Readonly<Record<string, TextFile>>

/** What may be asked for while the texts are still on their way. */
export type Ahead = { onGone: () => void; paths: readonly string[]; impersonation: string | null }

/** Opens a language; answers are asked for at once, while its texts come. `onGone` is called when a session turns out to be over. */
export async function openTongue(place: Place, shop: Shop, { locale, ahead }: { locale: string; ahead: Ahead }): Promise<Tongue> {
  const asking = openApi(place, { locale, showing: { kind: 'cookie', impersonation: ahead.impersonation } })
  const ask: Ask = (path, told) => asking<never>(path, told).catch((error: unknown) => {
    // A cookie whose session is over is nobody's: the answer is that of whoever has shown nothing.
    if (error instanceof ApiProblem && (error.code === 'http.no_session' || error.code === 'http.no_key' || error.code === 'http.impersonation_over')) ahead.onGone()
    throw error
  })
  const answers = openAnswers(ask)
  for (const path of ahead.paths) answers.read(path)
  const file = FILES[`../../locales/${locale}/member.json`] ?? FILES['../../locales/en/member.json']
  const say = sayIn(locale, (await pieceOf(`texts-${locale}`, file as TextFile)).default, ownTexts(shop.widget.texts[locale] ?? {}))
  return { locale, say, format: formatIn(locale, say), ask, answers }
}

const OURS = 'centre.'

/** What the store says in other words here: the widget's texts of the same keys are other texts, so those of the centre begin with its name. */
function ownTexts(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).flatMap(([key, text]) => (key.startsWith(OURS) ? [[key.slice(OURS.length), text] as const] : [])))
}

/** The language to begin with: the one that is kept, the reader's own, the shop's first. */
export function firstLocale({ shop }: PageFacts, { kept, languages }: { kept: string | null; languages: readonly string[] }): string {
  return chooseLocale(kept === null ? languages : [kept, ...languages], shop.languages)
}

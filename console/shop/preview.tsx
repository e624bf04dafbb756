import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, type CSSProperties } from 'react'
import { formatMoney } from '#engine/money'
import type { ShopSettings, Theme } from '#sdk/index'
import { Waiting } from '#console/page/waiting.tsx'
import { useDocument } from '#console/program/use-document.ts'
import { useSeat } from '#console/session/me.ts'
import { useWords } from '#console/words/use-words.ts'
import { readShopTexts, sayAsShop } from './shop-texts.ts'

/** Numbers of nobody, to have something to look at. */
const SHOWN = { points: 1240, rewardPoints: 500, missing: 260, part: 62, priceMinor: 1_800 }

/** The screen of a phone. */
const PHONE = { width: 390, height: 720 }

type Shown = { settings: ShopSettings; language: string; isMember: boolean }

/** The widget as shoppers will see it, in the colours that are being chosen. Nothing in it can be pressed. */
export function Preview({ settings, language, isMember }: Shown) {
  const { say } = useWords()
  const { currency = 'USD' } = useDocument() ?? {}
  const store = useSeat()?.store.name ?? settings.handle
  const texts = useQuery({ queryKey: ['shop-texts', language], queryFn: () => readShopTexts(language), staleTime: Infinity })
  if (texts.data === undefined) return <Waiting what={say('waiting.texts')} />
  const { theme } = settings
  const values = { name: store, points: SHOWN.points, level: '★★★', missing: SHOWN.missing, by: 'none' }
  const at = (more: Readonly<Record<string, string | number>> = {}) => sayAsShop(language, { texts: texts.data, own: settings.widget.texts[language] ?? {}, values: { ...values, ...more } })
  const look = { '--rp-accent': theme.accent, '--rp-on-accent': theme.onAccent, '--rp-background': theme.background, '--rp-ink': theme.ink, '--rp-radius': `${theme.radius}px`, ...(theme.font === '' ? {} : { fontFamily: `${theme.font}, system-ui, sans-serif` }) } as CSSProperties
  return (
    <div className="shopper" style={look} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'} role="img" aria-label={say('look.preview_of', { store })}>
      <div className="shopper-page" aria-hidden>
        <strong>{store}</strong>
        <span className="shopper-line" /><span className="shopper-line" />
        <span>{at()('price.yours')} <b>{formatMoney(SHOWN.priceMinor, currency, language)}</b>{settings.isMailingList ? null : <> · {at({ points: 18 })(isMember ? 'points.earn' : 'points.join')}</>}</span>
      </div>
      <div className="shopper-edge" data-position={settings.widget.position} aria-hidden>
        <div className="shopper-panel">
          <div className="shopper-head"><strong>{store}</strong><span>×</span></div>
          <div className="shopper-body">{!isMember ? <GuestSide at={at} settings={settings} /> : settings.isMailingList ? <ListSide at={at} /> : <MemberSide at={at} points={new Intl.NumberFormat(language).format(SHOWN.points)} />}</div>
        </div>
        <span className="shopper-launcher">◆ {store}</span>
      </div>
    </div>
  )
}

/** The store's own member centre as a guest sees it, in the theme that is being chosen: what it says is what is saved. */
export function CentrePreview({ handle, theme, language }: { handle: string; theme: Theme; language: string }) {
  const { say } = useWords()
  const frame = useRef<HTMLIFrameElement>(null)
  const tell = (): void => frame.current?.contentWindow?.postMessage({ theme }, window.location.origin)
  useEffect(tell, [theme])
  return <iframe ref={frame} title={say('look.centre')} src={`/m/${encodeURIComponent(handle)}/preview?lang=${language}`} onLoad={tell} style={{ ...PHONE, maxWidth: '100%', border: '1px solid var(--line)', borderRadius: 16 }} />
}

type At = (more?: Readonly<Record<string, string | number>>) => (key: string) => string

function MemberSide({ at, points }: { at: At; points: string }) {
  const say = at()
  return (
    <>
      <span>{say('member.points')}<br /><span className="shopper-big">{points}</span></span>
      <span className="shopper-bar"><i style={{ width: `${SHOWN.part}%` }} /></span>
      <span className="shopper-row"><span>{say('member.rewards')}</span><span>{at({ points: SHOWN.rewardPoints })('member.reward')}</span></span>
      <span className="shopper-button">{say('member.centre')}</span>
    </>
  )
}

/** Of a store that has a list of mails alone: nothing of points. */
function ListSide({ at }: { at: At }) {
  const say = at()
  return <><span>{say('guest.list')}</span><span className="shopper-button">{say('guest.list_mails')}</span></>
}

function GuestSide({ at, settings: { isOpen, isMailingList } }: { at: At; settings: ShopSettings }) {
  const say = at()
  return (
    <>
      <span>{say(isMailingList ? (isOpen ? 'guest.list' : 'guest.list_closed') : isOpen ? 'guest.hello' : 'guest.closed')}</span>
      {isOpen ? <span className="shopper-button">{say(isMailingList ? 'guest.list_join' : 'guest.join')}</span> : null}
      <span className="shopper-button" data-quiet>{say('guest.sign_in')}</span>
      {isMailingList ? null : <span className="shopper-link">{say('guest.how')}</span>}
    </>
  )
}

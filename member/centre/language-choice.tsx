import { useDesk } from './desk.ts'
import { Icon } from './icons.tsx'

/** The reader's language, by its own name in that language; it changes at once, and is remembered with the profile of whoever is signed in. */
export function LanguageChoice() {
  const { say, shop, locale, onLocale, isSignedIn, ask } = useDesk()
  if (shop.languages.length < 2) return null
  const choose = (chosen: string): void => {
    onLocale(chosen)
    // What the page shows has changed already; a profile that could not be told is told by the next choice.
    if (isSignedIn) ask('/members/me/profile', { method: 'PATCH', body: { locale: chosen } }).catch(() => {})
  }
  return (
    <label class="language">
      <Icon name="globe" />
      <span class="sr">{say('language')}</span>
      <select value={locale} onChange={(event) => choose(event.currentTarget.value)}>
        {shop.languages.map((one) => <option key={one} value={one} lang={one}>{nameOf(one)}</option>)}
      </select>
    </label>
  )
}

/** Chinese is told by how it is written, as its readers do. */
const WRITTEN: Readonly<Record<string, string>> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant' }

function nameOf(locale: string): string {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(WRITTEN[locale] ?? locale) ?? locale
  return `${name.charAt(0).toLocaleUpperCase(locale)}${name.slice(1)}`
}

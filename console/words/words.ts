import i18next from 'i18next'
import ICU from 'i18next-icu'
import { initReactI18next } from 'react-i18next'

/** The languages of the console. */
export const LANGUAGES = ['en', 'zh-CN'] as const
export type Language = (typeof LANGUAGES)[number]

const KEPT = 'rockpool.language'
const TEXTS: Readonly<Record<Language, () => Promise<{ default: object }>>> = {
  en: () => import('#locales/en/console.json'),
  'zh-CN': () => import('#locales/zh-CN/console.json'),
}

/** Begins with the language that was kept, else the browser's. A text that is missing is a mistake of ours, and is told as one. */
export async function openWords(): Promise<void> {
  const language = languageOf(readKept() ?? navigator.language)
  const { default: texts } = await TEXTS[language]()
  await i18next.use(ICU).use(initReactI18next).init({
    lng: language, fallbackLng: false, supportedLngs: LANGUAGES, ns: ['console'], defaultNS: 'console', nsSeparator: false, interpolation: { escapeValue: false },
    resources: { [language]: { console: texts } }, partialBundledLanguages: true, saveMissing: true,
    missingKeyHandler: (_languages, _namespace, key) => reportError(new Error(`no text for ${key}`)),
  })
  document.documentElement.lang = language
}

/** Switches at once, wherever one is. */
export async function switchLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'console')) i18next.addResourceBundle(language, 'console', (await TEXTS[language]()).default)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  try {
    localStorage.setItem(KEPT, language)
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** The best of our languages for a tag such as zh-Hans-CN or fr. */
export function languageOf(tag: string): Language {
  return /^zh\b/i.test(tag) ? 'zh-CN' : 'en'
}

function readKept(): string | null {
  try {
    return localStorage.getItem(KEPT)
  } catch {
    return null
  }
}

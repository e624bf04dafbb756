import { IntlMessageFormat } from 'intl-messageformat'
import en from '#locales/en/conformance.json' with { type: 'json' }
import zh from '#locales/zh-CN/conformance.json' with { type: 'json' }
import type { StaffLocale } from '#engine/text'

const WORDS: Readonly<Record<StaffLocale, Readonly<Record<keyof typeof en, string>>>> = { en, 'zh-CN': zh }

/** A sentence about cases in the reader's language, from `locales/<language>/conformance.json`. */
export function say(locale: StaffLocale, key: keyof typeof en, values: Readonly<Record<string, string | number>> = {}): string {
  return String(new IntlMessageFormat(WORDS[locale][key], locale).format(values))
}

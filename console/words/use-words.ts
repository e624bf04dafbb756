import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { languageOf, type Language } from './words.ts'

/** How things are said in the reader's language: texts by key, numbers, money in minor units, times with their zone. */
export type Words = {
  language: Language
  say: (key: string, values?: Readonly<Record<string, unknown>>) => string
  has: (key: string) => boolean
  number: (value: number) => string
  money: (minor: number, currency: string) => string
  time: (iso: string, zone?: string) => string
  day: (iso: string, zone?: string) => string
}

export function useWords(): Words {
  const { t, i18n } = useTranslation('console')
  const language = languageOf(i18n.language)
  return useMemo(() => ({
    language,
    say: (key, values) => t(key, { ...values }),
    has: (key) => i18n.exists(key),
    number: (value) => new Intl.NumberFormat(language).format(value),
    money: (minor, currency) => moneyText(minor, currency, language),
    time: (iso, zone) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', ...(zone === undefined ? {} : { timeZone: zone }) }).format(new Date(iso)),
    day: (iso, zone) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: zone ?? (iso.length === 10 ? 'UTC' : undefined) }).format(new Date(iso)),
  }), [t, i18n, language])
}

function moneyText(minor: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency })
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

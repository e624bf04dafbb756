import { localeOf, type Locale } from '#engine/text'

/** The language that a person asks for with --locale, such as "zh" or "en-GB"; undefined when we do not speak it. */
export function localeAsked(tag: string): Locale | undefined {
  return /^(?:en|zh)(?:[-_]|$)/i.test(tag) ? localeOf(tag.replaceAll('_', '-')) : undefined
}

/** The language that the environment asks for, by LC_ALL, LC_MESSAGES and LANG in this order; English where it names no known one. */
export function localeOfEnvironment(env: Readonly<Record<string, string | undefined>>): Locale {
  return localeAsked((env.LC_ALL || env.LC_MESSAGES || env.LANG || '').replace(/[.@].*/, '')) ?? 'en'
}

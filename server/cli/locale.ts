import { staffLocaleOf, type StaffLocale } from '#engine/text'

/** The language that a person asks for with --locale, such as "zh" or "en-GB"; undefined when we do not speak it. */
export function localeAsked(tag: string): StaffLocale | undefined {
  return /^(?:en|zh)(?:[-_]|$)/i.test(tag) ? staffLocaleOf(tag.replaceAll('_', '-')) : undefined
}

/** The language that the environment asks for, by LC_ALL, LC_MESSAGES and LANG in this order; English where it names no known one. */
export function localeOfEnvironment(env: Readonly<Record<string, string | undefined>>): StaffLocale {
  return localeAsked((env.LC_ALL || env.LC_MESSAGES || env.LANG || '').replace(/[.@].*/, '')) ?? 'en'
}

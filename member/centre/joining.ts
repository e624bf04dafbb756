import type { Source } from './source.ts'

export type Said = { channel: 'email' | 'none'; purpose: 'marketing' | 'profiling' | 'terms'; isGiven: boolean }
/** What somebody who joins says of themselves, and what the page knows besides. */
export type Joining = { name?: string; locale?: string; birthday?: string; country?: string; zone?: string; consents?: readonly Said[]; source?: Source }

/** What the page knows by itself of whoever joins: their language, their time zone, and where they came from. */
export function newJoining({ locale, source }: { locale: string; source: Source }): Joining {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return { locale, ...(zone === undefined || !/^[A-Za-z0-9_+/-]{1,60}$/.test(zone) ? {} : { zone }), ...(Object.keys(source).length === 0 ? {} : { source }) }
}

/** What the fields of the form say; empty ones say nothing. */
export function joiningOf(form: FormData): Joining {
  const text = (name: string): string => String(form.get(name) ?? '').trim()
  const fields = Object.fromEntries(['name', 'birthday', 'country'].flatMap((name) => (text(name) === '' ? [] : [[name, text(name)] as const])))
  const consents: Said[] = [
    ...(form.has('asks_marketing') ? [{ channel: 'email', purpose: 'marketing', isGiven: form.has('marketing') } as const] : []),
    ...(form.has('terms') ? [{ channel: 'none', purpose: 'terms', isGiven: true } as const] : []),
  ]
  return { ...fields, ...(consents.length === 0 ? {} : { consents }) }
}

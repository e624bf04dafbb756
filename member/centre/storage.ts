import { tabStorage } from '#member/kit/session'

/** What this device remembers between visits; null where the browser lets nothing be stored. */
export function deviceStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

/** What is kept as long as the page is open, where the browser lets nothing be stored. */
const here = new Map<string, string>()

function keep(storage: Storage | null, name: string, value: string): void {
  here.set(name, value)
  try {
    storage?.setItem(name, value)
  } catch {
    // A storage that is full, or of a browser that lets nothing be written.
  }
}

function kept(storage: Storage | null, name: string): string | null {
  return here.get(name) ?? storage?.getItem(name) ?? null
}

/** The language that was chosen on this device, else the one that an address has named in this tab; null where neither is. */
export function keptLocale(handle: string): string | null {
  return kept(deviceStorage(), `rockpool:locale:${handle}`) ?? kept(tabStorage(), `rockpool:named-locale:${handle}`)
}

export function keepLocale(handle: string, locale: string): void {
  keep(deviceStorage(), `rockpool:locale:${handle}`, locale)
}

/** Keeps the language that an address names (`?lang=`), for the pages after it too: no link of the centre names it again. */
export function keepNamedLocale(handle: string, locale: string): void {
  keep(tabStorage(), `rockpool:named-locale:${handle}`, locale)
}

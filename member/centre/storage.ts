/** What this device remembers between visits; null where the browser lets nothing be stored. */
export function deviceStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

/** The language that was chosen on this device; null where nobody has chosen one. */
export function keptLocale(handle: string): string | null {
  return deviceStorage()?.getItem(`rockpool:locale:${handle}`) ?? null
}

export function keepLocale(handle: string, locale: string): void {
  deviceStorage()?.setItem(`rockpool:locale:${handle}`, locale)
}
